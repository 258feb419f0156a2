import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import fastifyStatic from '@fastify/static'
import type { FastifyInstance, FastifyReply } from 'fastify'
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

/**
 * Assets carry a hash in their names and are kept for ever; pages are made anew each time, because of the nonce.
 * Addresses of screens are known to the browser's router, so every other address below `/` answers with the page.
 */
export function mountScreens(server: FastifyInstance, screens: Screens): void {
  server.register(fastifyStatic, {
    root: join(screens.dir, 'assets'),
    prefix: '/assets/',
    cacheControl: false,
    index: false,
    preCompressed: true,
    setHeaders: (reply) => void reply.header('cache-control', 'public, max-age=31536000, immutable'),
  })
  const send = (reply: FastifyReply, page: string) => {
    const nonce = newNonce()
    return reply
      .header('content-security-policy', pagePolicy(nonce, page === screens.web))
      .type('text/html; charset=utf-8')
      .send(page.replaceAll(noncePlace, nonce))
  }
  server.get('/portal', (_request, reply) => send(reply, screens.portal))
  server.get('/portal/*', (_request, reply) => send(reply, screens.portal))
  server.get('/', (_request, reply) => send(reply, screens.web))
  server.get('/*', (request, reply) => {
    if (request.url.startsWith('/api/')) return reply.callNotFound()
    return send(reply, screens.web)
  })
}
