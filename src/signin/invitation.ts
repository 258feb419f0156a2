import { Refusal } from '../base/refusal.ts'
import type { InvitationId, UserId } from '../base/ids.ts'
import type { Status } from './account.sql.ts'
import type { Portal } from './portal.sql.ts'

/** An open invitation, with what is known of the person it is for. */
export type Invitation = {
  id: InvitationId
  user: UserId
  userStatus: Status
  fullName: string
  email: string | null
  language: 'en' | 'ru'
  withoutConfirmation: boolean
  /** Name of whoever invited. */
  createdBy: string | null
}
export type PortalInvitation = Invitation & { portal: Portal }
export type EmployeeInvitation = Invitation & { email: string }

/** One answer for used, ended, withdrawn, replaced, altered and unknown links (AT-095, AT-097, AT-098). */
export const spent = (): Refusal =>
  new Refusal(
    'gone',
    'invitation.spent',
    'This invitation can no longer be used. If you have an account, sign in; otherwise ask for a fresh invitation.',
  )

/** The browser belongs to somebody already; whoever accepts must be the one invited (AT-099). */
export const signedInAsOther = (name: string): Refusal =>
  new Refusal(
    'conflict',
    'invitation.signed_in_as_other',
    `Expected nobody or the person invited, but this browser is signed in as ${name}. Sign out first, or open the link in another browser. Nothing has been used up.`,
    { signedInAs: name },
  )

export const hasAccount = (): Refusal =>
  new Refusal(
    'conflict',
    'invitation.has_account',
    'Expected somebody without an account, but the person invited has one already. Sign in to it and join with this invitation.',
  )

/** What remains to be done with an open invitation to a portal. An address nobody has vouched for has to be confirmed. */
export const nextStep = (invitation: Invitation): 'confirm_email' | 'register' | 'join' => {
  if (invitation.userStatus === 'active') return 'join'
  return invitation.withoutConfirmation && invitation.email !== null ? 'register' : 'confirm_email'
}

/** Enough of an address to recognize one's own: `d•••@brightwater.example`. */
export function emailHint(email: string | null): string | null {
  if (email === null) return null
  const at = email.lastIndexOf('@')
  return `${[...email][0]}•••${email.slice(at)}`
}
