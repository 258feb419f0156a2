import { type AnswerOf, apiPath, type Endpoint, pathNames, type SentOf } from '../base/endpoint.ts'
import { askProof } from './ask-proof.ts'
import { asProblem, type Problem, problemFrom, unreachable } from './problem.ts'

/** What an entry point tells the client: where its people sign in. */
export type ApiSettings = { signInAddress: (next: string, reason?: string) => string }

let settings: ApiSettings = { signInAddress: (next) => `/sign-in?next=${encodeURIComponent(next)}` }

export function setUpApi(given: ApiSettings): void {
  settings = given
}

/** Leaves for the sign-in page and remembers where the person was. */
export function goToSignIn(reason?: string): void {
  const { pathname, search, hash, href } = window.location
  const target = settings.signInAddress(pathname + search + hash, reason)
  // A page that is the sign-in page already must not reload itself for ever.
  if (new URL(target, href).pathname !== pathname) window.location.assign(target)
}

/** UUID version 4 from `getRandomValues`: `randomUUID` does not exist where a company runs us without TLS. */
export function randomKey(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16))
  bytes[6] = (bytes[6]! & 0x0f) | 0x40
  bytes[8] = (bytes[8]! & 0x3f) | 0x80
  const hex = [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('')
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`
}

function writeQuery(rest: Record<string, unknown>): string {
  const query = new URLSearchParams()
  for (const [name, value] of Object.entries(rest)) {
    if (value === undefined || value === null || value === '') continue
    for (const one of Array.isArray(value) ? value : [value]) {
      query.append(name, typeof one === 'object' ? JSON.stringify(one) : String(one))
    }
  }
  const text = query.toString()
  return text === '' ? '' : `?${text}`
}

/** Splits an input: names in the path go into the address, the rest is returned for query or body. */
function address(endpoint: Endpoint, input: Record<string, unknown>): { url: string; rest: Record<string, unknown> } {
  const rest = { ...input }
  let url = apiPath(endpoint)
  for (const name of pathNames(endpoint.path)) {
    url = url.replace(`:${name}`, encodeURIComponent(String(rest[name] ?? '')))
    delete rest[name]
  }
  return { url, rest }
}

/** Address of a GET endpoint, for downloads, images and `<a href>`. */
export function addressOf<E extends Endpoint>(endpoint: E, input: SentOf<E>): string {
  const { url, rest } = address(endpoint, input as Record<string, unknown>)
  return url + writeQuery(rest)
}

function refusedBy(endpoint: Endpoint, problem: Problem): Problem {
  // Only the end of a session leads to the sign-in page; a wrong password (public side) is an answer like any other.
  if (problem.status === 401 && endpoint.side !== 'public') goToSignIn()
  return problem
}

export type CallOptions = {
  signal?: AbortSignal
  /** Kept by the caller over repeats of one act, so that the server does it once; a new one otherwise. */
  idempotencyKey?: string
}

/**
 * Calls an endpoint with its input and gives its answer. Throws a `Problem`: a refusal with its code, or
 * `network.unreachable` when nothing came back. Where a recent proof is wanted the person is asked for it, and the same
 * request is sent again; the refusal is thrown only when none was given.
 */
export async function api<E extends Endpoint>(
  endpoint: E,
  input: SentOf<E>,
  options: CallOptions = {},
): Promise<AnswerOf<E>> {
  const same = { ...options, idempotencyKey: options.idempotencyKey ?? randomKey() }
  return provingIfAsked(async () => {
    const text = await textOf(await send(endpoint, input, same))
    return (text === '' ? undefined : JSON.parse(text)) as AnswerOf<E>
  })
}

/** The content of a download endpoint with the name it is sent under; asks for a recent proof like `api`. */
export const fetchFile = <E extends Endpoint>(
  endpoint: E,
  input: SentOf<E>,
): Promise<{ name: string; content: Blob }> =>
  provingIfAsked(async () => {
    const response = await send(endpoint, input, {})
    const encoded = /filename\*=UTF-8''([^;]+)/.exec(response.headers.get('content-disposition') ?? '')?.[1]
    const content = await response.blob().catch(() => {
      throw unreachable()
    })
    return { name: decodeURIComponent(encoded ?? 'download'), content }
  })

async function provingIfAsked<T>(ask: () => Promise<T>): Promise<T> {
  try {
    return await ask()
  } catch (thrown) {
    if (asProblem(thrown).code !== 'session.proof_needed' || !(await askProof())) throw thrown
    return ask()
  }
}

const textOf = (response: Response): Promise<string> =>
  response.text().catch(() => {
    throw unreachable()
  })

/** @throws Problem unless it succeeded */
async function send<E extends Endpoint>(endpoint: E, input: SentOf<E>, options: CallOptions): Promise<Response> {
  const { url, rest } = address(endpoint, input as Record<string, unknown>)
  const isRead = endpoint.method === 'GET'
  const headers: Record<string, string> = { accept: 'application/json, application/problem+json' }
  if (!isRead) headers['content-type'] = 'application/json'
  if (endpoint.method === 'POST' && options.idempotencyKey) headers['idempotency-key'] = options.idempotencyKey
  const response = await fetch(isRead ? url + writeQuery(rest) : url, {
    method: endpoint.method,
    headers,
    body: isRead ? null : JSON.stringify(rest),
    credentials: 'same-origin',
    signal: options.signal ?? null,
  }).catch((thrown: unknown) => {
    throw options.signal?.aborted ? thrown : unreachable()
  })
  if (response.ok) return response
  throw refusedBy(endpoint, problemFrom(response.status, response.headers.get('content-type'), await textOf(response)))
}

/**
 * Sends one file as the raw body of an upload endpoint. `onProgress` gets 0 to 1. XMLHttpRequest, because `fetch` tells
 * nothing about how much was sent. Throws a `Problem`, or an AbortError when `signal` stops it.
 */
export function uploadFile<E extends Endpoint>(
  endpoint: E,
  params: SentOf<E>,
  file: File,
  onProgress?: (share: number) => void,
  signal?: AbortSignal,
): Promise<AnswerOf<E>> {
  const { url, rest } = address(endpoint, params as Record<string, unknown>)
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest()
    request.open(endpoint.method, url + writeQuery(rest))
    request.setRequestHeader('Accept', 'application/json, application/problem+json')
    request.setRequestHeader('Content-Type', 'application/octet-stream')
    request.setRequestHeader('X-File-Name', encodeURIComponent(file.name))
    request.setRequestHeader('Idempotency-Key', randomKey())
    request.upload.addEventListener('progress', (event) => {
      if (event.lengthComputable) onProgress?.(event.loaded / event.total)
    })
    request.addEventListener('error', () => reject(unreachable()))
    request.addEventListener('abort', () =>
      reject(signal?.reason ?? new DOMException('The upload was cancelled.', 'AbortError')),
    )
    request.addEventListener('load', () => {
      if (request.status >= 200 && request.status < 300) resolve(JSON.parse(request.responseText) as AnswerOf<E>)
      else {
        const problem = problemFrom(request.status, request.getResponseHeader('content-type'), request.responseText)
        reject(refusedBy(endpoint, problem))
      }
    })
    signal?.addEventListener('abort', () => request.abort(), { once: true })
    request.send(file)
  })
}
