import { Refusal } from '../base/refusal.ts'
import { readBearer } from './cookies.ts'

type Headers = Record<string, string | string[] | undefined>

/**
 * Cross-site requests change nothing (AT-156, AT-157): a browser tells where a request comes from in Sec-Fetch-Site,
 * older ones in Origin. A caller without either is no browser and carries no cookie it did not mean to send.
 */
export function refuseForeignOrigin(method: string, headers: Headers, baseOrigin: string): void {
  // A page of another site cannot set this header without asking first, and nobody here says yes.
  if (readBearer(headers.authorization as string | undefined)) return
  if (method === 'GET' || method === 'HEAD' || method === 'OPTIONS') return
  const site = headers['sec-fetch-site']
  const origin = headers.origin
  const foreign =
    (site !== undefined && site !== 'same-origin' && site !== 'none') || (origin !== undefined && origin !== baseOrigin)
  if (foreign) {
    throw new Refusal(
      'forbidden',
      'request.foreign_origin',
      `Expected a request from ${baseOrigin}, but it came from another site. Open Portico by its own address.`,
    )
  }
}

/** A stream of live events is opened by our own pages only. */
export function refuseForeignStream(headers: Headers, baseOrigin: string): void {
  refuseForeignOrigin('POST', headers, baseOrigin)
}
