import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createFolder } from '../../src/apps/commands/create-folder.ts'
import { moveFolder } from '../../src/apps/commands/move-folder.ts'
import { moveItems } from '../../src/apps/commands/move-items.ts'
import { setFolderInherits } from '../../src/apps/commands/set-folder-inherits.ts'
import { getItem } from '../../src/apps/queries/get-item.ts'
import { newId } from '../../src/base/ids.ts'
import { give, makeFolders, subjectsOf, treeOf } from '../cast/folders.ts'
import { storedOf } from '../cast/service-desk.ts'
import { likeness, openWeb } from '../cast/web.ts'
import { makeWorld, refusalOf } from '../cast/world.ts'
import { expectSame404, unknownId } from './same.ts'

/** Folders (catalogue 4.1 and 4.5), over HTTP, by employees who see a part of the tree. */
const world = await makeWorld()
const web = openWeb(world)
afterAll(() => web.close())
const adam = await world.as('adam')
const igor = await world.as('igor')
const kevin = await world.as('kevin')
const { app, root, hardware, printers, salaries, items } = await makeFolders(adam)
await give(world, igor.id, ['view', 'edit', 'create'], { app, folder: hardware })
await give(world, kevin.id, ['view'], { app, folder: salaries })
await give(world, kevin.id, ['view', 'edit', 'create'], { app, folder: hardware })

const at = (folder: string, path = '') => `/api/v1/apps/${app}/folders/${folder}${path}`
const codeOf = ({ status, json }: { status: number; json: unknown }) => [status, (json as { code: string }).code]

const everything = async () => {
  const { rows } = await world.pool.query<{ all: string }>(
    `select jsonb_build_array((select jsonb_agg(to_jsonb(f) order by f.id) from folders f where app_id = $1),
      (select jsonb_agg(to_jsonb(i) order by i.item_id) from item_folders i where app_id = $1),
      (select jsonb_agg(to_jsonb(r) order by r.from_id, r.folder_id) from folder_reach r join folders f on f.id = r.folder_id where f.app_id = $1),
      (select jsonb_agg(to_jsonb(g) order by g.id) from grants g where g.app_id = $1 or g.resource_id = $1))::text as all`,
    [app],
  )
  return rows[0]!.all
}

describe('nothing is changed', () => {
  let before: string
  beforeAll(async () => {
    before = await everything()
  })

  test('making an item in a folder one does not see is as with an id of nothing (AT-007)', async () => {
    await expectSame404(
      web,
      igor,
      'POST',
      (id) => at(id, '/items'),
      salaries,
      () => ({ values: { subject: 'x' } }),
    )
    await expectSame404(
      web,
      igor,
      'POST',
      (id) => at(id, '/moved-items'),
      salaries,
      () => ({ items: [items.hardware] }),
    )
    expect(await everything()).toBe(before)
  })

  test('making a folder below one that is not seen, or moving one there, likewise (AT-007)', async () => {
    const body = (parent: string) => ({ parent, name: 'Mine' })
    for (const [method, path, bodyOf] of [
      ['POST', `/api/v1/apps/${app}/folders`, body],
      ['PUT', at(hardware, '/parent'), (parent: string) => ({ parent })],
    ] as const) {
      await give(world, igor.id, ['full'], { app, folder: hardware })
      const hidden = await web.ask(igor, method, path, bodyOf(salaries))
      const missing = await web.ask(igor, method, path, bodyOf(unknownId()))
      expect([hidden.status, likeness(hidden)]).toEqual([404, likeness(missing)])
      await world.pool.query("delete from grants where principal_id = $1 and rights = '{full}'", [igor.id])
    }
    expect(await everything()).toBe(before)
  })

  test('making an item in a folder one only reads is forbidden (AT-008)', async () => {
    const answer = await web.ask(kevin, 'POST', at(salaries, '/items'), { values: { subject: 'x' } })
    expect(codeOf(answer)).toEqual([403, 'access.forbidden'])
    const move = await web.ask(kevin, 'POST', at(salaries, '/moved-items'), { items: [items.hardware] })
    expect(codeOf(move)).toEqual([403, 'access.forbidden'])
    expect(await everything()).toBe(before)
  })

  test('renaming, moving, closing and deleting an unseen folder is as with an id of nothing (AT-003)', async () => {
    const tries: [string, string, unknown][] = [
      ['PATCH', '', { version: 1, name: 'x' }],
      ['PUT', '/parent', { parent: hardware }],
      ['PUT', '/inherits', { inherits: false, copy: true }],
      ['DELETE', '', undefined],
    ]
    for (const [method, path, body] of tries) {
      await expectSame404(
        web,
        igor,
        method,
        (id) => at(id, path),
        salaries,
        () => body,
      )
    }
    expect(await everything()).toBe(before)
  })

  test('moving a folder into its own subtree is a conflict (AT-010)', async () => {
    for (const parent of [hardware, printers]) {
      const answer = await web.ask(adam, 'PUT', at(hardware, '/parent'), { parent })
      expect(codeOf(answer)).toEqual([409, 'folder.too_deep'])
      expect((answer.json as { detail: string }).detail).toContain('outside of itself')
    }
    expect(await everything()).toBe(before)
  })

  test('the path says which app, whatever the folder belongs to (AT-006)', async () => {
    const other = await makeFolders(adam)
    const url = (folder: string) => `/api/v1/apps/${other.app}/folders/${folder}`
    await expectSame404(web, adam, 'DELETE', url, printers)
    await expectSame404(
      web,
      adam,
      'PUT',
      (id) => `${url(id)}/parent`,
      printers,
      () => ({ parent: other.root }),
    )
    expect(await everything()).toBe(before)
  })

  test('a folder’s name that one does not see may be given beside it, and tells nothing', async () => {
    const open = await makeFolders(adam)
    await give(world, igor.id, ['full'], { app: open.app })
    const pay = await adam.run(createFolder, { app: open.app, parent: open.root, name: 'Dismissals' })
    await adam.run(setFolderInherits, { app: open.app, folder: pay.id, inherits: false, copy: false })
    const url = `/api/v1/apps/${open.app}/folders`
    const taken = await web.ask(igor, 'POST', url, { parent: open.root, name: 'Hardware' })
    expect(codeOf(taken)).toEqual([409, 'folder.name_taken'])
    expect((await web.ask(igor, 'POST', url, { parent: open.root, name: 'Dismissals' })).status).toBe(201)
  })
})

describe('moving an item to where others reach it (AT-009)', () => {
  test('is forbidden without the right to give it, and leaves it where it was', async () => {
    const shared = await makeFolders(adam)
    await give(world, igor.id, ['view', 'edit', 'create'], { app: shared.app })
    await give(world, kevin.id, ['view'], { app: shared.app, folder: shared.hardware })
    const before = await storedOf(world, shared.app, shared.items.salaries)
    const move = (folder: string) =>
      web.ask(igor, 'POST', `/api/v1/apps/${shared.app}/folders/${folder}/moved-items`, {
        items: [shared.items.salaries],
      })
    expect(codeOf(await move(shared.hardware))).toEqual([403, 'access.forbidden'])
    expect(await storedOf(world, shared.app, shared.items.salaries)).toBe(before)
    expect((await igor.run(getItem, { app: shared.app, item: shared.items.salaries })).folder).toBe(shared.salaries)
    // Nor out of where others reach it: they would lose it.
    const out = igor.run(moveItems, { app: shared.app, folder: shared.salaries, items: [shared.items.hardware] })
    expect((await refusalOf(out)).code).toBe('access.forbidden')
    await give(world, igor.id, ['assign'], { app: shared.app })
    expect((await move(shared.hardware)).status).toBe(200)
    expect(await subjectsOf(kevin, shared.app)).toContain('In Salaries')
  })

  test('whoever may assign gives nothing beyond what they hold', async () => {
    const shared = await makeFolders(adam)
    await give(world, igor.id, ['view', 'edit', 'create', 'assign'], { app: shared.app })
    await give(world, kevin.id, ['delete', 'view'], { app: shared.app, folder: shared.hardware })
    const move = () => igor.run(moveItems, { app: shared.app, folder: shared.hardware, items: [shared.items.top] })
    expect((await refusalOf(move())).facts).toMatchObject({ permission: 'item.delete' })
    await give(world, igor.id, ['delete'], { app: shared.app })
    expect(await move()).toEqual({ moved: 1 })
  })
})

describe('a folder that was closed', () => {
  test('and its items are absent from every list, and not there by id (AT-063)', async () => {
    const closed = await makeFolders(adam)
    await give(world, igor.id, ['view'], { app: closed.app })
    await adam.run(setFolderInherits, { app: closed.app, folder: closed.hardware, inherits: false, copy: false })
    const url = `/api/v1/apps/${closed.app}`
    for (const path of ['folders', 'items', 'items?search=Hardware', 'item-count']) {
      const { status, body } = await web.ask(igor, 'GET', `${url}/${path}`)
      expect(status).toBe(200)
      for (const secret of [closed.hardware, closed.printers, closed.items.printers, 'In Hardware', 'Printers']) {
        expect(body).not.toContain(secret)
      }
    }
    expect((await web.ask(igor, 'GET', `${url}/item-count`)).json).toEqual({ count: 2 })
    for (const folder of [closed.hardware, closed.printers]) {
      await expectSame404(web, igor, 'GET', (id) => `${url}/items?folder=${id}`, folder)
      await expectSame404(web, igor, 'GET', (id) => `${url}/item-count?folder=${id}&subfolders=with`, folder)
    }
    await expectSame404(web, igor, 'GET', (id) => `${url}/items/${id}`, closed.items.printers)
    await expectSame404(web, igor, 'GET', (id) => `${url}/items/${id}/history`, closed.items.printers)
    expect(await subjectsOf(igor, closed.app, { folder: closed.root, subfolders: 'with' })).toHaveLength(2)
  })

  test('and opened again, or moved, has the rights of its place and none of before (AT-064)', async () => {
    const moved = await makeFolders(adam)
    const set = (inherits: boolean) =>
      adam.run(setFolderInherits, {
        app: moved.app,
        folder: moved.printers,
        ...(inherits ? { inherits } : { inherits, copy: false }),
      } as never)
    await give(world, igor.id, ['view'], { app: moved.app, folder: moved.hardware })
    await give(world, kevin.id, ['view'], { app: moved.app, folder: moved.salaries })
    await set(false)
    expect(await subjectsOf(igor, moved.app)).toEqual(['In Hardware'])
    await set(true)
    expect(await subjectsOf(igor, moved.app)).toEqual(['In Hardware', 'In Printers'])
    await adam.run(moveFolder, { app: moved.app, folder: moved.printers, parent: moved.salaries })
    expect(await subjectsOf(igor, moved.app)).toEqual(['In Hardware'])
    expect(await treeOf(igor, moved.app)).toEqual(['/Hardware'])
    expect(await treeOf(kevin, moved.app)).toEqual(['/Salaries', '/Salaries/Printers'])
  })

  test('whatever was moved, closed and opened, rows reach as the tree says (AT-064)', async () => {
    const tree = await makeFolders(adam)
    const folders = [tree.hardware, tree.printers, tree.salaries]
    for (let made = 0; made < 5; made += 1) {
      const parent = folders[(made * 7) % folders.length]!
      folders.push((await adam.run(createFolder, { app: tree.app, parent, name: `Folder ${made}` })).id)
    }
    let seed = 42
    const pick = <T>(from: readonly T[]): T => from[(seed = (seed * 1103515245 + 12345) % 2 ** 31) % from.length]!
    for (let step = 0; step < 60; step += 1) {
      const folder = pick(folders)
      const deed = pick([
        () => adam.run(moveFolder, { app: tree.app, folder, parent: pick([tree.root, ...folders]) }),
        () => adam.run(setFolderInherits, { app: tree.app, folder, inherits: false, copy: false }),
        () => adam.run(setFolderInherits, { app: tree.app, folder, inherits: true }),
      ])
      await deed().catch((error: unknown) => expect(error).toMatchObject({ code: 'folder.too_deep' }))
    }
    const stored = await world.pool.query<{ id: string; parent: string | null; inherits: boolean }>(
      'select id, parent_id as parent, inherits from folders where app_id = $1',
      [tree.app],
    )
    const byId = new Map(stored.rows.map((row) => [row.id, row]))
    const above = (id: string): string[] => {
      const { parent, inherits } = byId.get(id)!
      return [id, ...(inherits && parent ? above(parent) : [])]
    }
    const expected = stored.rows.flatMap(({ id }) => above(id).map((from) => `${from} ${id}`)).sort()
    const reach = await world.pool.query<{ pair: string }>(
      "select r.from_id || ' ' || r.folder_id as pair from folder_reach r join folders f on f.id = r.folder_id where f.app_id = $1",
      [tree.app],
    )
    expect(reach.rows.map(({ pair }) => pair).sort()).toEqual(expected)
  })
})

test('two who move folders into each other at once do not close a circle', async () => {
  const tree = await makeFolders(adam)
  const move = (folder: typeof tree.hardware, parent: typeof tree.hardware) =>
    adam.run(moveFolder, { app: tree.app, folder, parent }).then(
      () => 'done',
      () => 'refused',
    )
  const both = await Promise.all([move(tree.hardware, tree.salaries), move(tree.salaries, tree.hardware)])
  expect(both.sort()).toEqual(['done', 'refused'])
})

test('an item made in a folder is in it, and the folder that was never given out is not told of', async () => {
  const answer = await web.ask(igor, 'POST', at(printers, '/items'), { values: { subject: 'New' } })
  expect(answer.status).toBe(201)
  const made = (answer.json as { id: typeof items.top }).id
  expect((await igor.run(getItem, { app, item: made })).folder).toBe(printers)
  expect((await web.ask(igor, 'POST', at(newId(), '/items'), { values: { subject: 'New' } })).status).toBe(404)
  expect((await web.ask(igor, 'POST', at(root, '/items'), { values: { subject: 'New' } })).status).toBe(404)
})
