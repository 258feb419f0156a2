import { Refusal } from '../base/refusal.ts'
import { methodsOf } from './door.ts'
import type { Factors } from './factor.sql.ts'
import type { ProvingMethod } from './security-contract.ts'

/** What she has set up herself, whatever is demanded; without any, the password proves. */
export const ownMethods = (factors: Factors): ProvingMethod[] => methodsOf({ ...factors, isDemanded: false })

export function refuseUnlessOffered({ allowed }: Factors, kind: Factors['allowed'][number]): void {
  if (allowed.includes(kind)) return
  throw new Refusal(
    'forbidden',
    'factor.not_offered',
    'Expected a kind of second factor that your company allows, but this one is switched off in the security settings.',
  )
}

/** `left`: as it would be afterwards. Whoever has to have one sets up another before the last one goes. */
export function refuseLosingLast(left: Factors): void {
  if (!left.isDemanded || methodsOf(left).some((method) => method !== 'recovery_code')) return
  throw new Refusal(
    'conflict',
    'factor.last_one',
    'Your company demands a second factor, and this is your last one. Set up another first, then remove it.',
  )
}

export const noFactor = (): Refusal =>
  new Refusal(
    'conflict',
    'factor.none',
    'Expected a second factor or a passkey that recovery codes stand in for, but there is none. Set one up first.',
  )
