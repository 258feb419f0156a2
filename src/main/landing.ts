import type { FastifyInstance } from 'fastify'
import { Refusal } from '../base/refusal.ts'
import { links } from '../base/employee-links.ts'
import { portalLinks } from '../base/portal-links.ts'
import { pagePolicy } from '../http/headers.ts'
import { newNonce } from '../http/server.ts'

const mostBytes = 512 * 1024
/** Where the page of the same address looks for it (`signin/portal/way-back.ts`). */
const keptAs = 'portico.answer'

const escaped = (text: string): string => text.replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`)

/**
 * A SAML provider has the browser post its answer here, from another site and so without a cookie that counts. Nothing is
 * believed and nothing changes: the answer is handed to the page of the same address, which sends it from our own site,
 * where the cookie says whose browser it is.
 */
export function mountLanding(server: FastifyInstance): void {
  void server.register(async (scope) => {
    scope.addContentTypeParser(
      'application/x-www-form-urlencoded',
      { parseAs: 'string', bodyLimit: mostBytes },
      (_request, body, done) => done(null, body),
    )
    for (const { path } of [links.signInBy, portalLinks.signInBy]) {
      scope.post(path, { config: { isLanding: true } }, async (request, reply) => {
        const nonce = newNonce()
        return reply
          .header('content-security-policy', pagePolicy(nonce))
          .type('text/html; charset=utf-8')
          .send(pageWith(answerIn(request.body), nonce))
      })
    }
  })
}

/** @throws Refusal 400 where it is no answer of SAML */
function answerIn(body: unknown): string {
  const form = new URLSearchParams(typeof body === 'string' ? body : '')
  const [answers, states] = [form.getAll('SAMLResponse'), form.getAll('RelayState')]
  const response = answers[0]?.replace(/\s/g, '') ?? ''
  if (answers.length !== 1 || states.length > 1 || !/^[A-Za-z0-9+/]+={0,2}$/.test(response)) {
    throw new Refusal('invalid', 'request.invalid', 'Expected the answer of a sign-in provider (SAMLResponse).')
  }
  return new URLSearchParams({ SAMLResponse: response, state: (states[0] ?? '').slice(0, 200) }).toString()
}

const pageWith = (answer: string, nonce: string): string => `<!doctype html>
<html lang="en"><meta charset="utf-8"><title>Portico</title>
<script nonce="${nonce}" data-answer="${escaped(answer)}">
sessionStorage.setItem('${keptAs}', document.currentScript.dataset.answer)
location.replace(location.pathname)
</script>
<noscript>Portico needs JavaScript to go on.</noscript>
</html>
`
