import type { FieldShape } from '../apps/contract.ts'
import {
  type Definition,
  type ExecutorRule,
  type FlowNode,
  type FormField,
  type UserTask,
  buttonsOf,
} from '../engine/definition.ts'
import type { Finding } from '../engine/parse/finding.ts'

/** What the drawing names outside of itself, as it is found in this installation. */
export type Surroundings = {
  /** The app the process names: its published fields; null where there is none of this name; undefined: none named. */
  appFields: FieldShape[] | null | undefined
  /** By `kind ref`: how many people who can work it reaches, or null where there is nothing of this name. */
  executors: ReadonlyMap<string, { people: number; external: boolean; deleted: boolean; name: string } | null>
}

export type Findings = { refusals: Finding[]; warnings: Finding[] }

/** The rules whose `ref` names a thing of this installation. */
export const namingKinds: readonly ExecutorRule['kind'][] = ['user', 'group', 'position', 'department']

export const executorKey = ({ kind, ref }: ExecutorRule): string => `${kind} ${ref ?? ''}`

/** Every executor rule with the place it was drawn at: a lane, or a task of its own. */
export function rulesIn(definition: Definition): { at: { id: string; name: string | null }; rule: ExecutorRule }[] {
  const lanes = Object.values(definition.lanes)
  const fromLanes = lanes.flatMap((lane) => (lane.executor ? [{ at: lane, rule: lane.executor }] : []))
  const fromTasks = userTasks(definition).flatMap((task) => {
    const ownRule = task.executor && !lanes.some((lane) => lane.executor && same(lane.executor, task.executor!))
    return ownRule ? [{ at: task, rule: task.executor! }] : []
  })
  return [...fromLanes, ...fromTasks]
}

const same = (a: ExecutorRule, b: ExecutorRule): boolean => JSON.stringify(a) === JSON.stringify(b)

const userTasks = (definition: Definition): UserTask[] =>
  Object.values(definition.elements).filter((node): node is UserTask => node.kind === 'user_task')

/**
 * What the engine cannot know: whether the app, its fields and statuses, and the people a drawing names are there. A
 * group that is empty today may be filled tomorrow, so that is a warning; a group that does not exist is a refusal.
 */
export function checkSurroundings(definition: Definition, around: Surroundings): Findings {
  const refusals: Finding[] = []
  const warnings: Finding[] = []
  const refuse = (at: Named, code: string, reason: string) => void refusals.push(findingAt(at, code, reason))
  const warn = (at: Named, code: string, reason: string) => void warnings.push(findingAt(at, code, reason))
  if (around.appFields === null) {
    refuse(
      { id: definition.id, name: definition.name },
      'process.app_unknown',
      `Expected a published app “${definition.app}” in this workspace, found none. Choose an app, or publish it first.`,
    )
  }
  for (const node of Object.values(definition.elements)) checkNode(node, around.appFields ?? [], refuse)
  for (const { at, rule } of rulesIn(definition)) checkRule(at, rule, around, refuse, warn)
  warnOfFieldsLeftOut(definition, around.appFields ?? [], warn)
  for (const task of userTasks(definition)) {
    if (buttonsOf(definition, task).length === 0 && task.outgoing.length > 1) {
      warn(task, 'button.missing', 'Several ways lead out of this task and none has a button: all of them are taken.')
    }
  }
  return { refusals, warnings }
}

type Named = { id: string; name: string | null }
type Say = (at: Named, code: string, reason: string) => void

const findingAt = (at: Named, code: string, reason: string): Finding => ({
  code,
  element: at.id,
  name: at.name,
  reason,
})

/** The item is made when the process starts: what its app requires and nobody fills in then, it lacks. */
function warnOfFieldsLeftOut({ entries, elements }: Definition, appFields: readonly FieldShape[], warn: Say): void {
  for (const start of entries.map((id) => elements[id])) {
    if (start?.kind !== 'start_event') continue
    const filled = new Set(start.form.flatMap((field) => (field.access === 'write' ? [field.name] : [])))
    for (const { code, name, type, required } of appFields) {
      if (!required || type === 'status' || filled.has(code)) continue
      warn(
        start,
        'form.required_left_out',
        `The app requires “${name}”, but the form at the start does not ask for it.`,
      )
    }
  }
}

function checkNode(node: FlowNode, appFields: readonly FieldShape[], refuse: Say): void {
  if ('form' in node) for (const field of node.form) checkField(node, field, appFields, refuse)
  if ('form' in node) {
    const both = node.form.find((one) => node.form.some((other) => other !== one && other.name === one.name))
    if (both)
      refuse(node, 'form.name_twice', `Expected each name once in a form, found “${both.name}” of item and variable.`)
  }
  if (!('status' in node) || node.status === null) return
  const options = appFields.find(({ type }) => type === 'status')?.options ?? []
  if (options.some(({ code }) => code === node.status)) return
  refuse(
    node,
    'status.unknown',
    `Expected a status of the app (${options.map(({ code }) => code).join(', ') || 'it has none'}), found “${node.status}”.`,
  )
}

function checkField(node: FlowNode, field: FormField, appFields: readonly FieldShape[], refuse: Say): void {
  if (field.from === 'variable') {
    if (field.type === 'file')
      refuse(
        node,
        'form.file_variable',
        `Expected file field “${field.name}” to be a field of the app, found a variable.`,
      )
    return
  }
  const known = appFields.find(({ code }) => code === field.name)
  if (!known && appFields.length > 0)
    refuse(node, 'form.unknown_field', `Expected a field of the app, found “${field.name}”. Choose one it has.`)
  if (known?.type === 'status' && field.access === 'write')
    refuse(
      node,
      'form.status_written',
      `Expected “${known.name}” to be read only here: the process sets the status itself.`,
    )
}

function checkRule(at: Named, rule: ExecutorRule, { executors }: Surroundings, refuse: Say, warn: Say): void {
  if (rule.kind === 'organization_administrators') {
    warn(at, 'executor.nobody', 'Organizations have no administrators yet, so these tasks go to the System supervisor.')
  }
  if (!namingKinds.includes(rule.kind) || rule.ref === null) return
  const found = executors.get(executorKey(rule))
  if (!found) {
    refuse(at, 'executor.unknown', `Expected a ${rule.kind} of this company, found “${rule.ref}”. Choose one.`)
  } else if (found.external && rule.kind === 'group') {
    refuse(
      at,
      'executor.external_group',
      `Expected “people from outside” as the executor, found the group “${found.name}”: each of them would be offered the tasks of all others.`,
    )
  } else if (found.deleted) {
    warn(
      at,
      'executor.deleted_group',
      `The group “${found.name}” is deleted. It still works here; choose another, or restore it.`,
    )
  } else if (found.people === 0) {
    warn(
      at,
      'executor.nobody',
      `“${found.name}” has no active member at the moment, so these tasks go to the System supervisor.`,
    )
  }
}
