import type { Factors } from './factor.sql.ts'
import type { OpenProof } from './open-proof.sql.ts'
import type { ProvingMethod } from './security-contract.ts'

/** What has to be done next to come in. */
export type DoorStep = 'factor' | 'enrol' | 'password' | 'in'

/**
 * By what somebody can prove a second time, best first. A mailed code goes to whoever chose it; where a second factor is
 * demanded and none is set up, it is also the one everybody with an address has, if it is allowed at all.
 */
export function methodsOf(factors: Factors): ProvingMethod[] {
  const own = factors.totp || factors.passkeys > 0
  const byMail =
    factors.emailCode || (factors.isDemanded && !own && factors.allowed.includes('email_code') && factors.hasEmail)
  const hasAny = own || byMail
  return [
    ...(factors.passkeys > 0 ? ['passkey' as const] : []),
    ...(factors.totp ? ['totp' as const] : []),
    ...(byMail && factors.hasEmail ? ['email_code' as const] : []),
    ...(hasAny && factors.recoveryCodes > 0 ? ['recovery_code' as const] : []),
  ]
}

/** What somebody may set up at the door: a mailed code needs nothing set up, so it is not among them. */
export const enrollable = ({ allowed }: Factors): ('totp' | 'passkey')[] =>
  (['passkey', 'totp'] as const).filter((kind) => allowed.includes(kind))

/**
 * The order at the door: whoever has a second factor proves it, whoever is asked for one and has none sets one up (H87:
 * never let in by the password alone), and an overdue password is changed last, by somebody who is known by then, and has come in by it.
 */
export function nextStep(proof: Pick<OpenProof, 'isFactorProved' | 'method'>, factors: Factors): DoorStep {
  if (!proof.isFactorProved) {
    if (methodsOf(factors).length > 0) return 'factor'
    if (factors.isDemanded) return 'enrol'
  }
  return factors.isPasswordOverdue && proof.method !== 'provider' ? 'password' : 'in'
}
