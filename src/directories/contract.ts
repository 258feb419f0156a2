import { z } from 'zod'
import { endpoint } from '../base/endpoint.ts'
import { idOf, nameText, pageInput, pageOf, plainText, version } from '../base/wire.ts'
import { attributesShape, presetNames } from './presets.ts'

const directory = idOf('directory')
const dn = plainText(1000).trim().min(1, 'Expected a name such as ou=people,dc=example,dc=com')
const filter = plainText(2000).trim().min(1, 'Expected a filter such as (objectClass=person)')

export const connectionShape = z.strictObject({
  url: z
    .string()
    .trim()
    .max(300)
    .regex(
      /^ldaps?:\/\/(\[[0-9a-fA-F:]+\]|[A-Za-z0-9._-]+)(:\d{1,5})?$/,
      'Expected an address such as ldaps://dc1.example.com or ldap://dc1.example.com:389',
    ),
  startTls: z.boolean(),
  isPlainAllowed: z.boolean().describe('Passwords may travel in the open to another machine; do not'),
  certificate: z
    .string()
    .max(60_000)
    .regex(
      /^\s*(-----BEGIN CERTIFICATE-----[A-Za-z0-9+/=\s]+-----END CERTIFICATE-----\s*)+$/,
      'Expected certificates as PEM text',
    )
    .nullable(),
  bindDn: dn,
  baseDn: dn,
  userFilter: filter,
  groupBaseDn: dn.nullable().describe('null: where people are'),
  groupFilter: filter,
  preset: z.enum(presetNames),
  attributes: attributesShape,
})
export type Connection = z.infer<typeof connectionShape>

const rules = {
  name: nameText(120),
  signIn: z
    .enum(['directory', 'local'])
    .describe('directory: active at once, with the password of the directory; local: invited by mail, with one here'),
  linksByEmail: z.boolean().describe('Somebody here with the same e-mail address becomes the person of the directory'),
  onGone: z.enum(['lock', 'leave']),
  mostLeaving: z.int().min(1).max(100).describe('Percent of its people a run may lock before it asks'),
  schedule: z.enum(['off', 'hourly', 'daily']),
  dailyHour: z.int().min(0).max(23).describe('In the time zone of the company'),
}

const password = plainText(500)
  .min(1)
  .optional()
  .describe('Left out: the stored one, which goes to no other server or account than it was entered for')

export const runStates = ['reading', 'ready', 'asks', 'applying', 'done', 'failed', 'cancelled'] as const

const runShape = z.object({
  id: idOf('directory_run'),
  directory,
  directoryName: z.string(),
  origin: z.enum(['preview', 'by_hand', 'schedule']),
  state: z.enum(runStates),
  madeBy: z.string().nullable().describe('null: by its schedule'),
  createdAt: z.date(),
  endedAt: z.date().nullable(),
  entries: z.int().describe('People the directory has told of'),
  unchanged: z.int(),
  total: z.int().describe('Rows: what would change, and what was refused'),
  done: z.int(),
  refused: z.int(),
  code: z.string().nullable(),
  message: z.string().nullable(),
})
export type RunShape = z.infer<typeof runShape>

const summary = z.object({
  id: directory,
  name: z.string(),
  url: z.string(),
  isEnabled: z.boolean(),
  isSafe: z.boolean().describe('Whether passwords travel under TLS or not at all'),
  signIn: rules.signIn,
  schedule: rules.schedule,
  dailyHour: z.int(),
  people: z.int(),
  awayAt: z.date().nullable().describe('Since when it does not answer at sign-in'),
  lastRun: runShape.nullable(),
})
export type DirectorySummary = z.infer<typeof summary>

export const listDirectoriesApi = endpoint({
  side: 'employee',
  method: 'GET',
  path: '/directories',
  summary: 'Directories people come from, each with its last run',
  input: pageInput,
  answer: pageOf(summary),
})

const directoryShape = connectionShape.extend({
  ...rules,
  id: directory,
  isEnabled: z.boolean(),
  isPasswordLost: z.boolean().describe('Sealed under another key than this installation has: enter it anew'),
  people: z.int(),
  groups: z.array(z.object({ dn: z.string(), group: idOf('group'), name: z.string() })),
  version: z.int(),
  changedBy: z.string().nullable(),
  changedAt: z.date(),
})
export type DirectoryShape = z.infer<typeof directoryShape>

export const getDirectoryApi = endpoint({
  side: 'employee',
  method: 'GET',
  path: '/directories/:directory',
  summary: 'One directory; never with its password',
  input: z.strictObject({ directory }),
  answer: directoryShape,
})

const settings = { ...rules, connection: connectionShape }

export const createDirectoryApi = endpoint({
  side: 'employee',
  method: 'POST',
  path: '/directories',
  status: 201,
  summary: 'Adds a directory, switched off',
  input: z.strictObject({ ...settings, password }),
  answer: z.object({ id: directory }),
  secret: true,
  refusals: ['directory.name_taken', 'directory.password_needed', 'directory.filter_malformed', 'ldap.in_the_open'],
})

export const updateDirectoryApi = endpoint({
  side: 'employee',
  method: 'PUT',
  path: '/directories/:directory',
  summary: 'Changes a directory; another server or account wants its password anew',
  input: z.strictObject({ directory, version, ...settings, password }),
  answer: z.object({ version: z.int() }),
  secret: true,
  refusals: [
    'directory.changed_meanwhile',
    'directory.name_taken',
    'directory.password_needed',
    'directory.filter_malformed',
    'ldap.in_the_open',
  ],
})

export const ldapRefusals = [
  'ldap.unreachable',
  'ldap.certificate_refused',
  'ldap.credentials_refused',
  'ldap.base_missing',
  'ldap.name_malformed',
  'ldap.size_limit',
  'ldap.time_limit',
  'ldap.no_start_tls',
  'ldap.tls_required',
  'ldap.not_allowed',
  'ldap.refused',
  'ldap.too_many',
  'ldap.in_the_open',
] as const

export const testDirectoryApi = endpoint({
  side: 'employee',
  method: 'POST',
  path: '/directories/test',
  summary: 'Connects now with these settings and shows the first people as they would be read',
  input: z.strictObject({ directory: directory.optional(), connection: connectionShape, password }),
  answer: z.object({
    people: z.array(
      z.object({
        dn: z.string(),
        fullName: z.string().nullable(),
        email: z.string().nullable(),
        position: z.string().nullable(),
        isLocked: z.boolean(),
        issue: z.string().nullable(),
      }),
    ),
    groups: z.array(z.object({ dn: z.string(), name: z.string() })),
  }),
  secret: true,
  refusals: ['directory.password_needed', 'directory.filter_malformed', ...ldapRefusals],
})

export const switchDirectoryApi = endpoint({
  side: 'employee',
  method: 'PUT',
  path: '/directories/:directory/enabled',
  summary: 'Switches a directory on or off; off means neither runs nor sign-in',
  input: z.strictObject({ directory, isEnabled: z.boolean() }),
  answer: z.null(),
})

export const deleteDirectoryApi = endpoint({
  side: 'employee',
  method: 'DELETE',
  path: '/directories/:directory',
  summary: 'Deletes a directory; its people stay, and sign in with a password of their own from then on',
  input: z.strictObject({ directory }),
  answer: z.object({ people: z.int() }),
  refusals: ['directory.run_under_way'],
})

export const findDirectoryGroupsApi = endpoint({
  side: 'employee',
  method: 'GET',
  path: '/directories/:directory/groups',
  summary: 'Groups in the directory by a part of their name, at most 20',
  input: z.strictObject({ directory, search: plainText(100).default('') }),
  answer: z.object({ rows: z.array(z.object({ dn: z.string(), name: z.string() })) }),
  refusals: ['directory.password_needed', ...ldapRefusals],
})

export const setDirectoryGroupsApi = endpoint({
  side: 'employee',
  method: 'PUT',
  path: '/directories/:directory/groups',
  summary: 'Says whose members are kept in step with which company group; members by hand stay',
  input: z.strictObject({
    directory,
    version,
    groups: z.array(z.strictObject({ dn, group: idOf('group') })).max(200),
  }),
  answer: z.object({ version: z.int() }),
  refusals: ['directory.changed_meanwhile', 'directory.group_unfit'],
})

export const getDirectoryPersonApi = endpoint({
  side: 'employee',
  method: 'GET',
  path: '/directory-people/:user',
  summary: 'Which entry of which directory an employee is',
  input: z.strictObject({ user: idOf('user') }),
  answer: z.object({
    directory,
    name: z.string(),
    dn: z.string(),
    position: z.string().nullable(),
    department: z.string().nullable(),
    signIn: rules.signIn,
    isLockedThere: z.boolean().describe('The directory has locked this person'),
    seenAt: z.date(),
  }),
})

export { runShape }
