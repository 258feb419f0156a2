import { createHmac, timingSafeEqual } from 'node:crypto'

/**
 * What goes along to a provider and has to come back, made from one secret of the visit, so that none of it stands
 * anywhere in the open and each is worth nothing for the others.
 */
export type VisitSecrets = {
  /** Comes back with the browser. `link.` tells the page, and only the page, on whose behalf it came. */
  state: string
  /** Comes back inside what the provider signs. */
  nonce: string
  /** Goes to the provider from here only (RFC 7636). */
  verifier: string
  /** Of a SAML request; the answer has to name it. An XML name begins with a letter or a line. */
  request: string
}

export function visitSecrets(secret: string, isLink: boolean): VisitSecrets {
  const made = (purpose: string) => createHmac('sha256', secret).update(purpose).digest('base64url')
  return {
    state: (isLink ? linkMark : '') + made('state'),
    nonce: made('nonce'),
    verifier: made('verifier'),
    request: `_${made('request')}`,
  }
}

const linkMark = 'link.'

export function isState(given: string | null, { state }: VisitSecrets): boolean {
  const [a, b] = [Buffer.from(given ?? ''), Buffer.from(state)]
  return a.length === b.length && timingSafeEqual(a, b)
}
