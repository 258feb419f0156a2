import { randomBytes, randomUUID } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sql } from 'kysely'
import { fromKysely, PgBoss } from 'pg-boss'
import { afterAll } from 'vitest'

import type { UserActor } from '../../src/access/actor.ts'
import type { Permission } from '../../src/access/permissions.ts'
import type { AnswerOf, Endpoint, SentOf } from '../../src/base/endpoint.ts'
import type { UserId } from '../../src/base/ids.ts'
import { Refusal } from '../../src/base/refusal.ts'
import { openSecretBox, type SecretBox } from '../../src/base/secret-box.ts'
import { type Blobs, openBlobs } from '../../src/blobs/blobs.ts'
import type { JobSender } from '../../src/jobs/queue.ts'
import type { MailSettings } from '../../src/mail/mail-settings.ts'
import { castEmployees, type CastKey } from '../../src/main/demo/cast.ts'
import type { Command, Download, Listing, Operation, Query } from '../../src/operations/operation.ts'
import { run } from '../../src/operations/run.ts'
import { authenticate, openSession, recentActor } from '../../src/signin/session.sql.ts'
import { transaction } from '../../src/sql/database.ts'
import { testDatabase, type TestDatabase } from '../database.ts'

type Given<E extends Endpoint> = Command<E, Permission> | Query<E, Permission> | Listing<E, Permission>

export type CallMore = {
  idempotencyKey?: string
  upload?: NodeJS.ReadableStream
  /** Session cookie the browser has, on public endpoints that look at it. */
  cookie?: string
  /** Cookie of a sign-in that is not finished. */
  proof?: string | undefined
  /** Where the request comes from; 127.0.0.1 unless told. */
  address?: string
  licenseIssuer?: string
  configuredMail?: MailSettings
}

/** Somebody with a real session, who walks the same corridor as a request from the outside. */
export type Someone = {
  id: UserId
  token: string
  actor: UserActor
  /** Runs an operation as this person. Input is what would be sent; refusals are thrown. */
  run<E extends Endpoint>(operation: Given<E>, input: SentOf<E>, more?: CallMore): Promise<AnswerOf<E>>
  download<E extends Endpoint>(operation: Given<E>, input: SentOf<E>): Promise<Download>
}

export type World = TestDatabase & {
  blobs: Blobs
  /** Of this world's own key. */
  secrets: SecretBox
  people: Record<CastKey, UserId>
  /** Writes jobs into a transaction of this world's queue. */
  send: JobSender
  /** Signs one of the cast in. */
  as(key: CastKey): Promise<Someone>
  asUser(id: UserId, side: 'employee' | 'portal'): Promise<Someone>
  /** Nobody: for public endpoints. */
  anyone: Pick<Someone, 'run'> & { cookies: { token: string | undefined; proof: string | undefined } }
  group(code: string): Promise<string>
}

export const baseUrl = 'http://localhost:4100'

/** A database of this test file's own, with the cast in it, and the people to act as. */
export async function makeWorld(): Promise<World> {
  const database = await testDatabase()
  const { db } = database
  const found = await sql<{ id: UserId; email: string }>`select id, email from users`.execute(db)
  const people = Object.fromEntries(found.rows.map(({ id, email }) => [email.split('@')[0], id])) as Record<
    CastKey,
    UserId
  >
  const boss = new PgBoss({ db: fromKysely(db as never), schedule: false, supervise: false })
  const cookies: { token: string | undefined; proof: string | undefined } = { token: undefined, proof: undefined }
  const folder = await mkdtemp(join(tmpdir(), 'portico-files-'))
  afterAll(() => rm(folder, { recursive: true, force: true }))
  const blobs = openBlobs(folder, { limit: 1024 * 1024 })
  const secrets = openSecretBox(randomBytes(32))

  const send: JobSender = async (tx, name, data, from) => {
    await boss.send(name, data, { db: fromKysely(tx as never), ...(from && { startAfter: from }) })
  }

  const walk = async (operation: unknown, input: unknown, token: string | undefined, more: CallMore = {}) =>
    run(db, operation as Operation, input, {
      requestId: randomUUID(),
      address: '127.0.0.1',
      userAgent: 'test',
      baseUrl,
      send,
      blobs,
      secrets,
      cookies: {
        sent: () => more.cookie ?? token,
        setSession: (made) => void (cookies.token = made),
        clearSession: () => void (cookies.token = undefined),
        proof: {
          sent: () => more.proof,
          set: (made) => void (cookies.proof = made),
          clear: () => void (cookies.proof = undefined),
        },
      },
      authenticate: (on, side) => authenticate(on, side, token),
      recentActor: (side) => recentActor(side, token),
      ...more,
    })

  const asUser = async (id: UserId, side: 'employee' | 'portal'): Promise<Someone> => {
    const opened = await transaction(db, (tx) => openSession(tx, id, side, { userAgent: 'test', address: '127.0.0.1' }))
    return {
      id,
      token: opened.token,
      actor: { kind: 'user', id, userKind: side === 'employee' ? 'employee' : 'external', session: opened.session },
      run: (operation, input, more) => walk(operation, input, opened.token, more) as never,
      download: (operation, input) => walk(operation, input, opened.token) as Promise<Download>,
    }
  }

  return {
    ...database,
    blobs,
    secrets,
    people,
    send,
    asUser,
    as: (key) => asUser(people[key], key in castEmployees ? 'employee' : 'portal'),
    anyone: { run: (operation, input, more) => walk(operation, input, undefined, more) as never, cookies },
    group: async (code) => {
      const { rows } = await sql<{ id: string }>`select id from groups where code = ${code}`.execute(db)
      return rows[0]!.id
    },
  }
}

/** The refusal that `deed` ends in; fails when it is done after all. */
export async function refusalOf(deed: Promise<unknown>): Promise<Refusal> {
  const outcome = await deed.then(
    () => 'it was done',
    (error: unknown) => error,
  )
  if (outcome instanceof Refusal) return outcome
  throw outcome instanceof Error ? outcome : new Error(`Expected a refusal, but ${String(outcome)}`)
}
