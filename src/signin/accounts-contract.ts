import { z } from 'zod'
import { endpoint } from '../base/endpoint.ts'
import { idOf, pageInput, pageOf, plainText } from '../base/wire.ts'

/** The part of signin's contract by which administrators look after accounts: what hangs on them, and who is here. */
const user = idOf('user')
const session = idOf('session')

export const tiesShape = z.object({
  tasks: z
    .object({
      total: z.int(),
      rows: z.array(
        z.object({
          id: idOf('task'),
          name: z.string(),
          process: z.string().nullable(),
          dueAt: z.string().nullable(),
        }),
      ),
    })
    .describe('Open ones that wait for this person by name; the first 20'),
  groups: z
    .array(z.object({ id: idOf('group'), name: z.string(), type: z.enum(['group', 'role']) }))
    .describe('In which nobody else is who can sign in'),
  places: z
    .array(z.object({ id: idOf('org_element'), name: z.string(), kind: z.enum(['department', 'position']) }))
    .describe('Headed or held'),
  lanes: z
    .array(z.object({ process: z.object({ id: idOf('process'), name: z.string() }), lane: z.string().nullable() }))
    .describe('Of processes in use, which would find nobody'),
  tokens: z.array(z.object({ id: z.string(), name: z.string() })).describe('API tokens that stop working'),
})
export type TiesShape = z.infer<typeof tiesShape>

export const getTiesApi = endpoint({
  side: 'employee',
  method: 'GET',
  path: '/users/:user/ties',
  summary: 'What hangs on a person, to be looked at before locking or deleting',
  input: z.strictObject({ user }),
  answer: tiesShape,
})

/** Silent for longer, and a person is not among the active ones. */
export const activeMinutes = 3

const sessionShape = z.object({
  id: session,
  isThis: z.boolean().describe('The one that asks'),
  userAgent: z.string(),
  address: z.string(),
  createdAt: z.date(),
  lastSeenAt: z.date(),
})

export const listActiveSessionsApi = endpoint({
  side: 'employee',
  method: 'GET',
  path: '/active-sessions',
  summary: `Who is signed in and was active in the last ${activeMinutes} minutes, latest sign-in first`,
  input: pageInput.extend({
    search: plainText(200).trim().optional(),
    kind: z.enum(['employee', 'external']).optional(),
  }),
  answer: pageOf(
    sessionShape.extend({
      user: z.object({
        id: user,
        fullName: z.string(),
        email: z.string().nullable(),
        kind: z.enum(['employee', 'external']),
      }),
    }),
  ).extend({ total: z.int().describe('Sessions, of all pages') }),
})
export type ActiveSessionShape = z.infer<typeof listActiveSessionsApi.answer>['rows'][number]

export const listUserSessionsApi = endpoint({
  side: 'employee',
  method: 'GET',
  path: '/users/:user/sessions',
  summary: 'Where a person is signed in, latest first',
  input: z.strictObject({ user }),
  answer: z.object({ rows: z.array(sessionShape) }),
})

export const endSessionsApi = endpoint({
  side: 'employee',
  method: 'POST',
  path: '/active-sessions/end',
  summary: 'Ends sessions of anybody; their open pages are signed out within a second',
  input: z.strictObject({ sessions: z.array(session).min(1).max(200) }),
  answer: z.object({ sessionsEnded: z.int() }),
  refusals: ['session.is_this'],
})

export const endSessionsOfUserApi = endpoint({
  side: 'employee',
  method: 'POST',
  path: '/users/:user/end-sessions',
  summary: 'Ends every session of a person but the one that asks',
  input: z.strictObject({ user }),
  answer: z.object({ sessionsEnded: z.int() }),
})
