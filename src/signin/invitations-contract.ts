import { z } from 'zod'
import { endpoint, forPortal } from '../base/endpoint.ts'
import { emailText, idOf } from '../base/wire.ts'
import { day, phone, timeZone } from '../people/contract.ts'
import { fullNameText, languageCode, linkToken, newPasswordText, passwordRefusals } from './contract.ts'

/** The half of signin's contract that is about links to come in. */
export const invitationDays = { employee: 3, portal: 14 } as const
export const codeMinutes = 10

const user = idOf('user')

// Employees: invitations.

export const inviteEmployeeApi = endpoint({
  side: 'employee',
  method: 'POST',
  path: '/users/invitations',
  status: 201,
  summary: 'Invites an employee by e-mail; takes a named seat; the link works for 3 days',
  input: z.strictObject({
    fullName: fullNameText,
    email: emailText,
    hireDate: day.optional().describe('Today when left out'),
    phone: phone.optional().describe('Mobile'),
    workPhone: phone.optional(),
    birthDate: day.optional(),
    timeZone: timeZone.optional().describe('The company’s when left out'),
    language: languageCode.optional(),
    groups: z.array(idOf('group')).max(50).default([]),
    positions: z
      .array(idOf('org_element'))
      .max(20)
      .default([])
      .describe('Vacant positions, departments or employee groups of the org chart'),
  }),
  answer: z.object({ id: user }),
  refusals: [
    'user.email_taken',
    'license.no_free_seat',
    'group.members_computed',
    'group.other_audience',
    'org_element.not_found',
    'org_element.occupied',
  ],
})

export const resendInvitationApi = endpoint({
  side: 'employee',
  method: 'POST',
  path: '/users/:user/invitation',
  summary: 'Sends a new link to an invited, rejected or cancelled employee; the earlier link dies',
  input: z.strictObject({ user }),
  answer: z.null(),
  refusals: ['user.not_invited', 'license.no_free_seat'],
})

export const cancelInvitationApi = endpoint({
  side: 'employee',
  method: 'DELETE',
  path: '/users/:user/invitation',
  summary: 'Cancels the invitation of an employee; frees the seat',
  input: z.strictObject({ user }),
  answer: z.null(),
  refusals: ['user.not_invited'],
})

// External users: individual links.

export const createPortalInvitationApi = endpoint({
  side: 'employee',
  method: 'POST',
  path: '/external-users/:user/invitations',
  status: 201,
  secret: true,
  summary: 'Makes an individual link for an external user to a portal; the link is shown in this answer only',
  input: z.strictObject({
    user,
    portal: idOf('portal'),
    withoutConfirmation: z.boolean().default(false).describe('Straight to name and password; needs an e-mail'),
    replaceEarlier: z.boolean().default(false).describe('Earlier open links of this person to this portal die'),
    endless: z.boolean().default(false).describe('No end; otherwise 14 days'),
  }),
  answer: z.object({ id: idOf('invitation'), link: z.string(), expiresAt: z.date().nullable() }),
  refusals: ['invitation.email_needed', 'invitation.already_in', 'user.locked'],
})

export const invitationShape = z.object({
  id: idOf('invitation'),
  kind: z.enum(['employee', 'individual']),
  portal: z.object({ id: idOf('portal'), name: z.string() }).nullable(),
  state: z.enum(['open', 'opened', 'accepted', 'expired', 'withdrawn']),
  withoutConfirmation: z.boolean(),
  createdAt: z.date(),
  createdBy: z.string().nullable(),
  expiresAt: z.date().nullable(),
  openedAt: z.date().nullable(),
  acceptedAt: z.date().nullable(),
  withdrawnAt: z.date().nullable(),
  withdrawReason: z.enum(['withdrawn', 'replaced', 'declined']).nullable(),
  renewalAskedAt: z.date().nullable().describe('The person has asked for a fresh link'),
  can: z.object({ withdraw: z.boolean() }),
})
export type InvitationShape = z.infer<typeof invitationShape>

export const listInvitationsApi = endpoint({
  side: 'employee',
  method: 'GET',
  path: '/users/:user/invitations',
  summary: 'Invitations of one user, newest first, at most 100',
  input: z.strictObject({ user }),
  answer: z.object({ rows: z.array(invitationShape) }),
})

export const withdrawInvitationApi = endpoint({
  side: 'employee',
  method: 'DELETE',
  path: '/users/:user/invitations/:invitation',
  summary: 'Withdraws an open invitation at once',
  input: z.strictObject({ user, invitation: idOf('invitation') }),
  answer: z.null(),
  refusals: ['invitation.not_open'],
})

// Whoever holds a link to a portal. Below /portal/, so that they set the portal's cookie.

export const peekInvitationApi = endpoint({
  side: 'public',
  method: 'POST',
  path: '/portal/invitations/peek',
  summary: 'What an invitation is for; never uses it up',
  input: z.strictObject({ token: linkToken }),
  answer: z.object({
    portal: z.object({ code: z.string(), name: z.string() }),
    companyName: z.string(),
    fullName: z.string(),
    emailHint: z.string().nullable().describe('Such as d•••@brightwater.example; null when none is on record'),
    step: z.enum(['confirm_email', 'register', 'join']).describe('join: has an account already, signs in and joins'),
    signedInAs: z.object({ fullName: z.string(), isInvited: z.boolean() }).nullable(),
  }),
  refusals: ['invitation.spent', 'portal.inactive'],
})

export const sendConfirmationCodeApi = endpoint({
  side: 'public',
  method: 'POST',
  path: '/portal/invitations/code',
  status: 202,
  summary: 'Sends six digits to the e-mail address, good for 10 minutes',
  input: z.strictObject({ token: linkToken, email: emailText }),
  answer: z.object({ minutes: z.int() }),
  refusals: ['invitation.spent', 'invitation.other_email', 'invitation.code_too_soon', 'portal.inactive'],
})

export const confirmCodeApi = endpoint({
  side: 'public',
  method: 'POST',
  path: '/portal/invitations/confirm',
  summary: 'Answers the six digits with a proof that `acceptInvitation` takes',
  input: z.strictObject({
    token: linkToken,
    code: z
      .string()
      .trim()
      .regex(/^\d{6}$/, 'Expected six digits'),
  }),
  answer: z.object({ proof: z.string() }),
  refusals: ['invitation.spent', 'invitation.code_wrong', 'invitation.code_spent', 'portal.inactive'],
})

export const acceptInvitationApi = endpoint({
  side: 'public',
  method: 'POST',
  path: '/portal/invitations/accept',
  summary: 'Registers with name and password, takes an external seat, signs in to the portal',
  input: z.strictObject({
    token: linkToken,
    fullName: fullNameText,
    password: newPasswordText,
    proof: z.string().max(200).optional(),
  }),
  answer: z.object({ portal: z.string().describe('Code of the portal, for its address') }),
  refusals: [
    'invitation.spent',
    'invitation.proof_needed',
    'invitation.signed_in_as_other',
    'invitation.has_account',
    'license.no_free_seat',
    'portal.inactive',
    'user.email_taken',
    ...passwordRefusals,
  ],
})

/** Signed in on the portal side: an active person takes up an invitation to one more portal. */
export const joinPortalApi = forPortal(
  endpoint({
    side: 'employee',
    method: 'POST',
    path: '/invitations/join',
    summary: 'Joins one more portal with an invitation, signed in as the person invited',
    input: z.strictObject({ token: linkToken }),
    answer: z.object({ portal: z.string() }),
    refusals: ['invitation.spent', 'invitation.signed_in_as_other', 'portal.inactive'],
  }),
)

export const askFreshInvitationApi = endpoint({
  side: 'public',
  method: 'POST',
  path: '/portal/invitations/fresh',
  status: 202,
  summary: 'Asks the administrators for a fresh link; answers the same whatever was sent',
  input: z.strictObject({ token: linkToken }),
  answer: z.null(),
})

// Employees who hold a link.

export const peekEmployeeInvitationApi = endpoint({
  side: 'public',
  method: 'POST',
  path: '/invitations/peek',
  summary: 'What an invitation is for; never uses it up',
  input: z.strictObject({ token: linkToken }),
  answer: z.object({
    companyName: z.string(),
    fullName: z.string(),
    email: z.string(),
    invitedBy: z.string().nullable(),
    signedInAs: z.string().nullable(),
  }),
  refusals: ['invitation.spent'],
})

export const acceptEmployeeInvitationApi = endpoint({
  side: 'public',
  method: 'POST',
  path: '/invitations/accept',
  summary: 'Sets name and password and signs in',
  input: z.strictObject({ token: linkToken, fullName: fullNameText, password: newPasswordText }),
  answer: z.null(),
  refusals: ['invitation.spent', 'invitation.signed_in_as_other', ...passwordRefusals],
})

export const declineEmployeeInvitationApi = endpoint({
  side: 'public',
  method: 'POST',
  path: '/invitations/decline',
  summary: 'Declines the invitation; frees the seat',
  input: z.strictObject({ token: linkToken }),
  answer: z.null(),
  refusals: ['invitation.spent'],
})
