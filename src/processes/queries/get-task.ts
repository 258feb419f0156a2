import { forPortal } from '../../base/endpoint.ts'
import type { Actor } from '../../access/actor.ts'
import { decide } from '../../access/decide.ts'
import { appFields } from '../../apps/queries/app-fields.ts'
import { readShownItem } from '../../apps/queries/read-items.ts'
import type { ItemValue } from '../../apps/contract-items.ts'
import { notFound } from '../../base/refusal.ts'
import { listing } from '../../operations/operation.ts'
import type { Db } from '../../sql/database.ts'
import { readTask } from '../../tasks/queries/read-task.ts'
import { type FormFieldShape, getTaskApi } from '../../tasks/contract.ts'
import { resolveForm } from '../form.ts'
import { namesOf } from '../people.sql.ts'
import { findSeen } from '../work.sql.ts'

/**
 * One task as its page shows it. It stands here because the values of its form are the instance's and the item's. What
 * is answered is the form and nothing else of the item; colleagues who see that somebody has it do not get the values.
 */
export const getTask = listing({
  name: 'getTask',
  endpoint: getTaskApi,
  permission: 'task.view',
  within: () => ({}),
  async run(context, { task: id }) {
    const { db, actor } = context
    const task = await readTask(context, id)
    if (!task) throw notFound()
    const work = await findSeen(db, id)
    if (!work) throw notFound()
    const nothing = { form: [], values: {}, buttons: [], item: null }
    const reading = await decide(db, actor, 'task.read_form', { kind: 'task', id })
    if (!reading.allowed) return { ...task, ...nothing }
    const fields = resolveForm(work.form, work.app ? (await appFields(db, work.app)).fields : [])
    const shown = work.app && work.item ? await readShownItem(db, actor, work.app, work.item) : undefined
    const item = shown?.item
    if (shown?.isAudited) context.noteRead({ kind: 'item', id: shown.item.id }, { app: work.app, task: id })
    const values = await valuesOf(db, actor, fields, item?.values ?? {}, work.variables)
    return {
      ...task,
      form: fields,
      values,
      buttons: work.buttons,
      item: item && work.app ? { app: work.app, id: item.id, title: item.title, version: item.version } : null,
    }
  },
})

/** Values of the form's fields and no others. */
async function valuesOf(
  db: Db,
  actor: Actor,
  fields: readonly FormFieldShape[],
  item: Record<string, ItemValue>,
  variables: Record<string, ItemValue>,
): Promise<Record<string, ItemValue>> {
  const people = fields.filter(({ from, type }) => from === 'variable' && type === 'user')
  const names = await namesOf(
    db,
    people.flatMap(({ code }) => (typeof variables[code] === 'string' ? [variables[code]] : [])),
  )
  return Object.fromEntries(
    fields.map(({ code, from, type }): [string, ItemValue] => {
      const value = (from === 'item' ? item[code] : variables[code]) ?? null
      if (from === 'item' || type !== 'user' || typeof value !== 'string') return [code, value]
      const shown = actor.kind === 'user' && (actor.userKind === 'employee' || actor.id === value)
      return [code, { id: shown ? (value as never) : null, name: names.get(value) ?? '' }]
    }),
  )
}

/** The same for people from outside, by their session. */
export const getTaskOnPortal = {
  ...getTask,
  name: 'getTaskOnPortal',
  endpoint: forPortal(getTask.endpoint),
}
