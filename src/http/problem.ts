import { Refusal, refusalStatus } from '../base/refusal.ts'

/** RFC 9457 problem details, with our stable `code`, the facts and the request id beside the standard's members. */
export type Problem = {
  type: string
  title: string
  status: number
  detail: string
  code: string
  requestId: string
  facts?: Record<string, unknown>
  issues?: unknown
}

const titles: Record<number, string> = {
  400: 'The request is not in the expected form',
  401: 'Sign in first',
  402: 'No free seat',
  403: 'Not permitted',
  404: 'Not found',
  405: 'Method not supported',
  408: 'The request came too slowly',
  409: 'It conflicts with the present state',
  410: 'This link can no longer be used',
  413: 'Too large',
  415: 'This type of content is not accepted',
  422: 'The content cannot be accepted',
  429: 'Too many tries',
  431: 'The headers are too large',
  500: 'Something went wrong',
  503: 'Not available right now',
  507: 'No space left',
}

/** SQLSTATE classes that mean "the database is away or coming back" (F-13, F-15, F-19, F-28). */
const awayStates = /^(08|57P0|53)/
/** PostgreSQL's answers to U+0000 in a text and in JSON; contracts refuse it where they name the field. */
const unstorableText = new Set(['22021', '22P05'])
const awayCodes = new Set(['ECONNREFUSED', 'ECONNRESET', 'ENOENT', 'EPIPE', 'ETIMEDOUT'])

/** The one place that turns a refusal, a refusal of Fastify's or a bug into an answer. */
export function problemOf(error: unknown, requestId: string): { problem: Problem; retryAfter?: number; bug: boolean } {
  const made = (status: number, code: string, detail: string, more: Partial<Problem> = {}): Problem => ({
    type: `/docs/status-codes#${code}`,
    title: titles[status] ?? titles[400]!,
    status,
    detail,
    code,
    requestId,
    ...more,
  })
  if (error instanceof Refusal) {
    const { issues, ...facts } = error.facts
    const problem = made(refusalStatus[error.kind], error.code, error.message, {
      ...(Object.keys(facts).length > 0 && { facts }),
      ...(issues !== undefined && { issues }),
    })
    return { problem, bug: false, ...(error.retryAfter !== undefined && { retryAfter: error.retryAfter }) }
  }
  const { code, statusCode } = error as { code?: string; statusCode?: number }
  if (code === '53100') {
    return {
      problem: made(507, 'storage.full', 'The disk of the database is full. Nothing was stored; tell the operator.'),
      bug: false,
    }
  }
  if (code && unstorableText.has(code)) {
    return {
      problem: made(400, 'request.invalid', 'A text holds the character NUL, which cannot be stored.'),
      bug: false,
    }
  }
  if ((code && (awayStates.test(code) || awayCodes.has(code))) || isLostConnection(error)) {
    const problem = made(
      503,
      'database.away',
      'The database is not answering right now. Nothing was stored; try again.',
    )
    return { problem, retryAfter: 2, bug: false }
  }
  if (statusCode && statusCode >= 400 && statusCode < 500) {
    return { problem: made(statusCode, fastifyCodes[code ?? ''] ?? 'request.invalid', sentenceFor(error)), bug: false }
  }
  return {
    problem: made(
      500,
      'bug',
      `Something went wrong on our side. Nothing was stored. Tell support the number ${requestId}.`,
    ),
    bug: true,
  }
}

const fastifyCodes: Record<string, string> = {
  FST_ERR_CTP_BODY_TOO_LARGE: 'request.too_large',
  FST_ERR_CTP_INVALID_MEDIA_TYPE: 'request.media_type',
  FST_ERR_CTP_EMPTY_JSON_BODY: 'request.invalid',
}

const sentenceFor = (error: unknown): string => (error instanceof Error ? error.message : 'The request cannot be read.')

/** pg says these without a code, when a connection breaks or none is free in time. */
const isLostConnection = (error: unknown): boolean =>
  error instanceof Error &&
  /Connection terminated|timeout exceeded when trying to connect|Client has encountered a connection error|server closed the connection/i.test(
    error.message,
  )
