import { sql } from 'kysely'
import type { Actor, ProcessActor } from '../access/actor.ts'
import { createItem } from '../apps/commands/create-item.ts'
import { setItemValues } from '../apps/commands/set-item-values.ts'
import { updateItem } from '../apps/commands/update-item.ts'
import type { OptionColor } from '../apps/contract.ts'
import type { ItemValuesInput } from '../apps/contract-items.ts'
import { appFields } from '../apps/queries/app-fields.ts'
import { readItem, readStatuses } from '../apps/queries/read-items.ts'
import type { AppId, ItemId, UserId, WorkspaceId } from '../base/ids.ts'
import { Refusal } from '../base/refusal.ts'
import type { Definition } from '../engine/definition.ts'
import type { Json } from '../engine/instance.ts'
import type { CommandContext } from '../operations/operation.ts'
import type { Db, Tx } from '../sql/database.ts'
import type { InstanceRow } from './step.sql.ts'

/** What a process does to items, always through the commands of apps and under the name of the instance. */

/** The app a drawing names by id or code, in its workspace; null where none is published. */
export async function findBoundApp(db: Db, workspace: WorkspaceId, ref: string): Promise<AppId | null> {
  const { rows } = await sql<{ id: AppId }>`select id from apps
    where workspace_id = ${workspace} and (id::text = ${ref} or code = ${ref}) and deleted_at is null and published_at is not null`.execute(
    db,
  )
  return rows[0]?.id ?? null
}

/** The code of an app for a first drawing; refused where the app belongs to another workspace. */
export async function appCode(tx: Tx, workspace: WorkspaceId, app: AppId): Promise<string> {
  const { rows } = await sql<{ code: string }>`
    select code from apps where id = ${app} and workspace_id = ${workspace} and deleted_at is null`.execute(tx)
  if (rows[0]) return rows[0].code
  throw new Refusal(
    'unprocessable',
    'process.app_elsewhere',
    'Expected an app of the same workspace, found none by this id there. Choose another app.',
  )
}

/** Who wrote an item: its first reader by right of authorship. */
export async function itemAuthor(tx: Tx, app: AppId, item: ItemId): Promise<UserId | null> {
  const { rows } = await sql<{ id: UserId }>`select principal_id as id from item_access
    where app_id = ${app} and item_id = ${item} and via = 'author' limit 1`.execute(tx)
  return rows[0]?.id ?? null
}

/** The item's values as expressions see them. */
export async function itemForExpressions(
  { tx, actor }: CommandContext,
  { app, item }: InstanceRow,
): Promise<Json | undefined> {
  if (app === null || item === null) return undefined
  const found = await readItem(tx, actor, app, item)
  return found === undefined ? null : (JSON.parse(JSON.stringify(found.values)) as Json)
}

/** Whether an expression of the drawing asks for the item: most steps decide on the button alone. */
export const namesItem = (definition: Definition): boolean =>
  expressionsOf(definition).some((text) => text !== null && /\bitem\b/.test(text))

function expressionsOf({ flows, lanes, elements }: Definition): (string | null)[] {
  const rules = [
    ...Object.values(lanes).map((lane) => lane.executor),
    ...Object.values(elements).map((node) => (node.kind === 'user_task' ? node.executor : null)),
  ]
  return [
    ...Object.values(flows).map((flow) => flow.condition),
    ...Object.values(elements).map((node) => (node.kind === 'user_task' ? node.due : null)),
    ...rules.map((rule) => (rule?.kind === 'expression' || rule?.kind === 'variable' ? rule.ref : null)),
  ]
}

/** The status the drawing asks for, as a value. A status the app has lost since is left as it was: the work goes on. */
async function statusValue(tx: Tx, app: AppId, shape: number | null, status: string): Promise<ItemValuesInput> {
  const { fields } = await appFields(tx, app, shape)
  const field = fields.find(({ type }) => type === 'status')
  return field?.options?.some(({ code }) => code === status) ? { [field.code]: status } : {}
}

/** What a person filled in of the item, and the version of it they saw, where they saw one. */
export type FilledIn = { values: ItemValuesInput; seen?: number | undefined }

/**
 * Writes what was filled in and the status the step sets as one change of the item; makes the item where the instance
 * has none yet. With the version the person saw, a change in between is refused and not written over.
 */
export async function writeItem(
  context: CommandContext,
  row: InstanceRow,
  as: ProcessActor,
  { values, seen }: FilledIn,
  status: string | null,
): Promise<ItemId | null> {
  const { app, item, shape } = row
  if (app === null) return null
  const all = { ...values, ...(status !== null && (await statusValue(context.tx, app, shape, status))) }
  if (item === null) return (await context.run(createItem, { app, values: all }, as)).id
  if (Object.keys(all).length === 0) return item
  if (seen === undefined || Object.keys(values).length === 0) {
    await context.run(setItemValues, { app, item, values: all }, as)
  } else await context.run(updateItem, { app, item, version: seen, values: all }, as)
  return item
}

export type Status = { name: string; color: OptionColor; final: boolean }

/** Statuses of the items of these rows, read app by app. */
export async function statusesOf(
  db: Db,
  actor: Actor,
  rows: readonly { item: { app: AppId; id: ItemId } | null }[],
): Promise<Map<ItemId, Status>> {
  const byApp = Map.groupBy(
    rows.flatMap(({ item }) => item ?? []),
    ({ app }) => app,
  )
  const found = new Map<ItemId, Status>()
  for (const [app, items] of byApp) {
    const { field, statuses } = await readStatuses(
      db,
      actor,
      app,
      items.map(({ id }) => id),
    )
    for (const [id, code] of statuses) {
      const option = field?.options?.find((one) => one.code === code)
      if (option) found.set(id, { name: option.name, color: option.color, final: option.final ?? false })
    }
  }
  return found
}
