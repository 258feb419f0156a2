import { forPortal } from '../../base/endpoint.ts'
import { notFound, Refusal } from '../../base/refusal.ts'
import type { Button } from '../../engine/definition.ts'
import { appFields } from '../../apps/queries/app-fields.ts'
import { command } from '../../operations/operation.ts'
import { closeTask, refuseUnlessOwn } from '../../tasks/commands/close-task.ts'
import { completeTaskApi } from '../../tasks/contract.ts'
import { readForm, resolveForm } from '../form.ts'
import { refuseStrangers } from '../people.sql.ts'
import { lockRunningOf, takeStep } from '../step.ts'

/**
 * A person finishes a task: the instance is locked first, then the task; the form is checked, the token moved, the item
 * written; all in one transaction. It stands here and not in tasks because it moves a process.
 */
export const completeTask = command({
  name: 'completeTask',
  endpoint: completeTaskApi,
  permission: 'task.work',
  target: ({ task }) => ({ id: task }),
  reads: ({ tx }, { task }) => lockRunningOf(tx, task),
  async run(context, { task: id, version, itemVersion, outcome, values }, _, found) {
    const { tx, note } = context
    if (!found) throw notFound()
    const { work, task, ...running } = found
    refuseUnlessOwn(context, task, version)
    const button = buttonFor(work.buttons, outcome)
    const { row } = running
    const fields = resolveForm(work.form, row.app ? (await appFields(tx, row.app, row.shape)).fields : [])
    const filled = readForm(fields, values, button?.check ?? true)
    await refuseStrangers(tx, fields, filled.variables)
    await closeTask(context, id, outcome)
    const done = { type: 'completeTask', key: work.key, outcome, variables: filled.variables } as const
    await takeStep(context, running, done, id, { values: filled.item, seen: itemVersion })
    note({ instance: row.id, ...(outcome !== null && { outcome }) })
    return { id, state: 'completed' as const, instance: row.id }
  },
})

/** One of the buttons of the task, or none where it has none. */
function buttonFor(buttons: Button[], outcome: string | null): Button | undefined {
  const button = buttons.find(({ key }) => key === outcome)
  if (button || (buttons.length === 0 && outcome === null)) return button
  const expected =
    buttons.length > 0 ? `one of the buttons ${buttons.map(({ label }) => `“${label}”`).join(', ')}` : 'no button'
  throw new Refusal(
    'unprocessable',
    'task.unknown_outcome',
    `Expected ${expected}, found ${outcome === null ? 'none' : `“${outcome}”`}.`,
    { outcomes: buttons.map(({ key }) => key) },
  )
}

/** The same for people from outside, by their session. */
export const completeTaskOnPortal = {
  ...completeTask,
  name: 'completeTaskOnPortal',
  endpoint: forPortal(completeTask.endpoint),
}
