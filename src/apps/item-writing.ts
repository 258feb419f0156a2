import { sql } from 'kysely'
import type { Actor } from '../access/actor.ts'
import { visible } from '../access/decide.ts'
import type { AppId, ItemId, UserId } from '../base/ids.ts'
import { notFound, Refusal } from '../base/refusal.ts'
import type { Tx } from '../sql/database.ts'
import type { ItemValuesInput } from './contract-items.ts'
import { changesTo, inWords } from './item-changes.ts'
import { changesSince, fieldsEver, readNames } from './item-history.sql.ts'
import { type CheckedValues, checkValues, type WritingMode } from './item-values.ts'
import { type CurrentItem, lockItems, saveItem } from './item-write.sql.ts'
import { type OpenFields, openToWrite } from './open-shape.ts'
import { readShape, type Shape, shapeChanged } from './shape.sql.ts'

/** Values that are right in themselves, of fields that are open to this actor, and name people this actor may name. */
export async function checkedFor(
  tx: Tx,
  actor: Actor,
  shape: Shape,
  open: OpenFields,
  given: ItemValuesInput,
  mode: WritingMode,
): Promise<CheckedValues> {
  const checked = await checkedNow(tx, { ...shape, fields: openToWrite(shape.fields, open, given) }, given, mode)
  if (checked.users.length === 0) return checked
  const known = await knownUsers(tx, actor, checked.users)
  const wrong = shape.fields.filter(({ type, code }) => {
    const value = checked.values[code]
    return type === 'user' && typeof value === 'string' && !known.has(value)
  })
  if (wrong.length === 0) return checked
  const issues = wrong.map(({ code }) => ({ path: ['values', code], message: 'Expected a person you can see' }))
  throw new Refusal('invalid', 'item.values_invalid', `${wrong[0]!.name}: expected a person you can see.`, { issues })
}

/** What a remembered shape refuses, a newer one may know. */
async function checkedNow(tx: Tx, shape: Shape, given: ItemValuesInput, mode: WritingMode): Promise<CheckedValues> {
  try {
    return checkValues(shape.fields, given, mode)
  } catch (error) {
    const now = await readShape(tx, shape.app)
    throw now?.version === shape.version ? error : shapeChanged(shape.app)
  }
}

async function knownUsers(tx: Tx, actor: Actor, users: UserId[]): Promise<Set<string>> {
  const condition = actor.kind === 'user' ? await visible(tx, actor, 'user.view') : sql`true`
  const { rows } = await sql<{ id: string }>`
    select id from users target where id = any(${users}::uuid[]) and deleted_at is null and ${condition}`.execute(tx)
  return new Set(rows.map(({ id }) => id))
}

/** The item, taken for writing. One that is not there looks like one that may not be seen. */
export async function lockItem(
  tx: Tx,
  shape: Shape,
  item: ItemId,
  state: 'present' | 'deleted' = 'present',
): Promise<CurrentItem> {
  const [current] = await lockItems(tx, shape, [item], state)
  if (!current) throw notFound()
  return current
}

/** Writes values to an item that is locked; nothing is written when nothing differs. The version it then has. */
export async function writeValues(
  tx: Tx,
  shape: Shape,
  actor: Actor,
  before: CurrentItem,
  checked: CheckedValues,
): Promise<{ version: number; fields: string[] }> {
  const change = { before, ...changesTo(before.values, checked) }
  const fields = Object.keys(change.changes)
  if (fields.length === 0) return { version: before.version, fields }
  return { version: await saveItem(tx, shape, actor, change), fields }
}

/** Somebody was faster: what they changed is told, so that one can look and repeat (AT-016). */
export async function refuseStale(tx: Tx, app: AppId, current: CurrentItem, seen: number): Promise<void> {
  if (current.version === seen) return
  const rows = await changesSince(tx, app, current.id, seen)
  const fields = await fieldsEver(tx, app)
  const names = await readNames(
    tx,
    fields,
    rows.map(({ changes }) => changes),
  )
  const by = rows[0]?.byName ?? null
  throw new Refusal(
    'conflict',
    'item.changed_meanwhile',
    `Expected version ${seen}, but ${by ?? 'somebody'} has changed this meanwhile. Look at the changes and repeat yours.`,
    {
      version: current.version,
      by,
      at: rows[0]?.at ?? null,
      changes: rows.toReversed().flatMap(({ changes }) => inWords(fields, changes, names)),
    },
  )
}
