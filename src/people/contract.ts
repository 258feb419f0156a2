import { z } from 'zod'
import { endpoint } from '../base/endpoint.ts'
import { awayShape, emailText, idOf, nameText, pageInput, pageOf, plainText, version } from '../base/wire.ts'

export const personNameLimit = 200
export const phoneLimit = 40

export const languages = ['en', 'ru'] as const

/** employee: invited, active, locked, rejected, cancelled; external user: not_registered, active, locked. */
export const employeeStatuses = ['invited', 'active', 'locked', 'rejected', 'cancelled'] as const
export const externalStatuses = ['not_registered', 'active', 'locked'] as const

const user = idOf('user')
export const fullName = nameText(personNameLimit)
export const phone = plainText(phoneLimit).trim()
const organization = idOf('organization')
const orgElement = idOf('org_element')
/** A day of the calendar. */
export const day = z.iso
  .date('Expected a day such as 2026-11-24')
  .refine((text) => text > '1900-01-01', 'Expected a day after 1900')
export const language = z.enum(languages)
/** An IANA name such as Europe/Berlin; what the platform does not know is refused. */
export const timeZone = z.string().max(60).refine(isTimeZone, 'Expected a time zone such as Europe/Berlin')

function isTimeZone(name: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }).format(0) !== ''
  } catch {
    return false
  }
}

/** How this person wants dates and numbers written; null: as the company does (base/site.ts). */
export const ownFormats = {
  dateFormat: z.enum(['language', 'iso', 'dmy', 'mdy']).nullable(),
  timeFormat: z.enum(['language', 'h23', 'h12']).nullable(),
  numberFormat: z.enum(['language', 'comma_point', 'point_comma', 'space_comma']).nullable(),
}

/** Names the content of the photo; the photo is at `/users/:user/photo`. */
const photoOf = z.string().nullable()

export const meShape = z.object({
  id: user,
  kind: z.enum(['employee', 'external']),
  fullName: z.string(),
  email: z.string().nullable(),
  phone: z.string().nullable(),
  language,
  timeZone: z.string(),
  ...ownFormats,
  photo: photoOf,
  companyName: z.string(),
  organization: z.object({ id: organization, name: z.string() }).nullable(),
  isAdministrator: z.boolean().describe('In Administrators, or the System supervisor: passes every check'),
  isSupervisor: z.boolean(),
  readsAudit: z.boolean().describe('An administrator, or in the group named for it'),
  version: z.int(),
})
export type MeShape = z.infer<typeof meShape>

/** What the asking administrator may do with this account now; all false for everybody else. */
const accountAbilities = {
  edit: z.boolean(),
  lock: z.boolean(),
  unlock: z.boolean(),
  delete: z.boolean(),
  restore: z.boolean(),
  clearSignInPause: z.boolean(),
}

export const sources = ['set_up', 'invited', 'imported', 'provider', 'directory'] as const
const place = z.object({ id: orgElement, name: z.string() })

export const userShape = z.object({
  id: user,
  fullName: z.string(),
  email: z.string().nullable(),
  phone: z.string().nullable().describe('Mobile'),
  workPhone: z.string().nullable(),
  birthDate: z.string().nullable().describe('For administrators and the person'),
  hireDate: z.string().nullable(),
  photo: photoOf,
  position: place.nullable().describe('Where in the org chart; of several places the one that is displayed'),
  status: z.enum(employeeStatuses),
  createdAt: z.date(),
  registeredAt: z.date().nullable(),
  lockedAt: z.date().nullable(),
  deletedAt: z.date().nullable(),
  signInPausedUntil: z.date().nullable().describe('Too many wrong passwords; null when sign-in is open'),
  source: z.enum(sources).nullable().describe('Where the account comes from; administrators only'),
  seat: z.literal('named').nullable().describe('Administrators only'),
  lastSignInAt: z.date().nullable().describe('Administrators only'),
  isAdministrator: z.boolean(),
  isSupervisor: z.boolean(),
  version: z.int(),
  can: z.object({
    ...accountAbilities,
    removeFactors: z.boolean(),
    changeEmail: z.boolean(),
    resendInvitation: z.boolean(),
    cancelInvitation: z.boolean(),
    becomeSupervisor: z.boolean().describe('The asking person is the supervisor and may hand the role to this one'),
  }),
})
export type UserShape = z.infer<typeof userShape>

export const externalUserShape = z.object({
  id: user,
  fullName: z.string(),
  email: z.string().nullable(),
  phone: z.string().nullable(),
  status: z.enum(externalStatuses),
  organization: z.object({ id: organization, name: z.string() }).nullable(),
  createdAt: z.date(),
  registeredAt: z.date().nullable(),
  lockedAt: z.date().nullable(),
  deletedAt: z.date().nullable(),
  signInPausedUntil: z.date().nullable().describe('Too many wrong passwords; null when sign-in is open'),
  version: z.int(),
  can: z.object({ ...accountAbilities, invite: z.boolean() }),
})
export type ExternalUserShape = z.infer<typeof externalUserShape>

export const personShape = z.object({
  id: user,
  name: z.string(),
  kind: z.enum(['employee', 'external']),
  detail: z.string().describe('E-mail of an employee, organization or e-mail of an external user; may be empty'),
  away: awayShape,
  photo: photoOf,
})
export type PersonShape = z.infer<typeof personShape>

const search = plainText(200).trim().optional()

/** On both sides: `getMeApi` for employees, `forPortal(getMeApi)` for external users. */
export const getMeApi = endpoint({
  side: 'employee',
  method: 'GET',
  path: '/me',
  summary: 'Who is signed in',
  input: z.strictObject({}),
  answer: meShape,
})

/** On both sides. */
export const updateMeApi = endpoint({
  side: 'employee',
  method: 'PATCH',
  path: '/me',
  summary: 'Changes one’s own name, language, time zone or formats; a format of null is the company’s',
  input: z.strictObject({
    version,
    fullName: fullName.optional(),
    language: language.optional(),
    timeZone: timeZone.optional(),
    dateFormat: ownFormats.dateFormat.optional(),
    timeFormat: ownFormats.timeFormat.optional(),
    numberFormat: ownFormats.numberFormat.optional(),
  }),
  answer: z.object({ version: z.int() }),
  refusals: ['user.changed_meanwhile'],
})

/** On both sides; an external user finds only whom the portal may show: herself. */
export const searchPeopleApi = endpoint({
  side: 'employee',
  method: 'GET',
  path: '/people',
  summary: 'Active people for a person field, by a part of the name or e-mail, at most 20',
  input: z.strictObject({ search, kind: z.enum(['employee', 'external']).optional() }),
  answer: z.object({ rows: z.array(personShape) }),
})

export const seatFilters = ['held', 'none'] as const
export const signInFilters = ['here', 'paused', 'not_lately'] as const

/** What a list of employees is narrowed by. Group, seat, sign-in and deleted are for administrators; others find nothing by them. */
export const userFilter = z.strictObject({
  search,
  status: z.enum(employeeStatuses).optional(),
  group: idOf('group').optional().describe('In it directly or through other groups and the org chart'),
  element: orgElement.optional().describe('Department, position or employee group, with everything below'),
  seat: z.enum(seatFilters).optional(),
  signIn: z
    .enum(signInFilters)
    .optional()
    .describe('here: active in the last 3 minutes; paused: too many wrong passwords; not_lately: not in 90 days'),
  deleted: z.literal('yes').optional(),
})
export type UserFilter = z.output<typeof userFilter>

export const userSorts = ['name', 'email', 'created', 'registered', 'hired'] as const
export const userSort = z.enum([...userSorts, ...userSorts.map((sort) => `-${sort}` as const)]).default('name')
export type UserSort = z.output<typeof userSort>

export const listUsersApi = endpoint({
  side: 'employee',
  method: 'GET',
  path: '/users',
  summary: 'Employees. Locked, rejected and cancelled ones only when asked for by status, deleted ones by `deleted`',
  input: pageInput.extend({ ...userFilter.shape, sort: userSort }),
  answer: pageOf(userShape),
})

export const getUserApi = endpoint({
  side: 'employee',
  method: 'GET',
  path: '/users/:user',
  summary: 'One employee with groups and places in the org chart; a deleted one for administrators only',
  input: z.strictObject({ user }),
  answer: userShape.extend({
    groups: z
      .array(z.object({ id: idOf('group'), name: z.string(), through: z.array(z.string()) }))
      .describe('With the groups and places that lead there, none for a direct member; administrators only'),
    positions: z.array(place.extend({ kind: z.enum(['department', 'position', 'employee_group']) })),
    lockedBy: z.string().nullable(),
    createdBy: z.string().nullable(),
    deletedBy: z.string().nullable(),
    timeZone: z.string(),
    language,
    directoryFields: z
      .array(z.string())
      .describe('What a directory keeps of this person, and nobody changes by hand; administrators only'),
  }),
})

export const listExternalUsersApi = endpoint({
  side: 'employee',
  method: 'GET',
  path: '/external-users',
  summary: 'External users, by name',
  input: pageInput.extend({
    search,
    status: z.enum(externalStatuses).optional(),
    organization: organization.optional(),
    deleted: z.literal('yes').optional(),
  }),
  answer: pageOf(externalUserShape).extend({ total: z.int().describe('Of all pages, as filtered') }),
})

export const getExternalUserApi = endpoint({
  side: 'employee',
  method: 'GET',
  path: '/external-users/:user',
  summary: 'One external user with the portals she can enter',
  input: z.strictObject({ user }),
  answer: externalUserShape.extend({
    lockedBy: z.string().nullable(),
    portals: z.array(z.object({ id: idOf('portal'), name: z.string(), code: z.string() })),
  }),
})

export const createExternalUserApi = endpoint({
  side: 'employee',
  method: 'POST',
  path: '/external-users',
  status: 201,
  summary: 'Adds an external user: a record, not registered until an invitation is accepted',
  input: z.strictObject({
    fullName,
    email: emailText.optional(),
    phone: phone.optional(),
    organization: organization.optional(),
    language: language.optional(),
  }),
  answer: z.object({ id: user }),
  refusals: ['user.email_taken', 'organization.not_found'],
})

export const updateExternalUserApi = endpoint({
  side: 'employee',
  method: 'PATCH',
  path: '/external-users/:user',
  summary: 'Changes an external user; null empties a field',
  input: z.strictObject({
    user,
    version,
    fullName: fullName.optional(),
    email: emailText.nullable().optional(),
    phone: phone.nullable().optional(),
    organization: organization.nullable().optional(),
  }),
  answer: z.object({ version: z.int() }),
  refusals: ['user.email_taken', 'user.email_needed', 'user.changed_meanwhile', 'organization.not_found'],
})
