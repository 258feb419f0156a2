import { once } from 'node:events'
import { get } from 'node:http'
import type { AddressInfo } from 'node:net'
import fastify from 'fastify'
import { afterEach, expect, test } from 'vitest'
import { cookieName } from './cookies.ts'
import { createLive, type LiveOptions } from './live.ts'

const sweeps = 2200
const waitFor = (milliseconds: number) => new Promise((done) => setTimeout(done, milliseconds))
let close = async (): Promise<void> => {}
afterEach(() => close())

/** Live pages of a server whose sessions are looked up as slowly as wanted; `asked` are the tokens of open pages. */
async function openServer(userOf: LiveOptions['userOf']) {
  const asked: string[] = []
  const server = fastify()
  const live = createLive({
    baseOrigin: 'http://localhost',
    userOf,
    ended: async (tokens) => {
      asked.push(...tokens)
      return new Map()
    },
  })
  live.mount(server)
  await server.listen({ port: 0, host: '127.0.0.1' })
  close = async () => {
    live.close()
    await server.close()
  }
  const { port } = server.server.address() as AddressInfo
  const listen = (token: string) => {
    const page = get({
      port,
      path: '/api/v1/live',
      headers: { cookie: `${cookieName('employee')}=${token}`, 'sec-fetch-site': 'same-origin' },
    })
    page.on('error', () => undefined)
    return page
  }
  return { server, listen, asked }
}

test('a page that stays is asked about every second, for as long as it is open', async () => {
  const { listen, asked } = await openServer(async () => 'kevin')
  const page = listen('stays')
  await once(page, 'response')
  await waitFor(sweeps)
  expect(asked).toContain('stays')
  page.destroy()
  await waitFor(200)
  asked.length = 0
  await waitFor(sweeps)
  expect(asked).toEqual([])
})

test('a page that closes while its session is looked up is not kept for ever', async () => {
  const lookingUp = Promise.withResolvers<void>()
  const found = Promise.withResolvers<string>()
  const { server, listen, asked } = await openServer(async () => {
    lookingUp.resolve()
    return found.promise
  })
  const left = new Promise<void>((done) => server.server.on('connection', (socket) => socket.on('close', () => done())))
  const page = listen('leaves')
  await lookingUp.promise
  page.destroy()
  await left
  found.resolve('kevin')
  await waitFor(sweeps)
  expect(asked).toEqual([])
})
