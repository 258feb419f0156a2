import type { Actor } from '../access/actor.ts'
import type { Permission, ResourceOf } from '../access/permissions.ts'
import type { Within } from '../access/rule.ts'
import type { AnswerOf, Endpoint, InputOf } from '../base/endpoint.ts'
import type { Facts } from '../base/refusal.ts'
import type { JobSender } from '../jobs/queue.ts'
import type { Db, Sql, Tx } from '../sql/database.ts'

/** The bytes of a download, with what the browser is told about them. */
export type Download = {
  stream: NodeJS.ReadableStream
  name: string
  mediaType: string
  size: number
}

/** What comes with a request beside its input; passed on, never decided by. */
export type Surroundings = {
  requestId: string
  address: string
  userAgent: string
  /** The address people reach this installation by, from the configuration: never from a header (AT-106). */
  baseUrl: string
  /** Writes a job into the transaction. */
  send: JobSender
}

/** Sets or clears the session cookie of the side the endpoint is on. Only sign-in and registration use it. */
export type CookieJar = { setSession(token: string, expires: Date): void; clearSession(): void }

export type CommandContext = Surroundings & {
  tx: Tx
  actor: Actor
  /** The database's clock at the start of the transaction; the only clock (F-41). */
  now: Date
  cookies: CookieJar
  /** Body of an endpoint with `upload`. */
  upload: NodeJS.ReadableStream | undefined
  /** Adds facts to the audit row of this command. */
  note(facts: Facts): void
  /** Runs another command in this transaction, as the actor named; it is checked and audited as such. */
  run<E extends Endpoint>(command: Command<E, Permission>, input: InputOf<E>, as: Actor): Promise<AnswerOf<E>>
}

export type QueryContext = Surroundings & { db: Db; actor: Actor; cookies: CookieJar }

/**
 * One named write. It cannot be declared without the permission it asks for and the thing it asks it of; `target`
 * names that thing from the input, with an id of the right kind or the compiler refuses.
 */
export type Command<E extends Endpoint, P extends Permission> = {
  type: 'command'
  name: string
  endpoint: E
  permission: P
  target: (input: InputOf<E>) => Omit<ResourceOf<P>, 'kind'>
  run: (context: CommandContext, input: InputOf<E>) => Promise<AnswerOf<E>>
}

/** One named read of one thing. */
export type Query<E extends Endpoint, P extends Permission> = {
  type: 'query'
  name: string
  endpoint: E
  permission: P
  target: (input: InputOf<E>) => Omit<ResourceOf<P>, 'kind'>
  run: (context: QueryContext, input: InputOf<E>) => Promise<AnswerOf<E> | Download>
}

/**
 * One named read of many things, or of one through the same condition: `visible` is the permission as SQL on the row
 * called `target`, and has to stand in the statement. An unseen thing is then not found by itself, in one round trip.
 */
export type Listing<E extends Endpoint, P extends Permission> = {
  type: 'listing'
  name: string
  endpoint: E
  permission: P
  within: (input: InputOf<E>) => Within
  run: (context: QueryContext & { visible: Sql<boolean> }, input: InputOf<E>) => Promise<AnswerOf<E>>
}

export type Operation = Command<Endpoint, Permission> | Query<Endpoint, Permission> | Listing<Endpoint, Permission>

export const command = <E extends Endpoint, P extends Permission>(
  operation: Omit<Command<E, P>, 'type'>,
): Command<E, P> => ({ type: 'command', ...operation })

export const query = <E extends Endpoint, P extends Permission>(operation: Omit<Query<E, P>, 'type'>): Query<E, P> => ({
  type: 'query',
  ...operation,
})

export const listing = <E extends Endpoint, P extends Permission>(
  operation: Omit<Listing<E, P>, 'type'>,
): Listing<E, P> => ({ type: 'listing', ...operation })

/** Lets operations of any input and permission stand in one list. */
// biome-ignore lint: the variance of `run` makes a common supertype impossible; the runner parses before it calls
export const asOperation = (operation: unknown): Operation => operation as Operation
