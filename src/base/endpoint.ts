import type { z } from 'zod'

/** Whose cookie opens it: the employee side, the portal side, or nobody's (`public`: the explicit allow-list). */
export type Side = 'employee' | 'portal' | 'public'
export type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'

/**
 * What crosses the wire for one operation. `input` is one flat strict object: the names in `path` (`/groups/:group`)
 * are taken from the address, the rest from the query string (GET) or the JSON body. `upload` takes the raw body as a
 * stream beside it; `download` answers with a stream. Screens call it with `api(endpoint, input)`, the server mounts
 * it with `routes(…)`, and OpenAPI is made from it, so the three cannot disagree.
 */
export type Endpoint<Input extends z.ZodType = z.ZodType, Answer extends z.ZodType = z.ZodType> = {
  side: Side
  method: Method
  path: `/${string}`
  /** A sentence for the API page. */
  summary: string
  input: Input
  answer: Answer
  /** Codes this endpoint may refuse with, beyond those every endpoint has. */
  refusals?: readonly string[]
  /** Status of success; 200 unless something is made. */
  status?: 200 | 201 | 202
  /** Holds a secret that is shown or sent once: not kept as the answer to a repeat under an Idempotency-Key. */
  secret?: true
  upload?: true
  download?: true
}

export const endpoint = <I extends z.ZodType, A extends z.ZodType>(e: Endpoint<I, A>): Endpoint<I, A> => e

/** The same endpoint on the portal's side: same path and shapes below `/api/portal/v1`, opened by the portal's cookie. */
export const forPortal = <I extends z.ZodType, A extends z.ZodType>(e: Endpoint<I, A>): Endpoint<I, A> => ({
  ...e,
  side: 'portal',
})

/**
 * An endpoint for screens that only call it: its address with the types of its contract, without the schemas. What stands
 * in the first load uses it, because the schemas bring their library with them; a test compares it with the contract.
 */
export const onlyAddress = <E extends Endpoint>(address: Pick<E, 'side' | 'method' | 'path'>): E => address as E

export type InputOf<E> = E extends Endpoint<infer I, z.ZodType> ? z.output<I> : never
export type SentOf<E> = E extends Endpoint<infer I, z.ZodType> ? z.input<I> : never
export type AnswerOf<E> = E extends Endpoint<z.ZodType, infer A> ? z.output<A> : never

/** Address of an endpoint: employees and the public use `/api/v1`, portals `/api/portal/v1`. */
export const apiPath = (e: Pick<Endpoint, 'side' | 'path'>): string =>
  `${e.side === 'portal' ? '/api/portal/v1' : '/api/v1'}${e.path}`

/** The names of the path parameters, in order. */
export const pathNames = (path: string): string[] => [...path.matchAll(/:([A-Za-z]+)/g)].map((m) => m[1]!)
