import { Refusal } from '../base/refusal.ts'
import type { Account, Status } from './account.sql.ts'

/** The words of the screens for a status, for sentences. */
const words: Record<Status, string> = {
  invited: 'Invited',
  not_registered: 'Not registered',
  active: 'Active',
  locked: 'Locked',
  rejected: 'Rejected',
  cancelled: 'Cancelled',
}

/** Whose account it may be is access's answer (`user.control`): nobody's own, but for the supervisor's. */
export function refuseLocking(account: Account): void {
  if (account.isSupervisor) throw supervisorKept(account.fullName)
  if (account.status === 'active') return
  throw new Refusal(
    'conflict',
    'user.not_active',
    `Expected an account that is Active, but “${account.fullName}” is ${words[account.status]}. Only active accounts can be locked.`,
    { status: account.status },
  )
}

export function refuseDeleting(account: Account): void {
  if (account.isSupervisor) throw supervisorKept(account.fullName)
}

export const loginTaken = (account: Account): Refusal =>
  new Refusal(
    'conflict',
    'user.login_taken',
    `Expected ${account.email ?? 'the address'} to be free, but another account has it since “${account.fullName}” was deleted. Give that account another address first, or leave this one deleted.`,
  )

/** The database stands behind it: the foreign key of `company` names the supervisor's status. */
export const supervisorKept = (name: string): Refusal =>
  new Refusal(
    'conflict',
    'supervisor.kept',
    `“${name}” is the System supervisor and stays active: tasks nobody else can be found for go there. Hand the role over first.`,
  )

export function refuseUnlocking(account: Account): void {
  if (account.status === 'locked') return
  throw new Refusal(
    'conflict',
    'user.not_locked',
    `Expected an account that is Locked, but “${account.fullName}” is ${words[account.status]}. There is nothing to unlock.`,
    { status: account.status },
  )
}

export function refuseUnlessInvited(account: Account, statuses: readonly Status[]): void {
  if (statuses.includes(account.status)) return
  throw new Refusal(
    'conflict',
    'user.not_invited',
    `Expected an open invitation, but “${account.fullName}” is ${words[account.status]}.`,
    { status: account.status },
  )
}

/** One answer for no such account, not on this side, not of this portal, never registered, and a wrong password. */
export const signInRefused = (): Refusal =>
  new Refusal(
    'unauthenticated',
    'sign_in.refused',
    'E-mail address and password do not belong together. Check both and try again, or set a new password.',
  )

/** Told to everybody whose sign-in fails meanwhile, with an account or without (AT-105). */
export const directoryAway = (): Refusal =>
  new Refusal(
    'unavailable',
    'sign_in.directory_away',
    'E-mail address and password do not belong together, or your password is kept in the directory of your company, which cannot be reached right now. Check both, and try again in a few minutes.',
    {},
    60,
  )

export const passwordElsewhere = (): Refusal =>
  new Refusal(
    'conflict',
    'password.in_directory',
    'Your password is kept in the directory of your company. Change it there; it counts here at once.',
  )

/** Told only to who knows the password. */
export const accountLocked = (): Refusal =>
  new Refusal(
    'forbidden',
    'account.locked',
    'Your account is locked. Your password is right, but an administrator has to unlock the account before you can sign in.',
  )

/** Told only to whom a provider has proved to be. */
export const lockedAtProvider = (): Refusal =>
  new Refusal(
    'forbidden',
    'account.locked',
    'Your account is locked. An administrator has to unlock it before you can sign in.',
  )

export const proofRefused = (): Refusal =>
  new Refusal(
    'forbidden',
    'session.proof_refused',
    'Expected what only you know or have, but this is not it. Check it and try again.',
  )

export const passwordWrong = (): Refusal =>
  new Refusal('forbidden', 'password.wrong', 'Expected the password you have now, but this is not it.')

export const samePassword = (): Refusal =>
  new Refusal(
    'unprocessable',
    'password.same',
    'Expected a new password, but this is the one you have. Choose another.',
  )

export function refuseAsSupervisor(account: Account, holdsSeat: boolean, isOfDirectory: boolean): void {
  const why =
    account.kind !== 'employee'
      ? 'is not an employee'
      : account.status !== 'active'
        ? `is ${words[account.status]}`
        : account.isSupervisor
          ? 'holds the role already'
          : holdsSeat
            ? isOfDirectory
              ? 'comes from a directory, and the System supervisor signs in here'
              : account.passwordHash === null
                ? 'has no password here, and the System supervisor signs in here'
                : null
            : 'has no seat'
  if (why === null) return
  throw new Refusal(
    'conflict',
    'supervisor.not_eligible',
    `Expected an active employee with a seat, but “${account.fullName}” ${why}. Choose somebody else.`,
  )
}
