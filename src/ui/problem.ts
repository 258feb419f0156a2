/** One wrong field of an input, as the server named it: `['fields', 0, 'name']`. */
export type Issue = { path: (string | number)[]; message: string }

type ProblemBody = {
  status?: number
  title?: string
  detail?: string
  code?: string
  facts?: Record<string, unknown>
  issues?: Issue[]
  requestId?: string
}

/**
 * An answer that is not a success: a refusal (RFC 9457 `application/problem+json`), or no answer at all (`code`
 * `network.unreachable`, status 0). `message` is the server's sentence; `problemText` gives it in the reader's language.
 */
export class Problem extends Error {
  readonly status: number
  readonly code: string
  readonly facts: Record<string, unknown>
  readonly issues: Issue[]
  readonly requestId: string | undefined

  constructor(body: ProblemBody) {
    super(body.detail ?? body.title ?? 'Something went wrong.')
    this.name = 'Problem'
    this.status = body.status ?? 0
    this.code = body.code ?? 'server.unexpected'
    this.facts = body.facts ?? {}
    this.issues = body.issues ?? []
    this.requestId = body.requestId
  }

  /** Whether a repeat of the same request may succeed without anyone changing anything. */
  get isPassing(): boolean {
    return this.status === 0 || this.status === 429 || this.status === 502 || this.status === 503 || this.status === 504
  }
}

export const unreachable = (): Problem =>
  new Problem({ code: 'network.unreachable', detail: 'The server did not answer. Check the connection and try again.' })

/** Reads the problem out of a failed answer; anything that is not a problem document becomes a plain one. */
export function problemFrom(status: number, contentType: string | null, text: string): Problem {
  if (contentType?.includes('json')) {
    try {
      return new Problem({ ...(JSON.parse(text) as ProblemBody), status })
    } catch {
      // A proxy cut the answer short: what is known is the status.
    }
  }
  return new Problem({ status, code: `http.${status}`, detail: `The server answered with status ${status}.` })
}

/** Whatever was thrown, as a Problem, so that screens have one thing to show. */
export const asProblem = (thrown: unknown): Problem =>
  thrown instanceof Problem
    ? thrown
    : new Problem({ code: 'screen.failed', detail: 'This part of the page failed. Reload the page.' })
