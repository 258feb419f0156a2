import { z } from 'zod'
import { endpoint } from '../base/endpoint.ts'
import { emailText, idOf, nameText } from '../base/wire.ts'
import { timeZone } from '../people/contract.ts'

/** portal.md §4; counted in characters after NFKC. The shortest is a setting. */
export const longestPassword = 128
export const resetMinutes = 30

const user = idOf('user')
export const fullNameText = nameText(200)
/** What a new password must be is checked by the command, with a code for each reason; here only the size is bounded. */
export const newPasswordText = z.string().min(1, 'Expected a password').max(1000)
/** The secret of a link; anything that is not one of ours is a spent link. */
export const linkToken = z.string().min(1).max(200)
export const portalCode = z.string().min(1).max(60)
export const languageCode = z.enum(['en', 'ru'])

export const passwordRefusals = [
  'password.too_short',
  'password.too_long',
  'password.too_common',
  'password.not_mixed',
  'password.has_own_words',
]

// Set-up: the first visit of a new installation.

export const getSetUpStateApi = endpoint({
  side: 'public',
  method: 'GET',
  path: '/set-up',
  summary: 'Whether the company has been set up',
  input: z.strictObject({}),
  answer: z.object({ done: z.boolean(), companyName: z.string().nullable() }),
})

export const setUpApi = endpoint({
  side: 'public',
  method: 'POST',
  path: '/set-up',
  status: 201,
  summary: 'Makes the company and its System supervisor and signs her in; once in the life of an installation',
  input: z.strictObject({
    companyName: nameText(200),
    fullName: fullNameText,
    email: emailText,
    password: newPasswordText,
    content: z.enum(['empty', 'demo']).default('empty'),
    language: languageCode.default('en'),
    timeZone: timeZone.default('UTC'),
  }),
  answer: z.null(),
  refusals: ['setup.done', ...passwordRefusals],
})

export const requestPasswordResetApi = endpoint({
  side: 'public',
  method: 'POST',
  path: '/password-resets',
  status: 202,
  summary: 'Mails an employee a link for a new password; the answer never tells whether there is an account',
  input: z.strictObject({ email: emailText }),
  answer: z.null(),
})

export const requestPortalPasswordResetApi = endpoint({
  side: 'public',
  method: 'POST',
  path: '/portal/password-resets',
  status: 202,
  summary: 'Mails an external user a link for a new password; the answer never tells whether there is an account',
  input: z.strictObject({ portal: portalCode, email: emailText }),
  answer: z.null(),
})

const passwordReset = {
  method: 'POST',
  summary: 'Sets a new password with the link and ends every session of the person',
  input: z.strictObject({ token: linkToken, password: newPasswordText }),
  answer: z.object({ sessionsEnded: z.int() }),
  refusals: ['reset.spent', ...passwordRefusals],
} as const

export const resetPasswordApi = endpoint({ ...passwordReset, side: 'public', path: '/password-resets/use' })
export const resetPortalPasswordApi = endpoint({
  ...passwordReset,
  side: 'public',
  path: '/portal/password-resets/use',
})

// Sessions, on both sides.

export const signOutApi = endpoint({
  side: 'employee',
  method: 'POST',
  path: '/sign-out',
  summary: 'Ends this session',
  input: z.strictObject({}),
  answer: z.null(),
})

export const listMySessionsApi = endpoint({
  side: 'employee',
  method: 'GET',
  path: '/sessions',
  summary: 'Where one is signed in, latest first',
  input: z.strictObject({}),
  answer: z.object({
    rows: z.array(
      z.object({
        id: idOf('session'),
        isThis: z.boolean(),
        userAgent: z.string(),
        address: z.string(),
        createdAt: z.date(),
        lastSeenAt: z.date(),
      }),
    ),
  }),
})

export const endMySessionApi = endpoint({
  side: 'employee',
  method: 'DELETE',
  path: '/sessions/:session',
  summary: 'Ends another session of one’s own',
  input: z.strictObject({ session: idOf('session') }),
  answer: z.null(),
})

// Accounts, for administrators; employees and external users alike.

export const lockUserApi = endpoint({
  side: 'employee',
  method: 'POST',
  path: '/users/:user/lock',
  summary: 'Locks an active account: ends every session at once and frees the seat. Tasks stay unless given out anew',
  input: z.strictObject({
    user,
    giveOutTasks: z.boolean().default(false).describe('Ask the rules of the open tasks again, in the same transaction'),
  }),
  answer: z.object({ sessionsEnded: z.int(), tasksGivenOut: z.int() }),
  refusals: ['user.not_active', 'supervisor.kept'],
})

export const giveOutTasksApi = endpoint({
  side: 'employee',
  method: 'POST',
  path: '/users/:user/give-out-tasks',
  summary: 'Asks the rules of the open tasks of a person again: somebody else gets them, or the System supervisor',
  input: z.strictObject({ user }),
  answer: z.object({ tasksGivenOut: z.int() }),
})

export const deleteUserApi = endpoint({
  side: 'employee',
  method: 'DELETE',
  path: '/users/:user',
  summary:
    'Deletes an account, of an employee or an external user: sessions end, seat and address are free, places are vacant, memberships end, open tasks are given out anew. The name stays in history',
  input: z.strictObject({ user }),
  answer: z.object({
    sessionsEnded: z.int(),
    tasksGivenOut: z.int(),
    placesVacated: z.array(z.string()),
    membershipsEnded: z.int(),
  }),
  refusals: ['supervisor.kept'],
})

export const restoreUserApi = endpoint({
  side: 'employee',
  method: 'POST',
  path: '/users/:user/restore',
  summary: 'Brings a deleted account back as it was, with its groups; places in the org chart stay as they are now',
  input: z.strictObject({ user }),
  answer: z.object({ groupsLeftOut: z.array(z.string()).describe('Filled, full, deleted or not yours to give') }),
  refusals: ['user.login_taken', 'license.no_free_seat'],
})

export const unlockUserApi = endpoint({
  side: 'employee',
  method: 'POST',
  path: '/users/:user/unlock',
  summary: 'Unlocks a locked account; takes a seat again; old sessions stay ended',
  input: z.strictObject({ user }),
  answer: z.null(),
  refusals: ['user.not_locked', 'license.no_free_seat'],
})

export const clearSignInPauseApi = endpoint({
  side: 'employee',
  method: 'POST',
  path: '/users/:user/clear-sign-in-pause',
  summary: 'Lets somebody sign in again at once after too many wrong passwords',
  input: z.strictObject({ user }),
  answer: z.null(),
})

export const handOverSupervisorApi = endpoint({
  side: 'employee',
  method: 'POST',
  path: '/supervisor/hand-over',
  summary: 'Hands the role of System supervisor to an active employee; wants a recent proof',
  input: z.strictObject({ user }),
  answer: z.null(),
  refusals: ['supervisor.not_eligible', 'supervisor.changed_meanwhile'],
})
