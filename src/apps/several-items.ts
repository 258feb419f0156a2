import { sql } from 'kysely'
import type { Actor } from '../access/actor.ts'
import { visible } from '../access/decide.ts'
import type { PermissionOn } from '../access/permissions.ts'
import type { ItemId } from '../base/ids.ts'
import { notFound, Refusal } from '../base/refusal.ts'
import type { Tx } from '../sql/database.ts'
import { type CurrentItem, lockItems } from './item-write.sql.ts'
import type { Shape } from './shape.sql.ts'
import { tableOf } from './table.sql.ts'

/** All of the items, or none: one that may not be seen makes the whole call "not found" (AT-004). */
export async function lockAll(tx: Tx, actor: Actor, shape: Shape, items: readonly ItemId[]): Promise<CurrentItem[]> {
  const locked = await lockItems(tx, shape, items)
  if (locked.length !== items.length || !(await mayOnAll(tx, actor, shape, items, 'item.view'))) throw notFound()
  return locked
}

/** Refuses unless the actor, who sees these items, holds each of the permissions on every one of them. */
export async function requireOnAll(
  tx: Tx,
  actor: Actor,
  shape: Shape,
  items: readonly ItemId[],
  permissions: readonly PermissionOn<'item'>[],
): Promise<void> {
  for (const permission of permissions) {
    if (await mayOnAll(tx, actor, shape, items, permission)) continue
    throw new Refusal(
      'forbidden',
      'access.forbidden',
      `You can see all of these, but you do not have the permission “${permission}” for every one of them. Nothing was changed.`,
      { permission },
    )
  }
}

async function mayOnAll(
  tx: Tx,
  actor: Actor,
  { app, table }: Shape,
  items: readonly ItemId[],
  permission: PermissionOn<'item'>,
): Promise<boolean> {
  const condition = await visible(tx, actor, permission, { app })
  const { rows } = await sql<{ count: number }>`select count(*) as count from ${tableOf(table)} target
    where id = any(${items}::uuid[]) and deleted_at is null and ${condition}`.execute(tx)
  return rows[0]!.count === items.length
}
