import { z } from 'zod'
import { endpoint } from '../base/endpoint.ts'
import { idOf } from '../base/wire.ts'

/** The order of the columns in the table of rights. */
export const rightsOfApp = [
  'view',
  'create',
  'edit',
  'delete',
  'assign',
  'manage_processes',
  'export',
  'import',
  'full',
] as const
/** Nobody is given to create, export or import one item, or export or import one folder. */
export const rightsOfFolder = ['view', 'create', 'edit', 'delete', 'assign', 'manage_processes', 'full'] as const
export const rightsOfItem = ['view', 'edit', 'delete', 'assign', 'manage_processes', 'full'] as const
/** What a row for *Author* or for a field can give. */
export const rightsOfNarrowed = ['view', 'edit', 'delete', 'assign', 'manage_processes'] as const
/** What people from outside can hold at most. */
export const rightsOfOutsiders = ['view', 'create', 'edit', 'delete', 'export'] as const

const app = idOf('app')
const folder = idOf('folder')
const item = idOf('item')
const grant = idOf('grant')

const place = z.object({ kind: z.enum(['app', 'folder', 'item']), id: z.string(), name: z.string() })

export const grantRow = z.object({
  id: grant,
  to: z.object({
    id: idOf('principal'),
    kind: z.enum(['user', 'group', 'org_element', 'organization']),
    name: z.string(),
    detail: z.string().describe('E-mail of a user, kind of an org element or a group'),
    isGone: z.boolean().describe('Locked, deleted or taken out of the org chart: the row reaches nobody'),
  }),
  audience: z.enum(['employees', 'external']),
  rights: z.array(z.string()),
  narrowedTo: z
    .enum(['all', 'author', 'organization', 'field'])
    .describe(
      'all: every item; author: items they wrote; organization: those written in theirs; field: those that name them',
    ),
  field: z.string().nullable().describe('Code of the field, where narrowed to one'),
  from: place.describe('Where the row stands'),
  isOwn: z.boolean().describe('Whether it stands on what was asked about, not above it'),
  by: z.string().nullable(),
  since: z.date(),
  expiresAt: z.date().nullable(),
  reason: z.string(),
  page: z.string().nullable().describe('The portal page that gives it, and takes it back'),
})
export type GrantRow = z.infer<typeof grantRow>

const rows = z.object({ rows: z.array(grantRow) })

const to = idOf('principal')
const reason = z.string().trim().max(1000, 'Expected at most 1000 characters').default('')
const expiresAt = z.iso
  .datetime({ offset: true })
  .nullable()
  .default(null)
  .describe('The moment from which it gives nothing')
const some = <R extends string>(rights: readonly [R, ...R[]]) =>
  z
    .array(z.enum(rights))
    .min(1, 'Expected at least one right')
    .refine((all) => new Set(all).size === all.length, 'Expected each right once')

const given = { to, expiresAt, reason }
const refusals = [
  'grants.beyond_own',
  'grants.external_wall',
  'grants.already',
  'grants.nobody',
  'grants.ends_before_it_begins',
]

export const listAppRightsApi = endpoint({
  side: 'employee',
  method: 'GET',
  path: '/apps/:app/rights',
  summary: 'The table of rights of an app',
  input: z.strictObject({ app }),
  answer: rows,
})

export const listFolderRightsApi = endpoint({
  side: 'employee',
  method: 'GET',
  path: '/folders/:folder/rights',
  summary: 'The rows that count in a folder: its own, and those of what it inherits from',
  input: z.strictObject({ folder }),
  answer: rows,
})

export const listItemRightsApi = endpoint({
  side: 'employee',
  method: 'GET',
  path: '/apps/:app/items/:item/rights',
  summary: 'The rows that count for an item: its own, and the common ones of the app',
  input: z.strictObject({ app, item }),
  answer: rows,
})

export const giveAppRightsApi = endpoint({
  side: 'employee',
  method: 'POST',
  path: '/apps/:app/rights',
  status: 201,
  summary: 'Gives somebody rights on the items of an app',
  input: z
    .strictObject({
      app,
      ...given,
      rights: some(rightsOfApp),
      narrowedTo: z.enum(['all', 'author', 'field']).default('all'),
      field: z.string().max(40).optional(),
    })
    .refine(
      ({ narrowedTo, rights }) =>
        narrowedTo === 'all' || rights.every((right) => (rightsOfNarrowed as readonly string[]).includes(right)),
      { path: ['rights'], message: `Expected, for an author or a field, only ${rightsOfNarrowed.join(', ')}` },
    )
    .refine(({ narrowedTo, field }) => (narrowedTo === 'field') === (field !== undefined), {
      path: ['field'],
      message: 'Expected a field where, and only where, the row is narrowed to one',
    }),
  answer: z.object({ id: grant }),
  refusals: [...refusals, 'grants.no_such_field', 'grants.field_is_everybodys'],
})

export const giveFolderRightsApi = endpoint({
  side: 'employee',
  method: 'POST',
  path: '/folders/:folder/rights',
  status: 201,
  summary: 'Gives somebody rights on a folder and those that inherit from it',
  input: z.strictObject({ folder, ...given, rights: some(rightsOfFolder) }),
  answer: z.object({ id: grant }),
  refusals,
})

export const giveItemRightsApi = endpoint({
  side: 'employee',
  method: 'POST',
  path: '/apps/:app/items/:item/rights',
  status: 201,
  summary: 'Gives somebody rights on one item',
  input: z.strictObject({ app, item, ...given, rights: some(rightsOfItem) }),
  answer: z.object({ id: grant }),
  refusals,
})

const change = { rights: some(rightsOfApp), expiresAt, reason }
const changed = z.object({ id: grant.describe('Of the row that stands in its place: rows are never altered') })
const gone = ['grants.ended_meanwhile', 'grants.of_a_page']

export const changeAppRightsApi = endpoint({
  side: 'employee',
  method: 'PATCH',
  path: '/apps/:app/rights/:grant',
  summary: 'Puts another row in the place of one',
  input: z.strictObject({ app, grant, ...change }),
  answer: changed,
  refusals: [...refusals, ...gone],
})

export const changeFolderRightsApi = endpoint({
  side: 'employee',
  method: 'PATCH',
  path: '/folders/:folder/rights/:grant',
  summary: 'Puts another row of a folder in the place of one',
  input: z.strictObject({ folder, grant, ...change, rights: some(rightsOfFolder) }),
  answer: changed,
  refusals: [...refusals, ...gone],
})

export const changeItemRightsApi = endpoint({
  side: 'employee',
  method: 'PATCH',
  path: '/apps/:app/items/:item/rights/:grant',
  summary: 'Puts another row of an item in the place of one',
  input: z.strictObject({ app, item, grant, ...change, rights: some(rightsOfItem) }),
  answer: changed,
  refusals: [...refusals, ...gone],
})

export const takeAppRightsApi = endpoint({
  side: 'employee',
  method: 'DELETE',
  path: '/apps/:app/rights/:grant',
  summary: 'Takes a row of an app away',
  input: z.strictObject({ app, grant }),
  answer: z.null(),
  refusals: gone,
})

export const takeFolderRightsApi = endpoint({
  side: 'employee',
  method: 'DELETE',
  path: '/folders/:folder/rights/:grant',
  summary: 'Takes a row of a folder away',
  input: z.strictObject({ folder, grant }),
  answer: z.null(),
  refusals: gone,
})

export const takeItemRightsApi = endpoint({
  side: 'employee',
  method: 'DELETE',
  path: '/apps/:app/items/:item/rights/:grant',
  summary: 'Takes a row of an item away',
  input: z.strictObject({ app, item, grant }),
  answer: z.null(),
  refusals: gone,
})
