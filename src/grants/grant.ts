import type { Right } from '../access/held.ts'
import { Refusal } from '../base/refusal.ts'
import { rightsOfOutsiders } from './contract.ts'

/** @throws Refusal 403 `grants.beyond_own` naming what the giver lacks (AT-048). */
export function refuseBeyond(held: ReadonlySet<Right>, given: readonly Right[]): void {
  const lacking = held.has('full') ? [] : given.filter((right) => !held.has(right))
  if (lacking.length === 0) return
  throw new Refusal(
    'forbidden',
    'grants.beyond_own',
    `Expected only rights that you hold here yourself, but you do not hold ${lacking.join(', ')}. Leave them out, or ask an administrator.`,
    { lacking },
  )
}

/** @throws Refusal 409 `grants.external_wall`; the database refuses it too. */
export function refuseThroughWall(audience: 'employees' | 'external', name: string, given: readonly Right[]): void {
  if (audience === 'employees') return
  const beyond = given.filter((right) => !(rightsOfOutsiders as readonly string[]).includes(right))
  if (beyond.length === 0) return
  throw new Refusal(
    'conflict',
    'grants.external_wall',
    `Expected at most ${rightsOfOutsiders.join(', ')} for “${name}”, who is from outside, but found ${beyond.join(', ')}.`,
    { beyond },
  )
}

/** @throws Refusal 400 `grants.ends_before_it_begins` */
export function refusePast(expiresAt: Date | null, now: Date): void {
  if (!expiresAt || expiresAt > now) return
  throw new Refusal(
    'invalid',
    'grants.ends_before_it_begins',
    `Expected an end after now, but found ${expiresAt.toISOString()}. Choose a later day, or none.`,
  )
}
