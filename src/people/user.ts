import { Refusal } from '../base/refusal.ts'
import type { ExternalUserShape } from './contract.ts'

/** What somebody else wrote in the meantime must not be overwritten (AT-016). */
export function refuseStale(user: { fullName: string; version: number }, seen: number): void {
  if (user.version === seen) return
  throw new Refusal(
    'conflict',
    'user.changed_meanwhile',
    `Expected version ${seen} of “${user.fullName}”, but it has been changed since. Look at it again and repeat your change.`,
    { version: user.version },
  )
}

export const emailTaken = (): Refusal =>
  new Refusal(
    'conflict',
    'user.email_taken',
    'Expected an e-mail address of its own for each account, but another account has this one. Use a different address.',
  )

/** Without an address nobody could sign in or set a new password any more. */
export function refuseLosingEmail(user: Pick<ExternalUserShape, 'fullName' | 'status'>): void {
  if (user.status === 'not_registered') return
  throw new Refusal(
    'conflict',
    'user.email_needed',
    `Expected an e-mail address: “${user.fullName}” signs in with it. Give another one instead of none.`,
  )
}
