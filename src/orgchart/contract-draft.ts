import { z } from 'zod'
import { accessDifference } from '../access/difference-shape.ts'
import { endpoint } from '../base/endpoint.ts'
import { idOf, pageInput, pageOf, plainText } from '../base/wire.ts'
import { elementKinds, elementNameLimit, orgElementShape, orgPersonShape } from './contract.ts'

/** What one request may change at once; a chart as large as an import comes in a file. */
export const mostEdits = 2000

const element = idOf('org_element')
const who = z.object({ id: idOf('user'), name: z.string() })

export const draftElementShape = orgElementShape.extend({
  state: z.enum(['same', 'changed', 'new']).describe('Compared with the published chart'),
  changedBy: z.string().nullable(),
})
export type DraftElementShape = z.infer<typeof draftElementShape>

const draft = z.object({
  version: z.int(),
  startedAt: z.date(),
  startedBy: z.string(),
  changedAt: z.date(),
  changedBy: z.string(),
  changes: z.int().describe('How many elements differ from the published chart'),
  restores: z.int().nullable().describe('The version it goes back to'),
})
export type DraftShape = z.infer<typeof draft>

/** What has been seen of the draft: its version, null where there was none yet. A stale one is refused. */
const draftVersion = z.int().min(1).nullable()

const put = z.strictObject({
  do: z.literal('put'),
  id: element,
  kind: z.enum(elementKinds),
  name: plainText(elementNameLimit).trim(),
  parent: element.nullable(),
  lead: idOf('user').nullable(),
  sort: z.int().min(0).max(1_000_000),
})
const remove = z.strictObject({ do: z.literal('remove'), id: element })
const join = z.strictObject({ do: z.enum(['join', 'leave']), id: element, user: idOf('user') })
export const orgEdit = z.discriminatedUnion('do', [put, remove, join])
export type OrgEdit = z.infer<typeof orgEdit>

export const getOrgDraftApi = endpoint({
  side: 'employee',
  method: 'GET',
  path: '/org-chart/draft',
  summary: 'The org chart as it would be after publishing the draft, siblings in their order',
  input: z.strictObject({}),
  answer: z.object({ draft: draft.nullable(), elements: z.array(draftElementShape) }),
})

export const listDraftPeopleApi = endpoint({
  side: 'employee',
  method: 'GET',
  path: '/org-chart/draft/elements/:element/people',
  summary: 'The people of an element beside its lead, as the draft has them',
  input: pageInput.extend({ element }),
  answer: pageOf(orgPersonShape),
})

export const searchPlaceableApi = endpoint({
  side: 'employee',
  method: 'GET',
  path: '/org-chart/draft/people',
  summary: 'Employees who can be given a place, each with the places the draft gives them',
  input: z.strictObject({ search: plainText(200).trim().optional() }),
  answer: z.object({
    rows: z.array(
      who.extend({
        email: z.string().nullable(),
        status: orgPersonShape.shape.status,
        places: z.array(z.object({ id: element, name: z.string(), isLead: z.boolean() })),
      }),
    ),
  }),
})

export const editOrgDraftApi = endpoint({
  side: 'employee',
  method: 'POST',
  path: '/org-chart/draft/edits',
  summary:
    'Changes the draft and begins one where there is none: puts elements in the state given, removes, joins, leaves',
  input: z.strictObject({ version: draftVersion, edits: z.array(orgEdit).min(1).max(mostEdits) }),
  answer: z.object({ version: z.int() }),
  refusals: [
    'org_draft.changed_meanwhile',
    'org_draft.unknown_person',
    'org_draft.unknown_element',
    'org_draft.too_large',
  ],
})

export const discardOrgDraftApi = endpoint({
  side: 'employee',
  method: 'DELETE',
  path: '/org-chart/draft',
  summary: 'Throws the draft away; the published chart stays',
  input: z.strictObject({ version: z.coerce.number().int().min(1) }),
  answer: z.null(),
  refusals: ['org_draft.changed_meanwhile', 'org_draft.none'],
})

export const findingCodes = [
  'no_root',
  'several_roots',
  'circle',
  'parent_gone',
  'unnamed',
  'group_led',
  'vacant',
  'without_head',
  'lead_away',
  'empty_group',
  'same_name',
  'still_named',
  'lane_gone',
  'lane_empty',
] as const

export const orgFindingShape = z.object({
  code: z.enum(findingCodes),
  kind: z.enum(['error', 'warning']),
  element: element.nullable(),
  name: z.string(),
  detail: z.string().describe('The person or the number it is about; may be empty'),
})
export type OrgFinding = z.infer<typeof orgFindingShape>

export const checkOrgDraftApi = endpoint({
  side: 'employee',
  method: 'GET',
  path: '/org-chart/draft/check',
  summary: 'What keeps the draft from being published, and what its author should know',
  input: z.strictObject({}),
  answer: z.object({
    findings: z.array(orgFindingShape).describe('At most 500, errors first'),
    errors: z.int(),
    warnings: z.int(),
  }),
})

const side = z.object({ name: z.string(), parent: z.string().nullable(), lead: z.string().nullable(), sort: z.int() })

export const orgChangeShape = z.object({
  element,
  kind: z.enum(elementKinds),
  name: z.string(),
  before: side.nullable().describe('null: it was not in the chart'),
  after: side.nullable().describe('null: it is taken out'),
  joined: z.array(z.string()).describe('Names, at most 20'),
  left: z.array(z.string()).describe('Names, at most 20'),
  joinedCount: z.int(),
  leftCount: z.int(),
  by: z.string().nullable().describe('Who changed it, in a draft'),
})
export type OrgChangeShape = z.infer<typeof orgChangeShape>

export const getOrgDifferenceApi = endpoint({
  side: 'employee',
  method: 'GET',
  path: '/org-chart/draft/difference',
  summary: 'What publishing would change, element by element',
  input: z.strictObject({}),
  answer: z.object({ changes: z.array(orgChangeShape).describe('At most 500'), total: z.int() }),
})

export const getOrgAccessDifferenceApi = endpoint({
  side: 'employee',
  method: 'GET',
  path: '/org-chart/draft/access-difference',
  summary: 'Who would gain and who would lose what by publishing',
  input: z.strictObject({}),
  answer: accessDifference,
  refusals: ['org_draft.not_publishable'],
})

export const publishOrgChartApi = endpoint({
  side: 'employee',
  method: 'POST',
  path: '/org-chart/draft/publish',
  summary: 'Makes the draft the org chart, as a whole or not at all; kept elements keep their ids, and so their rights',
  input: z.strictObject({ version: z.int().min(1), note: plainText(500).trim().default('') }),
  answer: z.object({ number: z.int(), changes: z.int() }),
  refusals: ['org_draft.none', 'org_draft.changed_meanwhile', 'org_draft.not_publishable', 'org_draft.nothing_changed'],
})

export const listOrgVersionsApi = endpoint({
  side: 'employee',
  method: 'GET',
  path: '/org-chart/versions',
  summary: 'What was published when and by whom, the latest first',
  input: pageInput,
  answer: pageOf(
    z.object({
      number: z.int(),
      publishedAt: z.date(),
      publishedBy: z.string(),
      note: z.string(),
      changes: z.int(),
      restores: z.int().nullable(),
    }),
  ),
})

const number = z.coerce.number().int().min(1).max(2_000_000_000)

export const getOrgVersionApi = endpoint({
  side: 'employee',
  method: 'GET',
  path: '/org-chart/versions/:number',
  summary: 'What one publishing changed',
  input: z.strictObject({ number }),
  answer: z.object({ changes: z.array(orgChangeShape).describe('At most 500'), total: z.int() }),
})

export const restoreOrgVersionApi = endpoint({
  side: 'employee',
  method: 'POST',
  path: '/org-chart/versions/:number/restore',
  summary: 'Begins a draft that goes back to the chart as this version published it',
  input: z.strictObject({ number }),
  answer: z.object({ version: z.int() }),
  refusals: ['org_draft.there_is_one'],
})

export const importOrgChartApi = endpoint({
  side: 'employee',
  method: 'POST',
  path: '/org-chart/draft/import',
  summary:
    'Puts a table (CSV with the columns parent, kind, name, lead, members) into the draft, or only says what it would do',
  input: z.strictObject({
    version: draftVersion,
    csv: z.string().max(3_000_000, 'Expected at most 3,000,000 characters'),
    replace: z.boolean().default(false).describe('What does not stand in the table is removed'),
    apply: z.boolean().default(false).describe('false: changes nothing, for a look before'),
  }),
  answer: z.object({
    rows: z.int(),
    errors: z.array(z.object({ row: z.int(), column: z.string(), message: z.string() })).describe('At most 200'),
    errorCount: z.int(),
    added: z.int(),
    changed: z.int(),
    removed: z.int(),
    version: z.int().nullable(),
  }),
  refusals: [
    'org_draft.changed_meanwhile',
    'org_import.unreadable',
    'org_import.too_many_rows',
    'org_import.has_errors',
  ],
})

export const exportOrgChartApi = endpoint({
  side: 'employee',
  method: 'GET',
  path: '/org-chart/export.csv',
  download: true,
  summary: 'The org chart as a table that can be imported again',
  input: z.strictObject({ of: z.enum(['published', 'draft']).default('published') }),
  answer: z.null(),
})
