import type { PermissionOn } from '../../access/permissions.ts'
import { changed } from '../../operations/changed.ts'
import { command } from '../../operations/operation.ts'
import { moveItemsApi } from '../contract-folders.ts'
import { lockFolder, placesOf, rightsBetween, saveItemFolders } from '../folder.sql.ts'
import { lockAll, requireOnAll } from '../several-items.ts'
import { shapeToWrite } from '../shape.sql.ts'

const all = ['item.edit', 'item.delete', 'item.assign', 'item.manage_processes'] as const

/** What one has to hold of an item to give others this right on it. */
const toGive: Record<string, readonly PermissionOn<'item'>[]> = {
  full: all,
  delete: ['item.delete'],
  manage_processes: ['item.manage_processes'],
}

/**
 * Where other rows count in the new place, moving an item gives and takes rights on it, as a grant would: that takes
 * the right to assign, and to hold whatever is given (AT-009, access.md rule 7).
 */
export const moveItems = command({
  name: 'moveItems',
  endpoint: moveItemsApi,
  permission: 'folder.create_item',
  target: ({ folder }) => ({ id: folder }),
  async run({ tx, actor, note }, { app, folder, items }) {
    const shape = await shapeToWrite(tx, app)
    const target = await lockFolder(tx, app, folder, 'to fill')
    const locked = await lockAll(tx, actor, shape, items)
    const from = await placesOf(tx, app, items)
    const { differ, given } = await rightsBetween(tx, app, from, folder)
    const held = differ ? ['item.assign' as const, ...given.flatMap((right) => toGive[right] ?? [])] : []
    await requireOnAll(tx, actor, shape, items, [...new Set(['item.edit' as const, ...held])])
    const moved = await saveItemFolders(tx, app, items, folder)
    const topics = [`app:${app}`, ...items.map((item) => `item:${item}`)]
    await changed(tx, { topics, employees: true, users: locked.map(({ author }) => author) })
    note({ app, name: target.name, items, from })
    return { moved }
  },
})
