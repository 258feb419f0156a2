import { createHash } from 'node:crypto'
import type { Readable } from 'node:stream'
import { sql } from 'kysely'
import { type Actor, personBehind, type UserActor } from '../access/actor.ts'
import { require, scope } from '../access/decide.ts'
import { permissions, type Permission, type Resource } from '../access/permissions.ts'
import { requireRecentProof } from '../access/recent-proof.ts'
import type { AnswerOf, Endpoint, InputOf, Side } from '../base/endpoint.ts'
import type { UserId } from '../base/ids.ts'
import type { StoredBlob } from '../blobs/blobs.ts'
import { type Facts, Refusal } from '../base/refusal.ts'
import { type Db, transaction, type Tx } from '../sql/database.ts'
import { atCommit, committing } from './at-commit.sql.ts'
import { type Read, recordDone, recordReads, recordRefused } from './audit.sql.ts'
import { parseInput } from './input.ts'
import type {
  Command,
  CommandContext,
  CookieJar,
  Download,
  Operation,
  QueryContext,
  Surroundings,
} from './operation.ts'

/** Everything of one call that is not its input. */
export type Call = Surroundings & {
  cookies: CookieJar
  upload?: NodeJS.ReadableStream
  /** Of the request; a repeat with the same key gets the first answer and has no second effect. */
  idempotencyKey?: string
  /** Finds the actor in the transaction or connection that reads the data, and the database's clock. */
  authenticate(db: Db, side: Side): Promise<{ actor: Actor; now: Date }>
  /** Who it was a moment ago, from memory; undefined where it has to be found. */
  recentActor?(side: Side): UserActor | undefined
}

/**
 * The one corridor every request walks: parse with the contract, begin, find the actor, ask access, run, write the
 * audit row, commit. A refusal leaves nothing behind but its own audit row.
 */
export async function run(db: Db, operation: Operation, raw: unknown, call: Call): Promise<unknown> {
  let actor: Actor = { kind: 'anonymous' }
  let parsed: { input: unknown } | undefined
  const parse = () => (parsed ??= { input: parseInput(operation, raw) }).input
  try {
    const authenticate = async (on: Db) => {
      const found = await call.authenticate(on, operation.endpoint.side)
      actor = found.actor
      return found
    }
    const quick = await runQuickly(db, operation, parse, call)
    if (quick) return quick.answer
    // Who asks comes before what is asked: without a session nothing is told of the shape of the input either.
    if (operation.type === 'command') {
      const prepared = operation.before && (await prepare(db, operation, (await authenticate(db)).actor, parse(), call))
      const perform = (received?: StoredBlob) =>
        committing(db, async (tx) => {
          const who = await authenticate(tx)
          const given = { input: parse(), prepared }
          return runCommand(tx, operation, given, who, { ...call, received })
        })
      if (!operation.endpoint.upload) return await perform()
      const who = await authenticate(db)
      await allow(db, operation, who.actor, parse())
      return await receive(call, perform)
    }
    const who = await authenticate(db)
    return await runQuery(db, operation, parse(), who.actor, call)
  } catch (error) {
    if (error instanceof Refusal) {
      const whose = parsed && (await whoseAccount(db, operation, actor, parsed.input, call))
      await recordRefused(db, operation, actor, error, call, whose)
      if (parsed) await afterRefusal(db, operation, parsed.input, error, call)
    }
    throw error
  }
}

/**
 * The same for somebody who was found a moment ago, without asking who it is first: the statement that decides or lists
 * reads session and account anyway. It is the whole answer only when that is a plain yes; after a refusal, or rows that
 * prove nothing, everything is asked from the beginning. Saves one to two of three statements of a read.
 */
async function runQuickly(db: Db, operation: Operation, parse: () => unknown, call: Call) {
  const actor = call.recentActor?.(operation.endpoint.side)
  if (!actor || !isQuick(operation, call)) return undefined
  try {
    if (operation.type === 'command') {
      const given = { input: parse(), prepared: undefined }
      return { answer: await committing(db, (tx) => runCommand(tx, operation, given, { actor }, call)) }
    }
    const answer = await runQuery(db, operation, parse(), actor, call, true)
    return operation.type === 'query' || operation.isProof?.(answer as never) ? { answer } : undefined
  } catch (error) {
    if (error instanceof Refusal) return undefined
    throw error
  }
}

/** What happens before a transaction, and the answer to a repeat, are for those who were asked who they are. */
const isQuick = (operation: Operation, call: Call): boolean =>
  operation.type === 'command'
    ? !operation.before && !operation.endpoint.upload && !call.idempotencyKey
    : operation.type === 'query' || operation.isProof !== undefined

async function prepare(db: Db, operation: CommandOperation, actor: Actor, input: unknown, call: Call) {
  await allow(db, operation, actor, input)
  return operation.before?.({ ...surroundings(call), db, actor, cookies: call.cookies }, input)
}

/** Of somebody who has no session; whoever has one stands in the row anyway. */
async function whoseAccount(db: Db, operation: Operation, actor: Actor, input: unknown, call: Call) {
  const ask = operation.type === 'command' && actor.kind === 'anonymous' ? operation.whose : undefined
  return ask?.({ ...surroundings(call), db, actor, cookies: call.cookies }, input)
}

async function afterRefusal(db: Db, operation: Operation, input: unknown, refusal: Refusal, call: Call) {
  const tell = operation.type === 'command' ? operation.afterRefusal : undefined
  if (tell) await transaction(db, (tx) => tell({ ...surroundings(call), tx }, input, refusal))
}

/**
 * Bytes are taken in before the transaction begins, because a slow sender must hold neither a transaction nor a
 * connection; what is written there asks again who it is and whether they may. A refusal forgets the bytes; after any
 * other failure the row may have been committed unheard, so the bytes stay and the sweep finds out.
 */
async function receive(call: Call, perform: (upload: StoredBlob) => Promise<unknown>): Promise<unknown> {
  if (!call.upload) throw new Refusal('invalid', 'request.invalid', 'Expected a file as the body of the request.')
  const stored = await call.blobs.put(call.upload)
  try {
    return await perform(stored)
  } catch (error) {
    if (error instanceof Refusal) await call.blobs.remove(stored.key)
    throw error
  }
}

async function runQuery(
  db: Db,
  operation: Exclude<Operation, { type: 'command' }>,
  input: unknown,
  actor: Actor,
  call: Call,
  isRepeatable = false,
): Promise<unknown | Download> {
  const read: Read[] = []
  const context: QueryContext = {
    ...surroundings(call),
    db,
    actor,
    cookies: call.cookies,
    noteRead: (what, facts = {}) => void read.push({ ...what, facts }),
  }
  if (operation.type === 'listing') {
    await proveIfAsked(db, operation, actor, input)
    const reach = await scope(db, actor, operation.permission, operation.within(input), isRepeatable)
    const answer = await operation.run({ ...context, ...reach }, input)
    // An answer that will be asked for once more is written down then.
    if (!isRepeatable || operation.isProof?.(answer as never)) await recordReads(db, operation, actor, read, call)
    return answer
  }
  await allow(db, operation, actor, input)
  const answer = await operation.run(context, input)
  await recordReads(db, operation, actor, read, call).catch((error: unknown) => {
    if (operation.endpoint.download) (answer as { stream?: Readable }).stream?.destroy()
    throw error
  })
  return answer
}

type CommandOperation = Extract<Operation, { type: 'command' }>

type CommandCall = Call & { received?: StoredBlob | undefined }

/** Without a time for somebody who was not authenticated first; then the statement that decides tells it. */
type Who = { actor: Actor; now?: Date }

/** What was sent, and what the operation made of it before the transaction. */
type Given = { input: unknown; prepared: unknown }

async function runCommand(
  tx: Tx,
  operation: CommandOperation,
  given: Given,
  { actor, now }: Who,
  call: CommandCall,
): Promise<unknown> {
  const person = personBehind(actor)
  const key = call.idempotencyKey
  if (!key || !person || operation.endpoint.secret) return runCommandAs(tx, operation, given, actor, call, now)
  const first = await earlierAnswer(tx, person, key, operation, given.input)
  if (first) return first.answer
  const answer = await runCommandAs(tx, operation, given, actor, call, now)
  atCommit(tx)!.kept = { person, key, answer }
  return answer
}

/** The inner half of the corridor, walked by the request's command and by each command it runs in turn. */
async function runCommandAs(
  tx: Tx,
  operation: CommandOperation,
  { input, prepared }: Given,
  actor: Actor,
  call: CommandCall,
  clock: Date | undefined,
): Promise<unknown> {
  const resource = targetOf(operation, input)
  const deciding = allow(tx, operation, actor, input)
  const reading = operation.reads?.({ tx, actor }, input)
  // Whatever goes wrong there is of no interest to whoever may not.
  reading?.catch(() => undefined)
  const now = clock ?? (await deciding)!
  await deciding
  const read = await reading
  const facts: Facts = {}
  const context: CommandContext = {
    ...surroundings(call),
    tx,
    actor,
    now,
    cookies: call.cookies,
    upload: call.received,
    note: (more) => void Object.assign(facts, more),
    run: async <E extends Endpoint>(other: Command<E, Permission>, otherInput: InputOf<E>, as: Actor) => {
      const { received: _, ...rest } = call
      const before = other.before && (await prepare(tx, other as never, as, otherInput, call))
      const sent = { input: otherInput, prepared: before }
      return (await runCommandAs(tx, other as never, sent, as, rest, now)) as AnswerOf<E>
    },
  }
  const answer = await operation.run(context, input, prepared as never, read as never)
  recordDone(tx, operation, actor, resource, facts, call)
  return answer
}

/** Whether they may at all comes first: nobody is asked to prove who they are for what is not theirs to do. */
async function allow(db: Db, operation: Exclude<Operation, { type: 'listing' }>, actor: Actor, input: unknown) {
  const decidedAt = await require(db, actor, operation.permission, targetOf(operation, input))
  await proveIfAsked(db, operation, actor, input)
  return decidedAt
}

async function proveIfAsked(db: Db, { recent }: Operation, actor: Actor, input: unknown): Promise<void> {
  if (recent === true || recent?.(input)) await requireRecentProof(db, actor)
}

const surroundings = (call: Call): Surroundings => ({
  requestId: call.requestId,
  address: call.address,
  userAgent: call.userAgent,
  baseUrl: call.baseUrl,
  licenseIssuer: call.licenseIssuer,
  send: call.send,
  blobs: call.blobs,
  secrets: call.secrets,
  configuredMail: call.configuredMail ?? null,
})

const targetOf = (operation: Exclude<Operation, { type: 'listing' }>, input: unknown): never =>
  ({ kind: permissions[operation.permission], ...operation.target(input) }) as Resource as never

const inputHash = (operation: Operation, input: unknown) =>
  createHash('sha256')
    .update(`${operation.name}\n${JSON.stringify(input)}`)
    .digest('base64url')

/**
 * A repeat of a POST after an answer that got lost (F-05, F-06, AT-141): the first answer stands in the transaction of
 * the deed. The row is taken under the primary key, so two repeats at once wait for each other.
 */
async function earlierAnswer(tx: Tx, person: UserId, key: string, operation: Operation, input: unknown) {
  const hash = inputHash(operation, input)
  const made = await sql`insert into idempotency_keys (actor_id, key, operation, input_hash)
    values (${person}, ${key}, ${operation.name}, ${hash}) on conflict do nothing`.execute(tx)
  if (made.numAffectedRows) return undefined
  const { rows } = await sql<{ operation: string; input_hash: string; answer: unknown }>`
    select operation, input_hash, answer from idempotency_keys where actor_id = ${person} and key = ${key}`.execute(tx)
  const known = rows[0]!
  if (known.operation !== operation.name || known.input_hash !== hash) {
    throw new Refusal(
      'conflict',
      'request.key_reused',
      'Expected a new Idempotency-Key for a new request, but this key was used for a different one.',
    )
  }
  return { answer: known.answer }
}
