import type { FastifyInstance } from 'fastify'
import type { Side } from '../base/endpoint.ts'
import { cookieName, readBearer, readCookie } from './cookies.ts'
import { refuseForeignStream } from './origin.ts'

/** What the database tells every process when something has changed (operations/changed.ts, signin/session.sql.ts). */
export type ChangeMessage = {
  topics?: string[]
  users?: string[]
  employees?: boolean
  signedOut?: string
  reason?: string
  /** What changed does not fit, or nobody knows any more: everybody looks again. */
  everybody?: boolean
}

/** A page that listens, or a download that runs: whatever has to end when its session does. */
type Open = {
  side: Side
  token: string
  user: string
  send: (event: string, data: object) => void
  close: (reason: string) => void
}

export type LiveOptions = {
  /** The only origin whose pages may listen. */
  baseOrigin: string
  /** The user of a live session, or a refusal. */
  userOf: (side: Side, token: string | undefined) => Promise<string>
  /** Of these tokens, the ones whose session has ended, with the reason. One statement for all. */
  ended: (tokens: string[]) => Promise<Map<string, string>>
}

export type Live = {
  /** Mounts `/live` of both sides. */
  mount(server: FastifyInstance): void
  hear(message: ChangeMessage): void
  /** After messages may have been lost: everybody looks again (F-26). */
  heardNothing(): void
  /** Lets a running answer end with its session; returns how to forget it. */
  follow(side: Side, token: string, user: string, close: (reason: string) => void): () => void
  close(): void
}

const sweepEvery = 1000
const beatEvery = 15_000

/**
 * Live updates as server-sent events. They carry names of topics, never content: a page that hears one asks again and
 * gets what its person may see. Messages are a convenience; once a second all open pages' sessions are checked in one
 * statement, so that a lock ends them within a second even when the message is lost.
 */
export function createLive({ baseOrigin, userOf, ended }: LiveOptions): Live {
  const open = new Set<Open>()

  const endThoseOf = async (some: Open[]) => {
    if (some.length === 0) return
    const over = await ended([...new Set(some.map((each) => each.token))])
    for (const each of some) {
      const reason = over.get(each.token)
      if (reason !== undefined) each.close(reason)
    }
  }
  const sweep = setInterval(() => void endThoseOf([...open]).catch(() => undefined), sweepEvery)
  sweep.unref()

  const add = (entry: Open): (() => void) => {
    open.add(entry)
    return () => void open.delete(entry)
  }

  const heardNothing = () => {
    for (const each of open) each.send('changed', { topics: ['*'] })
  }

  const hear = (message: ChangeMessage) => {
    if (message.signedOut) {
      const theirs = [...open].filter((each) => each.user === message.signedOut)
      void endThoseOf(theirs).catch(() => undefined)
      return
    }
    if (message.everybody) return heardNothing()
    const users = new Set(message.users)
    for (const each of open) {
      if ((message.employees && each.side === 'employee') || users.has(each.user)) {
        each.send('changed', { topics: message.topics ?? [] })
      }
    }
  }

  return {
    mount(server) {
      for (const [side, url] of [
        ['employee', '/api/v1/live'],
        ['portal', '/api/portal/v1/live'],
      ] as const) {
        server.get(url, { exposeHeadRoute: false }, async (request, reply) => {
          refuseForeignStream(request.headers, baseOrigin)
          // Not for programs: a token opens no stream, and cookies beside one are not looked at (AT-072).
          const isProgram = readBearer(request.headers.authorization) !== undefined
          const token = isProgram ? undefined : readCookie(request.headers.cookie, cookieName(side))
          const user = await userOf(side, token)
          reply.hijack()
          const { raw } = reply
          // Whoever left while the session was looked up does not say so again: nothing would ever end the beat.
          if (raw.destroyed) return
          raw.writeHead(200, {
            ...reply.getHeaders(),
            'content-type': 'text/event-stream',
            'x-accel-buffering': 'no',
          } as never)
          const send = (event: string, data: object) =>
            void raw.write(`event: ${event}\ndata: ${JSON.stringify(data)}\n\n`)
          const beat = setInterval(() => void raw.write(': here\n\n'), beatEvery)
          const forget = add({
            side,
            token: token!,
            user,
            send,
            close: (reason) => {
              send('signed-out', { reason })
              raw.end()
            },
          })
          raw.on('close', () => {
            clearInterval(beat)
            forget()
          })
          raw.write('retry: 1000\n\n')
        })
      }
    },
    hear,
    heardNothing,
    follow: (side, token, user, close) => add({ side, token, user, send: () => undefined, close }),
    close: () => {
      clearInterval(sweep)
      for (const each of open) each.close('restart')
    },
  }
}
