import { describe, expect, test } from 'vitest'
import { give, makeFolders, rootOf, subjectsOf, treeOf } from '../../test/cast/folders.ts'
import { exposeOwnItems, makeRequests } from '../../test/cast/requests.ts'
import { makeWorld, refusalOf } from '../../test/cast/world.ts'
import type { FolderId } from '../base/ids.ts'
import { beginFolders } from './commands/begin-folders.ts'
import { createFolder } from './commands/create-folder.ts'
import { createItem } from './commands/create-item.ts'
import { createItemInFolder } from './commands/create-item-in-folder.ts'
import { deleteFolder } from './commands/delete-folder.ts'
import { deleteItem } from './commands/delete-item.ts'
import { moveFolder } from './commands/move-folder.ts'
import { moveItems } from './commands/move-items.ts'
import { renameFolder } from './commands/rename-folder.ts'
import { restoreItem } from './commands/restore-item.ts'
import { setFolderInherits } from './commands/set-folder-inherits.ts'
import { getItem } from './queries/get-item.ts'
import { listFolders } from './queries/list-folders.ts'
import { countItems } from './queries/list-items.ts'

const world = await makeWorld()
const adam = await world.as('adam')
const igor = await world.as('igor')
const kevin = await world.as('kevin')
const dana = await world.as('dana')
const unknown = '018f0000-0000-7000-8000-00000000dead' as FolderId

const code = async (deed: Promise<unknown>) => (await refusalOf(deed)).code
const audited = async (operation: string, folder: string) => {
  const { rows } = await world.pool.query<{ facts: Record<string, unknown> }>(
    'select facts from audit_events where operation = $1 and resource_id = $2 order by id desc limit 1',
    [operation, folder],
  )
  return rows[0]?.facts
}

describe('beginning', () => {
  test('whoever configures the app makes its first folder; its items lie at the top', async () => {
    const { app } = await makeRequests(adam)
    const { id } = await igor.run(createItem, { app, values: { subject: 'From before' } })
    expect(await code(igor.run(beginFolders, { app, name: 'Mine' }))).toBe('access.forbidden')
    expect((await igor.run(listFolders, { app })).root).toBeNull()
    await adam.run(beginFolders, { app, name: 'First' })
    expect(await treeOf(igor, app)).toEqual(['/First'])
    expect((await igor.run(getItem, { app, item: id })).folder).toBeNull()
    expect(await subjectsOf(igor, app, { folder: rootOf(app) })).toEqual(['From before'])
  })

  test('only once', async () => {
    const { app } = await makeFolders(adam)
    expect(await code(adam.run(beginFolders, { app, name: 'Again' }))).toBe('folder.begun_already')
  })

  test('items that are made at that moment lie at the top like the others', async () => {
    const { app } = await makeRequests(adam)
    const make = (count: number) =>
      Array.from({ length: count }, (_, at) => igor.run(createItem, { app, values: { subject: `Request ${at}` } }))
    await Promise.all(make(1))
    await Promise.all([...make(12), adam.run(beginFolders, { app, name: 'First' }), ...make(12)])
    expect(await adam.run(countItems, { app, folder: rootOf(app) })).toEqual({ count: 25 })
  })

  test('whoever has no right sees none, and of an app that is not there nothing is told', async () => {
    const { app } = await makeFolders(adam)
    expect(await igor.run(listFolders, { app })).toEqual({ rows: [], root: null })
    expect(await code(igor.run(beginFolders, { app, name: 'x' }))).toBe('access.forbidden')
    const nothing = unknown as string as typeof app
    expect(await code(igor.run(listFolders, { app: nothing }))).toBe('resource.not_found')
    expect(await code(igor.run(beginFolders, { app: nothing, name: 'x' }))).toBe('resource.not_found')
  })
})

describe('the tree', () => {
  test('shows what one may see; a folder below an unseen one hangs at the top', async () => {
    const { app, printers } = await makeFolders(adam)
    expect(await treeOf(adam, app)).toEqual(['/Hardware', '/Hardware/Printers', '/Salaries'])
    await give(world, igor.id, ['view'], { app, folder: printers })
    expect(await treeOf(igor, app)).toEqual(['/Printers'])
    const { root, rows } = await igor.run(listFolders, { app })
    expect([root, rows[0]!.parent]).toEqual([null, null])
    expect(JSON.stringify(rows)).not.toContain('Hardware')
    expect(rows[0]!.can).toEqual({ createItem: false, edit: false, assign: false })
  })

  test('is changed by whoever has everything in the folder above, and is written down', async () => {
    const { app, hardware } = await makeFolders(adam)
    await give(world, igor.id, ['full'], { app, folder: hardware })
    const made = await igor.run(createFolder, { app, parent: hardware, name: '  Screens ' })
    expect(await treeOf(igor, app)).toEqual(['/Hardware', '/Hardware/Printers', '/Hardware/Screens'])
    await igor.run(renameFolder, { app, folder: made.id, version: 1, name: 'Monitors' })
    expect(await treeOf(igor, app)).toContain('/Hardware/Monitors')
    expect(await audited('renameFolder', made.id)).toMatchObject({ name: { from: 'Screens', to: 'Monitors' } })
    await igor.run(deleteFolder, { app, folder: made.id })
    expect(await treeOf(igor, app)).toEqual(['/Hardware', '/Hardware/Printers'])
  })

  test('is not changed by whoever may only see, make and edit items there', async () => {
    const { app, hardware, printers } = await makeFolders(adam)
    await give(world, igor.id, ['view', 'create', 'edit', 'delete', 'assign'], { app, folder: hardware })
    const tries = [
      () => igor.run(createFolder, { app, parent: hardware, name: 'x' }),
      () => igor.run(renameFolder, { app, folder: printers, version: 1, name: 'x' }),
      () => igor.run(moveFolder, { app, folder: printers, parent: hardware }),
      () => igor.run(deleteFolder, { app, folder: printers }),
    ]
    for (const deed of tries) expect(await code(deed())).toBe('access.forbidden')
    expect(await treeOf(igor, app)).toEqual(['/Hardware', '/Hardware/Printers'])
  })

  test('has no second folder of a name that is seen, whatever its case', async () => {
    const { app, hardware, salaries } = await makeFolders(adam)
    expect(await code(adam.run(createFolder, { app, parent: hardware, name: 'PRINTERS' }))).toBe('folder.name_taken')
    const rename = adam.run(renameFolder, { app, folder: salaries, version: 1, name: ' hardware' })
    expect(await code(rename)).toBe('folder.name_taken')
    await adam.run(createFolder, { app, parent: salaries, name: 'Printers' })
    const [second] = (await adam.run(listFolders, { app })).rows.filter(({ parent }) => parent === salaries)
    const move = adam.run(moveFolder, { app, folder: second!.id, parent: hardware })
    expect(await code(move)).toBe('folder.name_taken')
  })

  test('refuses a stale name, the root, a folder of another app and one that was deleted', async () => {
    const { app, root, hardware, salaries, items } = await makeFolders(adam)
    const other = await makeFolders(adam)
    await adam.run(renameFolder, { app, folder: hardware, version: 1, name: 'Machines' })
    const stale = adam.run(renameFolder, { app, folder: hardware, version: 1, name: 'Devices' })
    expect(await code(stale)).toBe('folder.changed_meanwhile')
    expect(await code(adam.run(renameFolder, { app, folder: root, version: 1, name: 'x' }))).toBe('folder.is_root')
    expect(await code(adam.run(moveFolder, { app, folder: root, parent: hardware }))).toBe('folder.is_root')
    expect(await code(adam.run(deleteFolder, { app, folder: root }))).toBe('folder.is_root')
    const close = adam.run(setFolderInherits, { app, folder: root, inherits: false, copy: true })
    expect(await code(close)).toBe('folder.is_root')
    const elsewhere = [
      () => adam.run(renameFolder, { app: other.app, folder: hardware, version: 2, name: 'x' }),
      () => adam.run(moveFolder, { app, folder: hardware, parent: other.hardware }),
      () => adam.run(createFolder, { app, parent: other.hardware, name: 'x' }),
      () => adam.run(moveItems, { app, folder: other.hardware, items: [items.top] }),
      () => adam.run(createItemInFolder, { app, folder: other.hardware, values: { subject: 'x' } }),
      () => adam.run(createFolder, { app, parent: unknown, name: 'x' }),
      () => adam.run(listFolders, { app: unknown as never }),
    ]
    for (const deed of elsewhere) expect(await code(deed())).toBe('resource.not_found')
    await adam.run(moveItems, { app, folder: root, items: [items.salaries] })
    await adam.run(deleteFolder, { app, folder: salaries })
    expect(await code(adam.run(createFolder, { app, parent: salaries, name: 'x' }))).toBe('resource.not_found')
    expect(await code(adam.run(moveItems, { app, folder: salaries, items: [items.top] }))).toBe('resource.not_found')
  })

  test('is at most thirty deep', async () => {
    const { app, root } = await makeFolders(adam)
    let parent = root
    const deeper = async () => {
      for (let depth = 1; depth <= 40; depth += 1) {
        parent = (await adam.run(createFolder, { app, parent, name: `Level ${depth}` })).id
      }
    }
    expect(await code(deeper())).toBe('folder.too_deep')
  })
})

describe('deleting', () => {
  test('takes an empty folder only, and tells what is in it', async () => {
    const { app, hardware, printers, items } = await makeFolders(adam)
    const refusal = await refusalOf(adam.run(deleteFolder, { app, folder: hardware }))
    expect([refusal.code, refusal.facts]).toMatchObject(['folder.not_empty', { folders: 1, items: 1 }])
    expect(refusal.message).toContain('1 folder and 1 item')
    expect(await treeOf(adam, app)).toContain('/Hardware/Printers')
    await adam.run(deleteItem, { app, item: items.printers })
    await adam.run(deleteFolder, { app, folder: printers })
    // What was deleted in it before is restored in the folder above.
    await adam.run(restoreItem, { app, item: items.printers })
    expect((await adam.run(getItem, { app, item: items.printers })).folder).toBe(hardware)
  })

  test('does not count what one may not see, but does not delete it either', async () => {
    const { app, hardware, printers, items } = await makeFolders(adam)
    await give(world, igor.id, ['full'], { app, folder: hardware })
    await adam.run(setFolderInherits, { app, folder: printers, inherits: false, copy: false })
    await igor.run(deleteItem, { app, item: items.hardware })
    const refusal = await refusalOf(igor.run(deleteFolder, { app, folder: hardware }))
    expect([refusal.code, refusal.facts]).toMatchObject(['folder.not_empty', { folders: 0, items: 0 }])
    expect(refusal.message).not.toContain('Printers')
  })

  test('ends the rows of the folder', async () => {
    const { app, salaries, root, items } = await makeFolders(adam)
    await give(world, igor.id, ['view'], { app, folder: salaries })
    await adam.run(moveItems, { app, folder: root, items: [items.salaries] })
    await adam.run(deleteFolder, { app, folder: salaries })
    expect(await treeOf(igor, app)).toEqual([])
    const { rows } = await world.pool.query('select revoked_by as by from grants where resource_id = $1', [salaries])
    expect(rows).toEqual([{ by: adam.id }])
  })
})

describe('inheriting', () => {
  test('a closed folder that starts empty is there for administrators alone', async () => {
    const { app, salaries } = await makeFolders(adam)
    await give(world, igor.id, ['view', 'edit'], { app })
    await adam.run(setFolderInherits, { app, folder: salaries, inherits: false, copy: false })
    expect(await treeOf(igor, app)).toEqual(['/Hardware', '/Hardware/Printers'])
    expect(await subjectsOf(igor, app)).toEqual(['In Hardware', 'In no folder', 'In Printers'])
    expect(await subjectsOf(adam, app)).toContain('In Salaries')
  })

  test('a closed folder that keeps what counted shows itself to the same people, by rows of its own', async () => {
    const { app, hardware, printers } = await makeFolders(adam)
    await give(world, igor.id, ['view', 'export'], { app })
    await give(world, kevin.id, ['edit', 'view'], { app, folder: hardware })
    await give(world, kevin.id, ['view', 'edit'], { app, folder: printers })
    const closed = await adam.run(setFolderInherits, { app, folder: printers, inherits: false, copy: true })
    // Kevin has the same row there already, and nobody is given a folder to export.
    expect(closed).toEqual({ version: 2, copied: 1 })
    expect(await audited('setFolderInherits', printers)).toMatchObject({
      copied: [{ principal: igor.id, rights: ['view'] }],
    })
    expect(await subjectsOf(igor, app)).toContain('In Printers')
    await world.pool.query("update grants set revoked_at = now() where principal_id = $1 and resource_kind = 'app'", [
      igor.id,
    ])
    expect(await subjectsOf(igor, app)).toEqual(['In Printers'])
  })

  test('what a published page opens is not copied', async () => {
    const { app, printers } = await makeFolders(adam)
    await exposeOwnItems(world, app)
    const { copied } = await adam.run(setFolderInherits, { app, folder: printers, inherits: false, copy: true })
    expect(copied).toBe(0)
  })

  test('takes the right to assign, and opening takes everything', async () => {
    const { app, hardware, salaries } = await makeFolders(adam)
    const close = (folder: FolderId) => igor.run(setFolderInherits, { app, folder, inherits: false, copy: true })
    await give(world, igor.id, ['view', 'edit'], { app, folder: hardware })
    expect(await code(close(hardware))).toBe('access.forbidden')
    expect(await code(close(salaries))).toBe('resource.not_found')
    await give(world, igor.id, ['assign'], { app, folder: hardware })
    await close(hardware)
    expect(await code(igor.run(setFolderInherits, { app, folder: hardware, inherits: true }))).toBe('access.forbidden')
    await give(world, igor.id, ['full'], { app, folder: hardware })
    expect(await igor.run(setFolderInherits, { app, folder: hardware, inherits: true })).toMatchObject({ copied: 0 })
  })

  test('says whether to copy, or is not understood', async () => {
    const { app, hardware } = await makeFolders(adam)
    const bare = adam.run(setFolderInherits, { app, folder: hardware, inherits: false } as never)
    expect((await refusalOf(bare)).kind).toBe('invalid')
  })
})

describe('items in folders', () => {
  test('are listed by folder, with those below or without', async () => {
    const { app, hardware, root } = await makeFolders(adam)
    expect(await subjectsOf(adam, app, { folder: hardware })).toEqual(['In Hardware'])
    expect(await subjectsOf(adam, app, { folder: hardware, subfolders: 'with' })).toEqual([
      'In Hardware',
      'In Printers',
    ])
    expect(await subjectsOf(adam, app, { folder: root })).toEqual(['In no folder'])
    expect(await subjectsOf(adam, app, { folder: root, subfolders: 'with' })).toHaveLength(4)
    expect(await adam.run(countItems, { app, folder: hardware, subfolders: 'with' })).toEqual({ count: 2 })
  })

  test('are not listed by a folder one does not see, also when one sees the item', async () => {
    const { app, hardware, salaries, printers } = await makeFolders(adam)
    await give(world, igor.id, ['view'], { app, folder: printers })
    for (const folder of [hardware, salaries, unknown]) {
      expect(await code(subjectsOf(igor, app, { folder }))).toBe('resource.not_found')
      expect(await code(igor.run(countItems, { app, folder }))).toBe('resource.not_found')
    }
    const other = await makeFolders(adam)
    expect(await code(subjectsOf(adam, app, { folder: other.hardware }))).toBe('resource.not_found')
  })

  test('tell their folder to whoever sees it, to nobody else', async () => {
    const { app, salaries, items } = await makeFolders(adam)
    expect((await adam.run(getItem, { app, item: items.salaries })).folder).toBe(salaries)
    await world.pool.query(
      `insert into grants (id, principal_id, audience, resource_kind, resource_id, rights, narrowed_to)
         values (uuid7(), '00000000-0000-7000-8000-000000000002', 'employees', 'app', $1, '{view}', 'author')`,
      [app],
    )
    await give(world, igor.id, ['create', 'view'], { app, folder: salaries })
    const mine = await igor.run(createItemInFolder, { app, folder: salaries, values: { subject: 'Mine' } })
    await world.pool.query('update grants set revoked_at = now() where principal_id = $1', [igor.id])
    expect(await igor.run(getItem, { app, item: mine.id })).toMatchObject({ title: 'Mine', folder: null })
  })

  test('are moved by whoever may edit them and make items there, without more where nothing differs', async () => {
    const { app, hardware, printers, items } = await makeFolders(adam)
    await give(world, igor.id, ['view', 'create', 'edit'], { app, folder: hardware })
    expect(await igor.run(moveItems, { app, folder: printers, items: [items.hardware] })).toEqual({ moved: 1 })
    expect(await subjectsOf(igor, app, { folder: printers })).toEqual(['In Hardware', 'In Printers'])
    expect(await igor.run(moveItems, { app, folder: printers, items: [items.hardware] })).toEqual({ moved: 0 })
    expect(await audited('moveItems', printers)).toMatchObject({ items: [items.hardware] })
  })

  test('are not moved where one may not make items, nor without the right to edit every one', async () => {
    const { app, hardware, printers, items } = await makeFolders(adam)
    await give(world, igor.id, ['view', 'edit'], { app, folder: hardware })
    expect(await code(igor.run(moveItems, { app, folder: printers, items: [items.hardware] }))).toBe('access.forbidden')
    await give(world, kevin.id, ['view', 'create'], { app, folder: hardware })
    expect(await code(kevin.run(moveItems, { app, folder: printers, items: [items.hardware] }))).toBe(
      'access.forbidden',
    )
    await give(world, kevin.id, ['edit'], { app, folder: hardware })
    const withUnseen = kevin.run(moveItems, { app, folder: printers, items: [items.hardware, items.salaries] })
    expect(await code(withUnseen)).toBe('resource.not_found')
    expect(await subjectsOf(adam, app, { folder: hardware })).toEqual(['In Hardware'])
  })

  test('in an app whose folders only sort, whoever may edit moves', async () => {
    const { app } = await makeRequests(adam)
    const folder = (await adam.run(beginFolders, { app, name: 'First' })).id
    const { id } = await igor.run(createItem, { app, values: { subject: 'x' } })
    expect(await igor.run(moveItems, { app, folder, items: [id] })).toEqual({ moved: 1 })
    expect((await kevin.run(getItem, { app, item: id })).folder).toBe(folder)
    expect(await code(dana.run(moveItems, { app, folder, items: [id] }))).toMatch(/session/)
  })
})
