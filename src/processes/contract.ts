import { z } from 'zod'
import { endpoint } from '../base/endpoint.ts'
import { codeText, idOf, nameText, pageInput, pageOf, version } from '../base/wire.ts'
import { formFieldShape, formValuesInput, personShape } from '../tasks/contract.ts'

/** Characters of a diagram; one of 500 tasks has about 600,000 (engine/parse/read-xml.ts says what is parsed of it). */
export const xmlLimit = 2 * 1024 * 1024

const process = idOf('process')
const instance = idOf('process_instance')
const workspace = idOf('workspace')
const app = idOf('app')
const name = nameText(120)
const xml = z.string().min(1, 'Expected a BPMN 2.0 file').max(xmlLimit, `Expected at most ${xmlLimit} characters`)

/** Something the author of a diagram must mend (a refusal) or should know (a warning). */
export const findingShape = z.object({
  code: z.string(),
  element: z.string().nullable().describe('Id of the drawn element; null: the whole file'),
  name: z.string().nullable(),
  reason: z.string().describe('What was expected, what was found, what to do'),
})
export type FindingShape = z.infer<typeof findingShape>
const checked = z.object({ refusals: z.array(findingShape), warnings: z.array(findingShape) })

export const processShape = z.object({
  id: process,
  name: z.string(),
  code: z.string(),
  workspace: z.object({ id: workspace, name: z.string() }),
  app: z.object({ id: app, name: z.string() }).nullable(),
  published: z.object({ number: z.int(), at: z.string(), by: personShape.nullable() }).nullable(),
  draftDiffers: z.boolean().describe('The draft has changes that are not published'),
  active: z.int().describe('Running instances'),
  version: z.int(),
  can: z.object({ configure: z.boolean(), start: z.boolean() }),
})
export type ProcessShape = z.infer<typeof processShape>

export const processVersionShape = z.object({
  number: z.int(),
  publishedAt: z.string(),
  publishedBy: personShape.nullable(),
  isCurrent: z.boolean(),
  active: z.int(),
  ended: z.int(),
})

export const listProcessesApi = endpoint({
  side: 'employee',
  method: 'GET',
  path: '/processes',
  summary: 'Processes by name, of one workspace or all',
  input: pageInput.extend({ workspace: workspace.optional(), search: z.string().trim().max(200).optional() }),
  answer: pageOf(processShape),
})

export const getProcessApi = endpoint({
  side: 'employee',
  method: 'GET',
  path: '/processes/:process',
  summary: 'One process with its draft and its versions',
  input: z.strictObject({ process }),
  answer: processShape.extend({
    draftXml: z.string(),
    draftVersion: z.int(),
    versions: z.array(processVersionShape),
  }),
})

export const getProcessVersionApi = endpoint({
  side: 'employee',
  method: 'GET',
  path: '/processes/:process/versions/:number',
  summary: 'The diagram of a published version',
  input: z.strictObject({ process, number: z.coerce.number().int().min(1) }),
  answer: z.object({ number: z.int(), publishedAt: z.string(), xml: z.string() }),
})

export const createProcessApi = endpoint({
  side: 'employee',
  method: 'POST',
  path: '/processes',
  status: 201,
  summary: 'Makes a process in a workspace, with a small diagram to begin from',
  input: z.strictObject({ workspace, app: app.optional(), name, code: codeText.optional() }),
  answer: z.object({ id: process, draftVersion: z.int() }),
  refusals: ['process.name_taken', 'process.app_elsewhere'],
})

export const renameProcessApi = endpoint({
  side: 'employee',
  method: 'PATCH',
  path: '/processes/:process',
  summary: 'Renames a process',
  input: z.strictObject({ process, version, name }),
  answer: z.object({ version: z.int() }),
  refusals: ['process.changed_meanwhile'],
})

export const saveDraftApi = endpoint({
  side: 'employee',
  method: 'PUT',
  path: '/processes/:process/draft',
  summary: 'Keeps the drawing as it is, finished or not',
  input: z.strictObject({ process, draftVersion: version, xml }),
  answer: z.object({ draftVersion: z.int() }),
  refusals: ['process.draft_changed_meanwhile'],
})

export const checkDraftApi = endpoint({
  side: 'employee',
  method: 'POST',
  path: '/processes/:process/check',
  summary:
    'Says what keeps a drawing from being published and what its author should know; the draft unless one is sent',
  input: z.strictObject({ process, xml: xml.optional() }),
  answer: checked,
})

export const publishProcessApi = endpoint({
  side: 'employee',
  method: 'POST',
  path: '/processes/:process/versions',
  status: 201,
  summary: 'Publishes the draft as a new version, which new instances take',
  input: z.strictObject({ process, draftVersion: version }),
  answer: z.object({ number: z.int(), warnings: z.array(findingShape) }),
  refusals: ['process.not_publishable', 'process.draft_changed_meanwhile'],
})

export const listStartableProcessesApi = endpoint({
  side: 'employee',
  method: 'GET',
  path: '/startable-processes',
  summary: 'Published processes one may start',
  input: z.strictObject({ workspace: workspace.optional() }),
  answer: z.object({
    rows: z.array(z.object({ id: process, name: z.string(), workspace: z.string(), hasForm: z.boolean() })),
  }),
})

export const getStartFormApi = endpoint({
  side: 'employee',
  method: 'GET',
  path: '/processes/:process/start-form',
  summary: 'The form to fill when starting a process; only fields one may write',
  input: z.strictObject({ process }),
  answer: z.object({
    process: z.object({ id: process, name: z.string() }),
    app: z.object({ id: app, itemName: z.string() }).nullable(),
    fields: z.array(formFieldShape),
  }),
})

export const itemLink = z.object({ app, id: idOf('item') })

export const startProcessApi = endpoint({
  side: 'employee',
  method: 'POST',
  path: '/process-instances',
  status: 201,
  summary: 'Starts a process with the values of its start form',
  input: z.strictObject({ process, values: formValuesInput, name: name.optional() }),
  answer: z.object({ instance, item: itemLink.nullable() }),
  refusals: ['process.not_published', 'form.field_not_writable', 'form.values_invalid'],
})
