import { Secret, TOTP } from 'otpauth'

/** RFC 6238 as every authenticator app takes it: SHA-1, six digits, 30 seconds. */
const period = 30
const form = { algorithm: 'SHA1', digits: 6, period } as const
/** A code of the step before or after is taken too, for clocks that are half a minute wrong. */
const drift = 1

const of = (seed: string) => new TOTP({ ...form, secret: Secret.fromBase32(seed) })

/** 20 random bytes (RFC 4226 §4 R6) in the letters an app takes by hand. */
export const newSeed = (): string => new Secret({ size: 20 }).base32

/** What the QR code of an app says. */
export const appAddress = (seed: string, company: string, account: string): string =>
  new TOTP({ ...form, secret: Secret.fromBase32(seed), issuer: company, label: account }).toString()

/** The step a code belongs to; null when it is none of now. Whoever takes it keeps the step: no code is taken twice. */
export function stepOf(seed: string, code: string, now: Date): number | null {
  // The library compares bytes and fails on other digits than these.
  if (!/^[0-9]{6}$/.test(code)) return null
  const delta = of(seed).validate({ token: code, timestamp: now.getTime(), window: drift })
  return delta === null ? null : Math.floor(now.getTime() / 1000 / period) + delta
}

/** The code an app shows at a moment. */
export const codeAt = (seed: string, now: Date): string => of(seed).generate({ timestamp: now.getTime() })
