import { forPortal } from '../../base/endpoint.ts'
import { newId } from '../../base/ids.ts'
import { notFound, Refusal } from '../../base/refusal.ts'
import type { FormField } from '../../engine/definition.ts'
import { newInstance } from '../../engine/instance.ts'
import { command, type CommandContext } from '../../operations/operation.ts'
import { startProcessApi } from '../contract.ts'
import { definitionOf } from '../definitions.ts'
import { type Filled, readForm, resolveForm } from '../form.ts'
import { formOfStart } from '../start-form.ts'
import { appFields } from '../../apps/queries/app-fields.ts'
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
  reads: ({ tx }, { process }) => currentVersion(tx, process),
  async run(context, { process, values, name }, _, version) {
    const { tx, actor, note } = context
    if (actor.kind !== 'user') throw notFound()
    if (!version) throw notPublished()
    const definition = await definitionOf(tx, version.id)
    const { filled, title } = await readStartForm(context, version, formOfStart(definition), values)
    const id = newId<'process_instance'>()
    const called = name ?? (title ? `${version.name}: ${title}` : version.name).slice(0, 300)
    const { app, shape, workspace } = version
    const row = {
      id,
      process,
      version: version.id,
      workspace,
      name: called,
      initiator: actor.id,
      app,
      shape,
      item: null,
    }
    const { row: started } = await takeStep(
      context,
      {
        row: { ...row, state: 'active', nextKey: 1, passed: [], eventsCount: 0 },
        definition,
        instance: newInstance,
      },
      { type: 'start', initiator: actor.id, variables: filled.variables },
      id,
      { values: filled.item },
    )
    note({ instance: id, name: called })
    return { instance: id, item: app && started.item ? { app, id: started.item } : null }
  },
})

const notPublished = (): Refusal =>
  new Refusal('conflict', 'process.not_published', 'Expected a published process, but this one is only a draft so far.')

/** What was filled in, and what it calls the item: “Handle a request: Broken scale” is shown in lists of tasks and requests. */
async function readStartForm(
  context: CommandContext,
  { app, shape }: CurrentVersion,
  form: FormField[],
  values: Parameters<typeof readForm>[1],
): Promise<{ filled: Filled; title: string | null }> {
  const known = app ? await appFields(context.tx, app, shape) : { fields: [], titleField: null }
  const fields = resolveForm(form, known.fields)
  const filled = readForm(fields, values, true)
  await refuseStrangers(context.tx, fields, filled.variables)
  const title = known.titleField === null ? null : filled.item[known.titleField]
  return { filled, title: typeof title === 'string' && title.trim() !== '' ? title : null }
}

/** The same for people from outside, by their session. */
export const startProcessOnPortal = {
  ...startProcess,
  name: 'startProcessOnPortal',
  endpoint: forPortal(startProcess.endpoint),
}
