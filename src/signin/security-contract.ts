import { z } from 'zod'
import { endpoint } from '../base/endpoint.ts'
import { idOf, version } from '../base/wire.ts'

/** What a second factor can be, strongest first. */
export const factorKinds = ['passkey', 'totp', 'email_code'] as const
/** By what one proves a second time, best first; a recovery code stands in for a device that is lost. */
export const provingMethods = [...factorKinds, 'recovery_code'] as const
export type ProvingMethod = (typeof provingMethods)[number]
export const factorEmployees = ['none', 'chosen', 'administrators', 'everybody'] as const
export const factorExternal = ['none', 'chosen', 'everybody'] as const

export const limits = {
  passwordLength: { min: 8, max: 64 },
  passwordDays: { min: 1, max: 3650 },
  reminderDays: { min: 1, max: 365 },
  tries: { min: 0, max: 100 },
  minutes: { min: 0, max: 43_200 },
  idleEmployee: { min: 5, max: 1440 },
  idlePortal: { min: 5, max: 720 },
  sessions: { min: 1, max: 100 },
} as const

const within = ({ min, max }: { min: number; max: number }) =>
  z
    .int(`Expected a whole number from ${min} to ${max}`)
    .min(min, `Expected ${min} or more`)
    .max(max, `Expected ${max} or less`)

const rules = {
  passwordLength: within(limits.passwordLength),
  passwordMixed: z.boolean().describe('Upper and lower case, a digit and another sign'),
  passwordBlocked: z
    .array(
      z.string().trim().min(3, 'Expected words of at least 3 characters').max(60, 'Expected at most 60 characters'),
    )
    .max(1000, 'Expected at most 1000 words')
    .describe('Words of the company that no password may be made of'),
  passwordDays: within(limits.passwordDays).nullable().describe('null: passwords do not age'),
  passwordReminderDays: within(limits.reminderDays).nullable().describe('null: one mail'),
  passwordOverdueLocks: z.boolean(),
  tries: within(limits.tries).describe('Wrong passwords until sign-in pauses; 0: never'),
  triesResetMinutes: within(limits.minutes).describe('0: only a right password forgets the wrong ones'),
  pauseMinutes: within(limits.minutes).describe('0: until an administrator lifts it'),
  pauseReaders: z.array(idOf('group')).max(20, 'Expected at most 20 groups').describe('Groups told of a pause'),
  recovery: z.boolean().describe('Employees may ask for a new password by mail'),
  factorEmployees: z.enum(factorEmployees),
  factorExternal: z.enum(factorExternal),
  factorKinds: z.array(z.enum(factorKinds)).max(3),
  idleMinutesEmployee: within(limits.idleEmployee),
  idleMinutesPortal: within(limits.idlePortal),
  sessionsEmployee: within(limits.sessions).nullable().describe('null: any number'),
  sessionsPortal: within(limits.sessions).nullable(),
}

export type SecurityRules = z.output<z.ZodObject<typeof rules>>

export const getSecuritySettingsApi = endpoint({
  side: 'employee',
  method: 'GET',
  path: '/security-settings',
  summary: 'How people sign in: passwords, pauses, second factors, sessions',
  input: z.strictObject({}),
  answer: z.object({
    ...rules,
    readers: z.array(z.object({ id: idOf('group'), name: z.string() })),
    version: z.int(),
    changedAt: z.date(),
    changedBy: z.string().nullable(),
  }),
})

/** POST, because the rules do not fit into an address; it changes nothing. */
export const previewSecuritySettingsApi = endpoint({
  side: 'employee',
  method: 'POST',
  path: '/security-settings/preview',
  summary: 'Whom these rules would touch, before they are saved',
  input: z.strictObject(rules),
  answer: z.object({
    withoutFactor: z
      .int()
      .describe('People of whom a second factor is demanded and who have none: asked for it when they next sign in'),
    someWithoutFactor: z.array(z.string()),
    overduePasswords: z.int(),
    idleSessions: z.int().describe('Sessions that end at once'),
    tooManySessions: z.int().describe('People with more sessions than they may have; none is ended'),
  }),
})

export const saveSecuritySettingsApi = endpoint({
  side: 'employee',
  method: 'PUT',
  path: '/security-settings',
  summary: 'Saves the rules; they count from the next request on, in every process',
  input: z.strictObject({ ...rules, version }),
  answer: z.object({ version: z.int() }),
  refusals: [
    'security.changed_meanwhile',
    'security.factor_first',
    'security.no_factor_kind',
    'security.group_not_usable',
  ],
})

/** What a sign-in page has to say before anybody is known; nothing of it tells of anybody. */
export const getSignInRulesApi = endpoint({
  side: 'public',
  method: 'GET',
  path: '/sign-in/rules',
  summary: 'What a new password has to be, and which ways in are open at a door',
  input: z.strictObject({
    portal: z.string().min(1).max(60).optional().describe('Left out: the door of employees'),
  }),
  answer: z.object({
    passwordLength: z.int(),
    passwordMixed: z.boolean(),
    recovery: z.boolean(),
    passkeys: z.boolean(),
    providers: z.array(z.object({ id: idOf('provider'), name: z.string() })),
  }),
})
