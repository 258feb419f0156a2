import { forPortal } from '../../base/endpoint.ts'
import { newId, type ItemId, type ProcessInstanceId, type UserId } from '../../base/ids.ts'
import { notFound, Refusal } from '../../base/refusal.ts'
import type { FormField } from '../../engine/definition.ts'
import { newInstance } from '../../engine/instance.ts'
import { command, type CommandContext } from '../../operations/operation.ts'
import { startProcessApi } from '../contract.ts'
import { definitionOf } from '../definitions.ts'
import { type Filled, readForm, resolveForm } from '../form.ts'
import { formOfStart } from '../start-form.ts'
import { appFields } from '../../apps/queries/app-fields.ts'
import { readItem } from '../../apps/queries/read-items.ts'
import { makeItem } from '../item.ts'
import { refuseStrangers } from '../people.sql.ts'
import { type CurrentVersion, currentVersion } from '../process.sql.ts'
import { takeStep } from '../step.ts'

/**
 * Starts a process: the start form is checked, the item of its app is made for the initiator, the instance takes its
 * first step; all of it or nothing. Who the initiator is comes from the session and from nowhere else (AT-143).
 */
export const startProcess = command({
  name: 'startProcess',
  endpoint: startProcessApi,
  permission: 'process.start',
  target: ({ process }) => ({ id: process }),
  async run(context, { process, values, name }) {
    const { tx, actor, note } = context
    if (actor.kind !== 'user') throw notFound()
    const version = await currentVersion(tx, process)
    if (!version) throw notPublished()
    const definition = await definitionOf(tx, version.id)
    const filled = await readStartForm(context, version, formOfStart(definition), values)
    const id = newId<'process_instance'>()
    const item = version.app && (await makeItem(context, version.app, itemMaker(id, actor.id), filled.item))
    const called = name ?? (await nameOf(context, version, item))
    const row = { id, process, version: version.id, name: called, initiator: actor.id, app: version.app, item }
    await takeStep(
      context,
      {
        row: { ...row, workspace: version.workspace, state: 'active', nextKey: 1, passed: [], eventsCount: 0 },
        definition,
        instance: newInstance,
      },
      { type: 'start', initiator: actor.id, variables: filled.variables },
      id,
    )
    note({ instance: id, name: called })
    return { instance: id, item: version.app && item ? { app: version.app, id: item } : null }
  },
})

const itemMaker = (instance: ProcessInstanceId, initiator: UserId) =>
  ({ kind: 'process', id: instance, for: initiator }) as const

const notPublished = (): Refusal =>
  new Refusal('conflict', 'process.not_published', 'Expected a published process, but this one is only a draft so far.')

async function readStartForm(
  context: CommandContext,
  { app }: CurrentVersion,
  form: FormField[],
  values: Parameters<typeof readForm>[1],
): Promise<Filled> {
  const fields = resolveForm(form, app ? (await appFields(context.tx, app)).fields : [])
  const filled = readForm(fields, values, true)
  await refuseStrangers(context.tx, fields, filled.variables)
  return filled
}

/** “Handle a request: Broken scale”: what lists of tasks and requests show. */
async function nameOf(
  { tx, actor }: CommandContext,
  { app, name }: CurrentVersion,
  item: ItemId | null,
): Promise<string> {
  const title = app && item ? (await readItem(tx, actor, app, item))?.title : null
  return (title ? `${name}: ${title}` : name).slice(0, 300)
}

/** The same for people from outside, by their session. */
export const startProcessOnPortal = {
  ...startProcess,
  name: 'startProcessOnPortal',
  endpoint: forPortal(startProcess.endpoint),
}
