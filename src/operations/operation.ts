import type { Actor } from '../access/actor.ts'
import type { Scope } from '../access/decide.ts'
import type { Permission, ResourceKind, ResourceOf } from '../access/permissions.ts'
import type { Within } from '../access/rule.ts'
import { type AnswerOf, type Endpoint, forPortal, type InputOf } from '../base/endpoint.ts'
import type { UserId } from '../base/ids.ts'
import type { Facts, Refusal } from '../base/refusal.ts'
import type { SecretBox } from '../base/secret-box.ts'
import type { Blobs, StoredBlob } from '../blobs/blobs.ts'
import type { JobSender } from '../jobs/queue.ts'
import type { MailSettings } from '../mail/mail-settings.ts'
import type { Db, Tx } from '../sql/database.ts'

/** The bytes of a download, with what the browser is told about them. */
export type Download = {
  stream: NodeJS.ReadableStream
  name: string
  mediaType: string
  /** Left out where it is made while it is sent. */
  size?: number
  /** Its address names this content and no other, so it may be kept by whoever got it. */
  isLasting?: boolean
}

/** What comes with a request beside its input; passed on, never decided by. */
export type Surroundings = {
  requestId: string
  address: string
  userAgent: string
  /** The address people reach this installation by, from the configuration: never from a header (AT-106). */
  baseUrl: string
  /** Public key (PEM) of whoever issues license keys, from the configuration. */
  licenseIssuer?: string | undefined
  /** Writes a job into the transaction. */
  send: JobSender
  /** Contents of files. */
  blobs: Blobs
  /** Seals what the database must not hold in the open. */
  secrets: SecretBox
  /** The mail server of the environment, which goes before the one set by screen. */
  configuredMail?: MailSettings
}

/**
 * The cookies of the side the endpoint is on; `sent` is what the browser sent. Only sign-in and registration use them: a
 * public endpoint has no actor, but a person who is signed in already may open an invitation. `proof` belongs to a sign-in
 * that is not finished; it opens nothing but its next step.
 */
export type CookieJar = {
  sent(): string | undefined
  setSession(token: string, expires: Date): void
  clearSession(): void
  proof: {
    sent(): string | undefined
    set(token: string, expires: Date): void
    clear(): void
  }
}

/** Of calls no browser makes: jobs, the command line. */
export const noCookies: CookieJar = {
  sent: () => undefined,
  setSession: () => undefined,
  clearSession: () => undefined,
  proof: { sent: () => undefined, set: () => undefined, clear: () => undefined },
}

export type CommandContext = Surroundings & {
  tx: Tx
  actor: Actor
  /** The database's clock at the start of the transaction; the only clock (F-41). */
  now: Date
  cookies: CookieJar
  /** Body of an endpoint with `upload`: on disk already, and forgotten again unless this transaction commits. */
  upload: StoredBlob | undefined
  /** Adds facts to the audit row of this command. */
  note(facts: Facts): void
  /** Runs another command in this transaction, as the actor named; it is checked and audited as such. */
  run<E extends Endpoint>(command: Command<E, Permission>, input: InputOf<E>, as: Actor): Promise<AnswerOf<E>>
}

/** Whether an operation wants to know again who is asking. */
export type RecentProof<E extends Endpoint> = true | ((input: InputOf<E>) => boolean)

export type ReadsContext = { tx: Tx; actor: Actor }
export type BeforeContext = Surroundings & { db: Db; actor: Actor; cookies: CookieJar }
export type RefusedContext = Surroundings & { tx: Tx }

export type QueryContext = Surroundings & {
  db: Db
  actor: Actor
  cookies: CookieJar
  /** Has it written into the audit that this was read, before the answer leaves. The same within a minute is one row. */
  noteRead(what: { kind: ResourceKind; id: string | null }, facts?: Facts): void
}

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
  /**
   * Wants a proof of who is asking that is not older than five minutes (access/recent-proof.ts): for what hands over
   * power, opens a new way in or carries much away. A function says for which inputs.
   */
  recent?: RecentProof<E>
  /**
   * Runs on the pool before the transaction begins, after access has been asked: for what has to outlive a refusal (a
   * counted try) and for slow arithmetic that no transaction should wait for (hashing a password). `run` gets its
   * result and decides anew what may have changed in between.
   */
  before?: (context: BeforeContext, input: InputOf<E>) => Promise<unknown>
  /**
   * Reads and locks that `run` begins with, sent in one packet with the question of access instead of after its answer.
   * What they find reaches `run` alone, and nobody when access is refused.
   */
  reads?: (context: ReadsContext, input: InputOf<E>) => Promise<unknown>
  run: (context: CommandContext, input: InputOf<E>, prepared: never, read: never) => Promise<AnswerOf<E>>
  /**
   * Whose account a refused try at a door was about, for the audit alone: the answer is the same whether there is such an
   * account or not, and so is its time, because nobody's costs one statement too.
   */
  whose?: (context: BeforeContext, input: InputOf<E>) => Promise<UserId | undefined>
  /** Runs in a transaction of its own after a refusal has undone everything: for who must hear of it. */
  afterRefusal?: (context: RefusedContext, input: InputOf<E>, refusal: Refusal) => Promise<void>
}

/** A command as it is written down, with the types of what `before` and `reads` hand to `run`. */
type CommandOf<E extends Endpoint, P extends Permission, Prepared, Read> = Omit<
  Command<E, P>,
  'type' | 'before' | 'reads' | 'run'
> & {
  before?: (context: BeforeContext, input: InputOf<E>) => Promise<Prepared>
  reads?: (context: ReadsContext, input: InputOf<E>) => Promise<Read>
  run: (context: CommandContext, input: InputOf<E>, prepared: Prepared, read: Read) => Promise<AnswerOf<E>>
}

/** One named read of one thing. */
export type Query<E extends Endpoint, P extends Permission> = {
  type: 'query'
  name: string
  endpoint: E
  permission: P
  target: (input: InputOf<E>) => Omit<ResourceOf<P>, 'kind'>
  recent?: RecentProof<E>
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
  recent?: RecentProof<E>
  run: (context: QueryContext & Scope, input: InputOf<E>) => Promise<AnswerOf<E>>
  /**
   * Whether an answer can only have come from rows that passed `visible`. Then session and rights need no statement
   * before it: an answer that proves nothing, or a refusal, is asked for once more with everything read anew.
   */
  isProof?: (answer: AnswerOf<E>) => boolean
}

export type Operation = Command<Endpoint, Permission> | Query<Endpoint, Permission> | Listing<Endpoint, Permission>

export const command = <E extends Endpoint, P extends Permission, Prepared = undefined, Read = undefined>(
  operation: CommandOf<E, P, Prepared, Read>,
): Command<E, P> => ({ type: 'command', ...operation })

export const query = <E extends Endpoint, P extends Permission>(operation: Omit<Query<E, P>, 'type'>): Query<E, P> => ({
  type: 'query',
  ...operation,
})

export const listing = <E extends Endpoint, P extends Permission>(
  operation: Omit<Listing<E, P>, 'type'>,
): Listing<E, P> => ({ type: 'listing', ...operation })

/**
 * Lets operations of any input and permission stand in one list. The variance of `run` makes a common supertype
 * impossible; it is sound because the runner parses with the operation's own contract before it calls.
 */
export const asOperation = (operation: unknown): Operation => operation as Operation

/** The same operation on the portal's side, opened by the portal's cookie, under a name of its own. */
export const onPortal = <O extends { name: string; endpoint: Endpoint }>(operation: O, name: string): O => ({
  ...operation,
  name,
  endpoint: forPortal(operation.endpoint),
})
