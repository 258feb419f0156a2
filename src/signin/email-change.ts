import { Refusal } from '../base/refusal.ts'
import { canonicalEmail } from '../base/text.ts'
import { changesPerHour, undoDays } from './email-contract.ts'

/** One answer for used, ended, withdrawn, altered and unknown links. */
export const changeSpent = (): Refusal =>
  new Refusal(
    'gone',
    'email_change.spent',
    `This link can no longer be used: it has been used, has run out, or a newer one took its place. A change is undone for ${undoDays} days; after that ask an administrator.`,
  )

export function refuseSameEmail(now: string | null, next: string): void {
  if (now === null || canonicalEmail(now) !== canonicalEmail(next)) return
  throw new Refusal(
    'conflict',
    'email_change.same',
    'Expected another e-mail address, but this is the one you have. Enter the new one.',
  )
}

export const keptInDirectory = (): Refusal =>
  new Refusal(
    'conflict',
    'email_change.in_directory',
    'Expected an address that is kept here, but it comes from a directory. Change it there; the next run brings it.',
  )

export const ownInProfile = (): Refusal =>
  new Refusal(
    'conflict',
    'email_change.own',
    'Expected the address of somebody else. Change your own in your profile, where the new address confirms it.',
  )

export const tooManyChanges = (): Refusal =>
  new Refusal(
    'rate',
    'email_change.too_many',
    `Expected at most ${changesPerHour} changes of an address in an hour. Wait an hour, then try again.`,
    {},
    3600,
  )
