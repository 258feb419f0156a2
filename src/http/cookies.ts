import type { Side } from '../base/endpoint.ts'

/**
 * One cookie a side, so that the portal's never opens the employee side, nor the other way round (AT-080). `__Host-`
 * (RFC 6265bis §4.1.3.2) means: Secure, no Domain, path /. Browsers take it on http://localhost too.
 */
export const cookieName = (side: Side): string => (side === 'portal' ? '__Host-portico-portal' : '__Host-portico')

export const sessionCookie = (side: Side, token: string, expires: Date): string =>
  `${cookieName(side)}=${token}; Path=/; Secure; HttpOnly; SameSite=Lax; Expires=${expires.toUTCString()}`

export const clearedCookie = (side: Side): string =>
  `${cookieName(side)}=; Path=/; Secure; HttpOnly; SameSite=Lax; Max-Age=0`

/** Of a sign-in that is not finished, in the browser that began it. */
export const proofCookieName = (side: Side): string => `${cookieName(side)}-proof`

export const proofCookie = (side: Side, token: string, expires: Date): string =>
  `${proofCookieName(side)}=${token}; Path=/; Secure; HttpOnly; SameSite=Strict; Expires=${expires.toUTCString()}`

export const clearedProofCookie = (side: Side): string =>
  `${proofCookieName(side)}=; Path=/; Secure; HttpOnly; SameSite=Strict; Max-Age=0`

/** The value of a cookie; a cookie that comes twice is none, because nobody can say which was meant. */
export function readCookie(header: string | undefined, name: string): string | undefined {
  if (!header) return undefined
  const found = header
    .split(';')
    .map((pair) => pair.trim())
    .filter((pair) => pair.startsWith(`${name}=`))
  return found.length === 1 ? found[0]!.slice(name.length + 1) || undefined : undefined
}

/**
 * The secret of an API token: `Authorization: Bearer …` (RFC 6750 §2.1). A request that carries one is a program's, and
 * its cookies are not looked at; another scheme may be for a proxy before us and says nothing.
 */
export function readBearer(header: string | undefined): string | undefined {
  const [, token] = /^bearer +(\S+) *$/i.exec(header ?? '') ?? []
  return token
}
