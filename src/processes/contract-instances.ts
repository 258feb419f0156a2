import { z } from 'zod'
import { optionColors } from '../apps/contract.ts'
import { endpoint } from '../base/endpoint.ts'
import { idOf, pageInput, pageOf, plainText } from '../base/wire.ts'
import { personShape, taskRowShape } from '../tasks/contract.ts'
import { itemLink } from './contract.ts'

const process = idOf('process')
const instance = idOf('process_instance')

export const instanceStates = ['active', 'completed', 'cancelled'] as const

/** A step of an instance that its drawing marks as public. */
export const stepShape = z.object({ name: z.string(), state: z.enum(['done', 'current', 'ahead']) })
export type StepShape = z.infer<typeof stepShape>

/**
 * What its initiator sees of an instance, on the portal as among employees. Without its number: numbers are of the whole
 * installation, and two of one's own would tell how much others filed in between (access.md rule 5).
 */
export const requestShape = z.object({
  id: instance,
  name: z.string(),
  process: z.object({ id: process, name: z.string() }),
  state: z.enum(instanceStates),
  step: z.string().nullable().describe('Name of the public step it is in'),
  startedAt: z.string(),
  endedAt: z.string().nullable(),
  item: itemLink.nullable(),
  status: z
    .object({ name: z.string(), color: z.enum(optionColors), final: z.boolean() })
    .nullable()
    .describe('Of the item'),
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
  startedAt: z.string(),
  endedAt: z.string().nullable(),
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
  raisedAt: z.string(),
})

export const historyShape = z.object({
  number: z.int(),
  at: z.string(),
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
  input: z.strictObject({ instance, variables: z.record(z.string().max(100), z.json()) }),
  answer: z.null(),
  refusals: ['process.variables_invalid', 'instance.already_ended'],
})
