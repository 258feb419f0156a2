import { z } from 'zod'
import { endpoint } from '../base/endpoint.ts'
import { codeText, idOf, nameText, pageInput, pageOf, plainText, version } from '../base/wire.ts'
import { formFieldShape, formValues, personShape, taskRowShape } from '../tasks/contract.ts'

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
  published: z.object({ number: z.int(), at: z.date(), by: personShape.nullable() }).nullable(),
  draftDiffers: z.boolean().describe('The draft has changes that are not published'),
  active: z.int().describe('Running instances'),
  version: z.int(),
  can: z.object({ configure: z.boolean(), start: z.boolean() }),
})
export type ProcessShape = z.infer<typeof processShape>

export const processVersionShape = z.object({
  number: z.int(),
  publishedAt: z.date(),
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
  answer: z.object({ number: z.int(), publishedAt: z.date(), xml: z.string() }),
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

const itemLink = z.object({ app, id: idOf('item') })

export const startProcessApi = endpoint({
  side: 'employee',
  method: 'POST',
  path: '/process-instances',
  status: 201,
  summary: 'Starts a process with the values of its start form',
  input: z.strictObject({ process, values: formValues.default({}), name: name.optional() }),
  answer: z.object({ instance, item: itemLink.nullable() }),
  refusals: ['process.not_published', 'form.field_not_writable', 'form.values_invalid'],
})

export const instanceStates = ['active', 'completed', 'cancelled'] as const

/** A step of an instance that its drawing marks as public. */
export const stepShape = z.object({ name: z.string(), state: z.enum(['done', 'current', 'ahead']) })
export type StepShape = z.infer<typeof stepShape>

/** What its initiator sees of an instance, on the portal as among employees. */
export const requestShape = z.object({
  id: instance,
  number: z.int(),
  name: z.string(),
  process: z.object({ id: process, name: z.string() }),
  state: z.enum(instanceStates),
  step: z.string().nullable().describe('Name of the public step it is in'),
  startedAt: z.date(),
  endedAt: z.date().nullable(),
  item: itemLink.nullable(),
  status: z.object({ name: z.string(), color: z.string(), final: z.boolean() }).nullable().describe('Of the item'),
  myTask: idOf('task').nullable().describe('An open task of it that waits for the reader'),
})
export type RequestShape = z.infer<typeof requestShape>

export const listMyInstancesApi = endpoint({
  side: 'employee',
  method: 'GET',
  path: '/my-process-instances',
  summary: 'Instances one has started, newest first',
  input: pageInput.extend({ process: process.optional(), state: z.enum(instanceStates).optional() }),
  answer: pageOf(requestShape),
})

export const getRequestApi = endpoint({
  side: 'employee',
  method: 'GET',
  path: '/my-process-instances/:instance',
  summary: 'How far an instance is, told in its public steps only',
  input: z.strictObject({ instance }),
  answer: requestShape.extend({ steps: z.array(stepShape) }),
})

export const instanceRowShape = z.object({
  id: instance,
  number: z.int(),
  name: z.string(),
  process: z.object({ id: process, name: z.string() }),
  versionNumber: z.int(),
  state: z.enum(instanceStates),
  initiator: personShape.nullable(),
  startedAt: z.date(),
  endedAt: z.date().nullable(),
  incidents: z.int().describe('Open ones'),
})
export type InstanceRowShape = z.infer<typeof instanceRowShape>

export const listInstancesApi = endpoint({
  side: 'employee',
  method: 'GET',
  path: '/process-instances',
  summary: 'Instances one may see, newest first',
  input: pageInput.extend({
    process: process.optional(),
    state: z.enum(instanceStates).optional(),
    search: z.string().trim().max(200).optional(),
  }),
  answer: pageOf(instanceRowShape),
})

export const incidentShape = z.object({
  key: z.int(),
  element: z.string(),
  elementName: z.string().nullable(),
  code: z.string(),
  message: z.string(),
  expression: z.string().nullable(),
  input: z.record(z.string(), z.unknown()).nullable().describe('The variables the expression names, as they were'),
  blocks: z.boolean(),
  raisedAt: z.date(),
})

export const historyShape = z.object({
  number: z.int(),
  at: z.date(),
  actor: personShape.nullable(),
  type: z.string(),
  element: z.string().nullable(),
  text: z.string().describe('What happened, as a sentence'),
})

export const getInstanceApi = endpoint({
  side: 'employee',
  method: 'GET',
  path: '/process-instances/:instance',
  summary: 'One instance: where it is, its tasks, and for those who manage it variables, history and incidents',
  input: z.strictObject({ instance }),
  answer: instanceRowShape.omit({ incidents: true }).extend({
    item: itemLink.nullable(),
    xml: z.string().nullable().describe('The diagram it runs by; null without the right to manage it'),
    activeElements: z.array(z.string()),
    passedElements: z.array(z.string()),
    steps: z.array(stepShape),
    variables: z.record(z.string(), z.unknown()),
    tasks: z.array(taskRowShape),
    history: z.array(historyShape),
    incidents: z.array(incidentShape),
    can: z.object({ manage: z.boolean() }),
  }),
})

export const cancelInstanceApi = endpoint({
  side: 'employee',
  method: 'POST',
  path: '/process-instances/:instance/cancel',
  summary: 'Ends a running instance before its time; its open tasks are withdrawn',
  input: z.strictObject({ instance, reason: plainText(1000).trim().min(1, 'Expected a reason') }),
  answer: z.null(),
  refusals: ['instance.already_ended'],
})

export const listIncidentsApi = endpoint({
  side: 'employee',
  method: 'GET',
  path: '/incidents',
  summary: 'Instances that cannot go on until someone helps, newest first',
  input: pageInput,
  answer: pageOf(
    incidentShape.extend({
      instance: z.object({ id: instance, number: z.int(), name: z.string() }),
      process: z.object({ id: process, name: z.string() }),
    }),
  ),
})

export const retryIncidentApi = endpoint({
  side: 'employee',
  method: 'POST',
  path: '/process-instances/:instance/incidents/:key/retry',
  summary: 'Tries again what could not go on, after its cause was mended',
  input: z.strictObject({ instance, key: z.coerce.number().int().min(1) }),
  answer: z.object({ isResolved: z.boolean() }),
  refusals: ['incident.not_open', 'instance.already_ended'],
})

export const setVariablesApi = endpoint({
  side: 'employee',
  method: 'POST',
  path: '/process-instances/:instance/variables',
  summary: 'Corrects variables of a running instance',
  input: z.strictObject({ instance, variables: formValues }),
  answer: z.null(),
  refusals: ['process.variables_invalid', 'instance.already_ended'],
})
