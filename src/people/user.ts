import { Refusal } from '../base/refusal.ts'

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

/** What a directory keeps is changed there; here it would be undone by the next run. */
export function refuseDirectoryFields(
  user: { fullName: string; directoryFields: string[] | null; phone: string | null; workPhone: string | null },
  change: { fullName?: string | undefined; phone?: string | null | undefined; workPhone?: string | null | undefined },
): void {
  const kept = (['fullName', 'phone', 'workPhone'] as const).filter(
    (key) => change[key] !== undefined && (change[key] || null) !== user[key] && user.directoryFields?.includes(key),
  )
  if (kept.length === 0) return
  throw new Refusal(
    'conflict',
    'user.kept_in_directory',
    `Expected fields that are kept here, but ${kept.join(', ')} of “${user.fullName}” ${kept.length === 1 ? 'comes' : 'come'} from a directory. Change it there; the next run brings it.`,
    { fields: kept },
  )
}

/** Without an address nobody could sign in or set a new password any more. */
export function refuseLosingEmail(user: { fullName: string; status: string }): void {
  if (user.status === 'not_registered') return
  throw new Refusal(
    'conflict',
    'user.email_needed',
    `Expected an e-mail address: “${user.fullName}” signs in with it. Give another one instead of none.`,
  )
}

/** A field left blank is kept as nothing. */
export const emptied = <Change extends object>(change: Change): Change =>
  Object.fromEntries(Object.entries(change).map(([name, value]) => [name, value === '' ? null : value])) as Change
