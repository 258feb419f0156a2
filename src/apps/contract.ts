import { z } from 'zod'
import { endpoint, forPortal } from '../base/endpoint.ts'
import { codeText, idOf, nameText, plainText, version } from '../base/wire.ts'

export const fieldTypes = ['string', 'text', 'number', 'yes_no', 'date', 'category', 'status', 'user', 'file'] as const
export type FieldType = (typeof fieldTypes)[number]

export const fieldsLimit = 100
export const optionsLimit = 100

/** Of options on badges; each is readable on light and dark. */
export const optionColors = ['gray', 'blue', 'teal', 'green', 'yellow', 'orange', 'red', 'violet'] as const
export type OptionColor = (typeof optionColors)[number]

const option = z.strictObject({
  code: codeText,
  name: nameText(60),
  color: z.enum(optionColors).default('gray'),
})
const statusOption = option.extend({ final: z.boolean().default(false).describe('Work on the item is over') })

const options = <O extends z.ZodType<{ code: string; name: string }>>(of: O) =>
  z
    .array(of)
    .min(1, 'Expected at least one option')
    .max(optionsLimit, `Expected at most ${optionsLimit} options`)
    .refine((all) => new Set(all.map(({ code }) => code)).size === all.length, 'Expected each code once')
    .refine((all) => new Set(all.map(({ name }) => name)).size === all.length, 'Expected each name once')

/** Codes that mean something else on every item. */
export const reservedCodes = [
  'id',
  'app_id',
  'version',
  'title',
  'values',
  'can',
  'created_by',
  'created_at',
  'updated_by',
  'updated_at',
  'deleted_at',
  'by_process_id',
]
const fieldCode = codeText
  .max(40)
  .refine((code) => !reservedCodes.includes(code), 'This code means something else on every item; choose another')

const common = { code: fieldCode, name: nameText(120), required: z.boolean().default(false) }
const plain = <T extends FieldType>(type: T) => z.strictObject({ ...common, type: z.literal(type) })

/** One field as it is drawn: what it is called, of what type it is, and what its type needs to know. */
export const fieldDraft = z.discriminatedUnion('type', [
  plain('string'),
  plain('text'),
  plain('yes_no'),
  plain('date'),
  plain('user'),
  plain('file'),
  plain('number').extend({ decimals: z.int().min(0).max(10).default(0) }),
  plain('category').extend({ options: options(option) }),
  plain('status').extend({
    options: options(statusOption),
    initial: codeText.optional().describe('Status of a new item; the first one when not given'),
  }),
])
export type FieldDraft = z.output<typeof fieldDraft>

/** A field as forms, lists and filters need it. */
export const fieldShape = z.object({
  code: z.string(),
  name: z.string(),
  type: z.enum(fieldTypes),
  required: z.boolean(),
  decimals: z.int().optional(),
  options: z
    .array(z.object({ code: z.string(), name: z.string(), color: z.enum(optionColors), final: z.boolean().optional() }))
    .optional(),
  initial: z.string().optional(),
})
export type FieldShape = z.infer<typeof fieldShape>

const app = idOf('app')
const workspace = idOf('workspace')
const name = nameText(120)
const itemName = nameText(60)
const description = plainText(1000).trim()
const icon = z.string().regex(/^[a-z][a-z0-9-]{0,39}$/, 'Expected the name of an icon')
const visibleTo = z.enum(['everyone', 'administrators'])
const mode = z
  .enum(['open', 'app', 'folders', 'items'])
  .describe(
    'open: every employee may do everything with its items; app: the rows of the app decide; folders: those of the folder; items: those of the app and of single items',
  )
const headsInherit = z
  .boolean()
  .describe('Whether the rights of a person are also those of every head above that person')
const namesWhomToAsk = z.boolean().describe('Whether somebody who is refused is told who could give the right')

export const appShape = z.object({
  id: app,
  workspace: z.object({ id: workspace, name: z.string(), code: z.string() }),
  code: z.string(),
  name: z.string(),
  itemName: z.string(),
  description: z.string(),
  icon: z.string(),
  mode,
  headsInherit,
  namesWhomToAsk,
  visibleTo,
  titleField: z.string().nullable().describe('Code of the field an item is called by'),
  readsAudited: z.boolean().describe('Whether the audit tells who reads its items and their files'),
  published: z.boolean().describe('Whether it takes items already'),
  draftDiffers: z.boolean().describe('Whether something is drawn that is not published'),
  version: z.int(),
  fields: z.array(fieldShape).describe('As published'),
  can: z.object({ configure: z.boolean(), manage: z.boolean(), createItem: z.boolean(), openPage: z.boolean() }),
})
export type AppShape = z.infer<typeof appShape>

export const createAppApi = endpoint({
  side: 'employee',
  method: 'POST',
  path: '/workspaces/:workspace/apps',
  status: 201,
  summary: 'Makes an app in a workspace; it takes items once its fields are published',
  input: z.strictObject({
    workspace,
    name,
    itemName: itemName.default('Item'),
    code: codeText.optional(),
    description: description.default(''),
    icon: icon.default('table'),
    visibleTo: visibleTo.default('everyone'),
    mode: mode.default('open'),
  }),
  answer: z.object({ id: app }),
  refusals: ['app.code_taken'],
})

export const getAppApi = endpoint({
  side: 'employee',
  method: 'GET',
  path: '/apps/:app',
  summary: 'One app with its fields, as far as the actor may know them',
  input: z.strictObject({ app }),
  answer: appShape,
})

/** For people from outside: how to show and fill in its items, and nothing of how it is set up. */
export const appOnPortalShape = appShape
  .pick({ id: true, name: true, itemName: true, titleField: true, fields: true })
  .extend({ can: z.object({ createItem: z.boolean() }) })

export const getAppOnPortalApi = forPortal(endpoint({ ...getAppApi, answer: appOnPortalShape }))

export const updateAppApi = endpoint({
  side: 'employee',
  method: 'PATCH',
  path: '/apps/:app',
  summary: 'Changes what an app is called, who has it in the menu and who decides on its items',
  input: z.strictObject({
    app,
    version,
    name: name.optional(),
    itemName: itemName.optional(),
    description: description.optional(),
    icon: icon.optional(),
    visibleTo: visibleTo.optional(),
    mode: mode.optional(),
    headsInherit: headsInherit.optional(),
    namesWhomToAsk: namesWhomToAsk.optional(),
    titleField: codeText.nullable().optional(),
    readsAudited: z.boolean().optional(),
  }),
  answer: z.object({ version: z.int() }),
  refusals: ['app.changed_meanwhile', 'app.no_such_title_field'],
})

export const deleteAppApi = endpoint({
  side: 'employee',
  method: 'DELETE',
  path: '/apps/:app',
  summary: 'Deletes an app; its items are kept, but nobody reaches them any more',
  input: z.strictObject({ app }),
  answer: z.null(),
})

const draft = z.array(fieldDraft).max(fieldsLimit, `Expected at most ${fieldsLimit} fields`)

export const getAppDraftApi = endpoint({
  side: 'employee',
  method: 'GET',
  path: '/apps/:app/draft',
  summary: 'The fields as they are drawn, before publishing',
  input: z.strictObject({ app }),
  answer: z.object({ version: z.int(), fields: z.array(fieldShape) }),
})

export const saveFieldsApi = endpoint({
  side: 'employee',
  method: 'PUT',
  path: '/apps/:app/draft',
  summary: 'Keeps the drawn fields, in their order; nothing changes for items until they are published',
  input: z.strictObject({
    app,
    version: version.describe('Of the app, as it was read'),
    fields: draft.refine((all) => new Set(all.map(({ code }) => code)).size === all.length, 'Expected each code once'),
  }),
  answer: z.object({ version: z.int() }),
  refusals: ['app.changed_meanwhile'],
})

export const planStep = z.object({
  kind: z.enum(['make_table', 'add_field', 'change_field', 'remove_field', 'reorder']),
  field: z.string().nullable(),
  sentence: z.string(),
  rows: z.int().describe('Items that hold something there and are affected'),
  losesData: z.boolean().describe('Needs to be confirmed'),
  blocker: z.string().nullable().describe('Why this cannot be published, with what to do instead'),
})
export type PlanStep = z.infer<typeof planStep>

export const planAppApi = endpoint({
  side: 'employee',
  method: 'GET',
  path: '/apps/:app/plan',
  summary: 'What publishing would do: columns added, changed, removed, items affected',
  input: z.strictObject({ app }),
  answer: z.object({ version: z.int(), items: z.int(), steps: z.array(planStep) }),
})

export const publishAppApi = endpoint({
  side: 'employee',
  method: 'POST',
  path: '/apps/:app/publish',
  summary: 'Makes or alters the app’s table in one transaction',
  input: z.strictObject({
    app,
    version: version.describe('Of the app whose plan was looked at'),
    confirmed: z.boolean().default(false).describe('Data of removed fields may be lost'),
  }),
  answer: z.object({ version: z.int() }),
  refusals: ['app.changed_meanwhile', 'app.would_lose_data', 'app.cannot_publish', 'app.busy', 'app.no_fields'],
})
