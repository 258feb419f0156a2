import { z } from 'zod'
import { endpoint } from '../base/endpoint.ts'
import { fieldShape } from '../apps/contract.ts'
import { createItemApi, type ItemValue } from '../apps/contract-items.ts'
import { awayShape, idOf, pageInput, pageOf, plainText, version } from '../base/wire.ts'

/** A person as others see them beside a task. */
export const personShape = z.object({ id: idOf('user'), name: z.string() })

/**
 * A field of a start form or a task form: the shape of an app's field, which a variable takes too, and beside it
 * whether it may be written here and whose it is.
 */
export const formFieldShape = fieldShape.extend({
  access: z.enum(['read', 'write']),
  from: z.enum(['item', 'variable']),
})
export type FormFieldShape = z.infer<typeof formFieldShape>

/** By field code, as items have them (apps/contract-items.ts): people with names, files with sizes. */
const formValues = z.record(z.string(), z.custom<ItemValue>())

/** What is sent: people and files by id. */
export const formValuesInput = createItemApi.input.shape.values.default({})

export const buttonShape = z.object({
  key: z.string(),
  label: z.string(),
  color: z.string().nullable(),
  confirm: z.string().nullable().describe('A question to ask before it counts'),
  check: z.boolean().describe('Whether required fields must be filled'),
})
export type ButtonShape = z.infer<typeof buttonShape>

export const taskStates = ['ready', 'claimed', 'completed', 'cancelled'] as const

export const taskRowShape = z.object({
  id: idOf('task'),
  name: z.string(),
  state: z.enum(taskStates),
  process: z.object({ id: idOf('process'), name: z.string() }).nullable(),
  instance: z.object({ id: idOf('process_instance'), name: z.string(), number: z.int() }).nullable(),
  initiator: personShape.nullable(),
  assignee: personShape.extend({ away: awayShape }).nullable(),
  actingFor: personShape.nullable().describe('The absent person whose task it is, where the assignee stands in'),
  createdAt: z.string(),
  dueAt: z.string().nullable(),
  isOverdue: z.boolean(),
  endedAt: z.string().nullable(),
  fallbackReason: z.string().nullable().describe('Why the System supervisor has it, when nobody else was found'),
  version: z.int(),
  can: z.object({ claim: z.boolean(), release: z.boolean(), complete: z.boolean(), reassign: z.boolean() }),
})
export type TaskRowShape = z.infer<typeof taskRowShape>

export const taskEventShape = z.object({
  at: z.string(),
  kind: z.enum([
    'created',
    'resolved',
    'fell_back',
    'claimed',
    'released',
    'reassigned',
    'completed',
    'cancelled',
    'taken_over',
    'given_back',
  ]),
  actor: personShape.nullable().describe('Null: the process itself'),
  to: personShape.nullable().describe('Who got it, when somebody did'),
  actingFor: personShape.nullable().describe('For whom, when it was done or taken for somebody absent'),
  reason: z.string().nullable(),
})

export const taskShape = taskRowShape.extend({
  form: z.array(formFieldShape),
  values: formValues,
  buttons: z.array(buttonShape),
  item: z
    .object({ app: idOf('app'), id: idOf('item'), title: z.string(), version: z.int() })
    .nullable()
    .describe('The item it is about; `version` goes back with completing'),
  outcome: z.string().nullable(),
  candidates: z.array(z.string()).describe('Names of those it is offered to; empty for people from outside'),
  steps: z.array(z.string()).describe('How its executor was chosen, step by step; empty for people from outside'),
  history: z.array(taskEventShape).describe('Empty for people from outside'),
})
export type TaskShape = z.infer<typeof taskShape>

const task = idOf('task')
const changedTask = z.object({ id: task, state: z.enum(taskStates), version: z.int() })

export const listMyTasksApi = endpoint({
  side: 'employee',
  method: 'GET',
  path: '/tasks',
  summary: 'One’s own tasks, those one may take, or those one has finished',
  input: pageInput.extend({ list: z.enum(['mine', 'to_take', 'done']).default('mine') }),
  answer: pageOf(taskRowShape),
})

export const countMyTasksApi = endpoint({
  side: 'employee',
  method: 'GET',
  path: '/task-counts',
  summary: 'How many tasks wait: one’s own, overdue among them, and those one may take; up to 1,000 each',
  input: z.strictObject({}),
  answer: z.object({ mine: z.int(), overdue: z.int(), toTake: z.int() }),
})

export const getTaskApi = endpoint({
  side: 'employee',
  method: 'GET',
  path: '/tasks/:task',
  summary: 'One task with its form, its buttons and how it came to its executor',
  input: z.strictObject({ task }),
  answer: taskShape,
})

export const claimTaskApi = endpoint({
  side: 'employee',
  method: 'POST',
  path: '/tasks/:task/claim',
  summary: 'Takes a task for oneself; of many who try, one gets it',
  input: z.strictObject({ task }),
  answer: changedTask,
  refusals: ['task.already_claimed', 'task.already_ended'],
})

export const releaseTaskApi = endpoint({
  side: 'employee',
  method: 'POST',
  path: '/tasks/:task/release',
  summary: 'Gives a task back to those it was offered to',
  input: z.strictObject({ task }),
  answer: changedTask,
  refusals: ['task.not_yours', 'task.nobody_else', 'task.already_ended'],
})

export const completeTaskApi = endpoint({
  side: 'employee',
  method: 'POST',
  path: '/tasks/:task/complete',
  summary: 'Finishes a task with one of its buttons and the values of the fields its form lets one write',
  input: z.strictObject({
    task,
    version,
    itemVersion: version.optional(),
    outcome: z.string().max(100).nullable().default(null),
    values: formValuesInput,
  }),
  answer: z.object({ id: task, state: z.literal('completed'), instance: idOf('process_instance') }),
  refusals: [
    'task.already_completed',
    'task.already_ended',
    'task.already_claimed',
    'task.not_claimed',
    'task.changed_meanwhile',
    'task.unknown_outcome',
    'form.field_not_writable',
    'form.values_invalid',
    'item.changed_meanwhile',
  ],
})

export const reassignTaskApi = endpoint({
  side: 'employee',
  method: 'POST',
  path: '/tasks/:task/reassign',
  summary: 'Gives an open task to another person',
  input: z.strictObject({ task, version, assignee: idOf('user'), reason: plainText(1000).default('') }),
  answer: changedTask,
  refusals: ['task.assignee_unfit', 'task.changed_meanwhile', 'task.already_ended'],
})

export const reresolveTaskApi = endpoint({
  side: 'employee',
  method: 'POST',
  path: '/tasks/:task/reresolve',
  summary: 'Works out anew who does an open task, by the rule it was made with',
  input: z.strictObject({ task }),
  answer: changedTask,
  refusals: ['task.already_ended'],
})

export const listTasksWithoutPersonApi = endpoint({
  side: 'employee',
  method: 'GET',
  path: '/tasks-without-person',
  summary: 'Open tasks that no living person is entitled to do: their people were locked or left',
  input: pageInput,
  answer: pageOf(taskRowShape),
})

export const listTasksOfUserApi = endpoint({
  side: 'employee',
  method: 'GET',
  path: '/users/:user/tasks',
  summary: 'Open tasks a person has: to look at before locking the account',
  input: pageInput.extend({ user: idOf('user') }),
  answer: pageOf(taskRowShape),
})
