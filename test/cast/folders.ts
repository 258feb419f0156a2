import { sql } from 'kysely'
import { beginFolders } from '../../src/apps/commands/begin-folders.ts'
import { createFolder } from '../../src/apps/commands/create-folder.ts'
import { createItem } from '../../src/apps/commands/create-item.ts'
import { createItemInFolder } from '../../src/apps/commands/create-item-in-folder.ts'
import { updateApp } from '../../src/apps/commands/update-app.ts'
import { listFolders } from '../../src/apps/queries/list-folders.ts'
import { getApp } from '../../src/apps/queries/get-app.ts'
import { listItems } from '../../src/apps/queries/list-items.ts'
import { type AppId, type FolderId, newId, type UserId } from '../../src/base/ids.ts'
import { makeRequests } from './requests.ts'
import type { Someone, World } from './world.ts'

/** The root has the id of its app. */
export const rootOf = (app: AppId) => app as string as FolderId

/**
 * *Requests* whose folders decide: Hardware with Printers below it, and Salaries; a request in each, named after it, and
 * one at the top. Nobody but administrators has a right yet.
 */
export async function makeFolders(adam: Someone) {
  const { app } = await makeRequests(adam, { mode: 'app' })
  const hardware = (await adam.run(beginFolders, { app, name: 'Hardware' })).id
  const { version } = await adam.run(getApp, { app })
  await adam.run(updateApp, { app, version, mode: 'folders' })
  const below = async (parent: FolderId, name: string) => (await adam.run(createFolder, { app, parent, name })).id
  const printers = await below(hardware, 'Printers')
  const salaries = await below(rootOf(app), 'Salaries')
  const put = async (folder: FolderId, subject: string) =>
    (await adam.run(createItemInFolder, { app, folder, values: { subject } })).id
  const items = {
    top: (await adam.run(createItem, { app, values: { subject: 'In no folder' } })).id,
    hardware: await put(hardware, 'In Hardware'),
    printers: await put(printers, 'In Printers'),
    salaries: await put(salaries, 'In Salaries'),
  }
  return { app, root: rootOf(app), hardware, printers, salaries, items }
}

/** A row of the table of rights on a folder, or on the whole app. */
export async function give(
  { db }: World,
  to: UserId | string,
  rights: string[],
  on: { app: AppId; folder?: FolderId },
): Promise<void> {
  const { app, folder } = on
  await sql`insert into grants (id, principal_id, audience, resource_kind, resource_id, app_id, rights)
    select ${newId()}, id, audience, ${folder ? 'folder' : 'app'}, ${folder ?? app}, ${folder ? app : null}::uuid, ${rights}
    from principals where id = ${to}`.execute(db)
}

/** The tree as somebody sees it, each folder after its way from the top. */
export async function treeOf(who: Someone, app: AppId): Promise<string[]> {
  const { rows } = await who.run(listFolders, { app })
  const way = (id: string | null): string => {
    const folder = rows.find((each) => each.id === id)
    return folder ? `${way(folder.parent)}/${folder.name}` : ''
  }
  return rows.map(({ id }) => way(id)).sort()
}

export async function subjectsOf(
  who: Someone,
  app: AppId,
  more: { folder?: FolderId; subfolders?: 'with' | 'without' } = {},
): Promise<string[]> {
  const { rows } = await who.run(listItems, { app, sort: 'subject', ...more })
  return rows.map(({ title }) => title)
}
