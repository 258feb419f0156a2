import { apiPath, pathNames } from '../base/endpoint.ts'
import type { Described } from './openapi.ts'
import { jsonSchema } from './schemas.ts'

const escaped = (text: string): string => text.replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`)

const styles = `
:root { color-scheme: light dark; font: 15px/1.5 system-ui, sans-serif; --line: #8884; --soft: #8881 }
body { margin: 0 auto; max-width: 70rem; padding: 2rem 1.25rem 6rem }
h1 { font-size: 1.6rem; margin: 0 0 .25rem } h2 { margin: 2.5rem 0 .5rem; font-size: 1.1rem; text-transform: capitalize }
details { border: 1px solid var(--line); border-radius: 8px; margin: .4rem 0 } summary { padding: .55rem .8rem; cursor: pointer; display: flex; gap: .75rem; flex-wrap: wrap; align-items: baseline }
summary:focus-visible { outline: 2px solid #4a6cf7; outline-offset: 2px }
code { font: .87em ui-monospace, monospace; overflow-wrap: anywhere } .method { font-weight: 600; min-width: 3.6rem } .what { opacity: .75 }
.body { padding: 0 .8rem .8rem } pre { background: var(--soft); padding: .7rem; border-radius: 6px; overflow: auto; font-size: .82rem } a { color: inherit }
`

/** The readable page of the API: every operation with its permission, input, answer and refusals. No scripts. */
export function apiPage(operations: Described[], nonce: string): string {
  const groups = Map.groupBy(operations, ({ endpoint }) => endpoint.path.split('/')[1] ?? '')
  const sections = [...groups]
    .toSorted(([a], [b]) => a.localeCompare(b))
    .map(
      ([name, group]) =>
        `<h2 id="${escaped(name)}">${escaped(name.replaceAll('-', ' '))}</h2>${group.map(section).join('')}`,
    )
  return `<!doctype html><html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>Portico API</title><style nonce="${nonce}">${styles}</style>
<h1>Portico API</h1><p>What the screens use, for programs too: <a href="/api/v1/openapi.json">OpenAPI 3.1 document</a>. Errors are problem details (RFC 9457) with a stable <code>code</code>. Lists page by <code>after</code>. POST takes an <code>Idempotency-Key</code>: a repeat gets the first answer.</p>
<h2 id="tokens">How a program signs in</h2><p>With an API token, made under <em>Administration → Tokens</em> or on the profile of its person and shown once. It has the rights of that person, less where it was made so:</p>
<pre><code>curl -H "Authorization: Bearer portico_…" https://portico.example.com/api/v1/me</code></pre>
<p>A token opens the employee side only: no portal, no live events, nothing of one’s own account, nothing that wants a recent proof. More than the allowed requests a minute are answered 429 with <code>Retry-After</code>.</p>
<nav>${[...groups.keys()]
    .toSorted()
    .map((name) => `<a href="#${escaped(name)}">${escaped(name)}</a>`)
    .join(' · ')}</nav>
${sections.join('')}</html>`
}

function section({ name, endpoint, permission }: Described): string {
  const shape = (title: string, schema: object) =>
    `<p>${title}</p><pre><code>${escaped(JSON.stringify(schema, null, 2))}</code></pre>`
  const refusals = endpoint.refusals?.length
    ? `<p>May be refused with ${endpoint.refusals.map((code) => `<code>${escaped(code)}</code>`).join(', ')}.</p>`
    : ''
  const names = pathNames(endpoint.path)
  return `<details><summary><code class="method">${endpoint.method}</code><code>${escaped(apiPath(endpoint))}</code><span class="what">${escaped(endpoint.summary)}</span></summary>
<div class="body"><p><code>${escaped(name)}</code> · permission <code>${escaped(permission)}</code> · ${endpoint.side === 'public' ? 'no session needed' : `session of the ${endpoint.side} side`}${names.length > 0 ? ` · in the address: ${names.map((each) => `<code>${escaped(each)}</code>`).join(', ')}` : ''}</p>${refusals}
${shape('Input', jsonSchema(endpoint.input, 'input'))}${endpoint.download ? '<p>Answers with the file itself.</p>' : shape('Answer', jsonSchema(endpoint.answer, 'output'))}</div></details>`
}
