import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import fastifyStatic from '@fastify/static'
import type { FastifyInstance, FastifyReply } from 'fastify'
import { type Site, siteMeta } from '../base/site.ts'
import { pagePolicy } from '../http/headers.ts'
import { newNonce } from '../http/server.ts'
import { CannotStart } from '../sql/cannot-start.ts'

/** The two built pages and the folder of their assets. */
export type Screens = { dir: string; web: string; portal: string }

/** In the built pages; replaced by a new nonce in each answer. */
const noncePlace = '__NONCE__'

/** @throws CannotStart when the screens have not been built. */
export function readScreens(dir: string): Screens {
  const read = (name: string) => {
    try {
      return readFileSync(join(dir, name), 'utf8')
    } catch (error) {
      throw new CannotStart(
        'screensMissing',
        `The screens are not built: ${join(dir, name)} is missing. Run "npm start", which builds them.`,
        {
          cause: error,
        },
      )
    }
  }
  return { dir, web: read('web.html'), portal: read('portal.html') }
}

/** A portal has a look of its own; of the company it takes how dates and numbers are written. */
const onlyFormats = ({ formats }: Site): Partial<Site> => ({ formats })

const escaped = (text: string): string => text.replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`)

/** Writes into the page what it needs before it asks for anything, so that no other colour, name or icon shows first. */
export function withSite(page: string, site: Partial<Site> | undefined): string {
  if (!site) return page
  const meta = `<meta name="${siteMeta}" content="${escaped(JSON.stringify(site))}">`
  const title = site.titleEnding ?? site.companyName
  // Functions, because a name may hold what a replacement takes for a place: “$&”.
  return page
    .replace('</head>', () => `${meta}</head>`)
    .replace(/<title>[^<]*<\/title>/, (found) => (title ? `<title>${escaped(title)}</title>` : found))
    .replace(/<link rel="icon"[^>]*>/, (found) =>
      site.favicon ? `<link rel="icon" href="${escaped(site.favicon)}">` : found,
    )
}

/**
 * Assets carry a hash in their names and are kept for ever; pages are made anew each time, because of the nonce.
 * Addresses of screens are known to the browser's router, so every other address below `/` answers with the page.
 */
export function mountScreens(
  server: FastifyInstance,
  screens: Screens,
  siteNow: () => Promise<Site | undefined>,
): void {
  server.register(fastifyStatic, {
    root: join(screens.dir, 'assets'),
    prefix: '/assets/',
    cacheControl: false,
    index: false,
    preCompressed: true,
    setHeaders: (reply) => void reply.header('cache-control', 'public, max-age=31536000, immutable'),
  })
  const send = async (reply: FastifyReply, page: string) => {
    const nonce = newNonce()
    const isWeb = page === screens.web
    const site = await siteNow()
    return reply
      .header('content-security-policy', pagePolicy(nonce, isWeb))
      .type('text/html; charset=utf-8')
      .send(withSite(page.replaceAll(noncePlace, nonce), site && (isWeb ? site : onlyFormats(site))))
  }
  server.get('/portal', (_request, reply) => send(reply, screens.portal))
  server.get('/portal/*', (_request, reply) => send(reply, screens.portal))
  server.get('/', (_request, reply) => send(reply, screens.web))
  server.get('/*', (request, reply) => {
    if (request.url.startsWith('/api/')) return reply.callNotFound()
    return send(reply, screens.web)
  })
}
