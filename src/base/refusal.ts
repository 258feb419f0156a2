/** The kinds of expected "no", each with its HTTP status. `docs/status-codes.md` says when each is used. */
export const refusalStatus = {
  invalid: 400,
  unauthenticated: 401,
  no_seat: 402,
  forbidden: 403,
  not_found: 404,
  method: 405,
  conflict: 409,
  gone: 410,
  too_large: 413,
  media_type: 415,
  unprocessable: 422,
  rate: 429,
  unavailable: 503,
  storage_full: 507,
} as const

export type RefusalKind = keyof typeof refusalStatus

/** What is told beside the sentence: names, counts, the field that is wrong. Never a secret, never an unseen thing. */
export type Facts = Record<string, unknown>

/** One wrong field of an input: where it is (`['fields', 0, 'name']`) and what was expected. */
export type InputIssue = { path: (string | number)[]; message: string }

/**
 * An expected "no". `code` is `noun.reason` and stable; `message` says what was expected and what was found, and what
 * to do next where there is something to do. Everything thrown that is not a Refusal is a bug.
 */
export class Refusal extends Error {
  readonly kind: RefusalKind
  readonly code: string
  readonly facts: Facts
  /** Seconds after which a repeat makes sense; becomes Retry-After. */
  readonly retryAfter: number | undefined

  constructor(kind: RefusalKind, code: string, message: string, facts: Facts = {}, retryAfter?: number) {
    super(message)
    this.name = 'Refusal'
    this.kind = kind
    this.code = code
    this.facts = facts
    this.retryAfter = retryAfter
  }
}

/**
 * The one answer for whatever the actor may not see, whether it exists or not: one code, one sentence, no facts
 * (access.md rule 5). Nothing else may produce a 404.
 */
export const notFound = (): Refusal =>
  new Refusal('not_found', 'resource.not_found', 'Nothing was found here that you can see.')
