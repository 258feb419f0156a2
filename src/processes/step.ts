import { personBehind, type ProcessActor } from '../access/actor.ts'
import { notFound } from '../base/refusal.ts'
import type { ProcessInstanceId, TaskId, UserId } from '../base/ids.ts'
import type { Command } from '../engine/commands.ts'
import type { Definition } from '../engine/definition.ts'
import type { Event, NeededExecutor } from '../engine/events.ts'
import type { Instance } from '../engine/instance.ts'
import { decide } from '../engine/step.ts'
import { changed } from '../operations/changed.ts'
import type { CommandContext } from '../operations/operation.ts'
import { changeTask } from '../tasks/commands/change-task.ts'
import { takeTask, withdrawTasks } from '../tasks/commands/close-task.ts'
import { type Around, openTask } from '../tasks/commands/open-task.ts'
import { definitionOf } from './definitions.ts'
import { type FilledIn, itemAuthor, itemForExpressions, namesItem, writeItem } from './item.ts'
import { changesBetween, instanceFrom, lastStatus } from './rows.ts'
import type { Tx } from '../sql/database.ts'
import {
  type InstanceRow,
  type Live,
  loadLive,
  loadLiveByTask,
  lockInstance,
  lockInstanceOf,
  writeStep,
} from './step.sql.ts'

/** An instance under this transaction's lock, ready for a step. */
export type Running = { row: InstanceRow; definition: Definition; instance: Instance }

/** Locks the instance, before anything else of it is read or locked, and loads what is live. */
export async function lockRunning({ tx }: CommandContext, id: ProcessInstanceId): Promise<Running> {
  const row = await lockInstance(tx, id)
  if (!row) throw notFound()
  return running(tx, row, await loadLive(tx, id))
}

/**
 * The same by one of its tasks, with the task locked after it; three statements in one packet, which the database runs
 * in this order. Undefined where the task has no instance.
 */
export async function lockRunningOf(tx: Tx, id: TaskId) {
  const [found, task, live] = await Promise.all([lockInstanceOf(tx, id), takeTask(tx, id), loadLiveByTask(tx, id)])
  return found && { ...(await running(tx, found.row, live)), work: found.work, task }
}

async function running(tx: Tx, row: InstanceRow, live: Live): Promise<Running> {
  const instance = instanceFrom({ ...row, ...live, status: row.state })
  return { row, definition: await definitionOf(tx, row.version), instance }
}

/** Who changes the item in a step: the process, for the person whose deed moved it. */
const processActor = (context: CommandContext, instance: ProcessInstanceId): ProcessActor => ({
  kind: 'process',
  id: instance,
  for: personBehind(context.actor),
})

/**
 * One step: decides, writes the item, the instance's rows and history, then does what the events ask of tasks; all in
 * the transaction of the deed that caused it. `commandId` names the deed, so that a deed is never written twice. What
 * was filled in is written with the status the step sets, unless an expression has to see it first.
 * Throws what the engine refuses. Gives the row as it is then known.
 */
export async function takeStep(
  context: CommandContext,
  running: Running,
  command: Command,
  commandId: string,
  filledIn: FilledIn = { values: {} },
): Promise<{ events: readonly Event[]; row: InstanceRow }> {
  const { definition, instance } = running
  const as = processActor(context, running.row.id)
  const isAsked = namesItem(definition)
  let { row } = running
  if (isAsked) row = { ...row, item: await writeItem(context, row, as, filledIn, null) }
  const item = isAsked ? await itemForExpressions(context, row) : undefined
  const given = item === undefined ? command : { ...command, item }
  const decision = decide(definition, instance, given, context.now.toISOString())
  if ('refusal' in decision) throw decision.refusal
  const left = isAsked ? { values: {} } : filledIn
  row = { ...row, item: await writeItem(context, row, as, left, lastStatus(decision.events)) }
  await writeStep(context.tx, {
    row,
    isNew: instance.status === 'new',
    command: commandId,
    by: personBehind(context.actor),
    after: decision.instance,
    events: decision.events,
    changes: changesBetween(instance, decision.instance),
  })
  const concerned = await carryOut(context, row, decision.events)
  await tell(context, row, concerned)
  return { events: decision.events, row }
}

/** What the events ask of others. Withdrawn tasks go before new ones come, so that a person sees one list at a time. */
async function carryOut(context: CommandContext, row: InstanceRow, events: readonly Event[]) {
  const concerned: (UserId | null)[] = []
  const withdrawn = events.flatMap((event) => (event.type === 'taskWithdrawn' ? [event] : []))
  if (withdrawn.length > 0) {
    const keys = withdrawn.map((event) => event.key)
    concerned.push(...(await withdrawTasks(context, row.id, keys, withdrawn[0]!.reason)))
  }
  const goneKeys = new Set(withdrawn.map((event) => event.key))
  const needed = events.flatMap((event) => (event.type === 'taskNeeded' && !goneKeys.has(event.key) ? [event] : []))
  if (needed.length > 0) {
    const around = await aroundOf(context, row, needed)
    for (const need of needed) concerned.push((await openTask(context, around, need)).assignee)
  }
  for (const event of events) if (event.type === 'taskChanged') await changeTask(context, row.id, event.key, event)
  return concerned
}

/** The author of the item is looked up only where a rule may ask for it. */
async function aroundOf(
  context: CommandContext,
  row: InstanceRow,
  needed: { executor: NeededExecutor | null }[],
): Promise<Around> {
  const { id, process, workspace, app, item, initiator } = row
  const asksOutsiders = needed.some(({ executor }) => executor?.kind === 'external_users')
  const author = asksOutsiders && app && item ? await itemAuthor(context.tx, app, item) : null
  return { instance: id, process, workspace, app, item, initiator, author }
}

async function tell({ tx }: CommandContext, { app, initiator }: InstanceRow, concerned: (UserId | null)[]) {
  const topics = ['tasks', 'processes', ...(app ? [`app:${app}`] : [])]
  await changed(tx, { topics, users: [initiator, ...concerned], employees: true })
}
