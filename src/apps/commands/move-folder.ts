import { decide, require } from '../../access/decide.ts'
import { Refusal } from '../../base/refusal.ts'
import { changed } from '../../operations/changed.ts'
import { command } from '../../operations/operation.ts'
import { moveFolderApi } from '../contract-folders.ts'
import { explainTree, nameTaken, refuseRoot } from '../folder.ts'
import { isNameTaken, lockFolder, lockTree, saveFolder } from '../folder.sql.ts'

/**
 * A folder goes with everything in it, and what it inherits changes with its place. `folder.edit` on it is the right
 * `full`, so whoever moves it holds everything that the new place gives to others.
 */
export const moveFolder = command({
  name: 'moveFolder',
  endpoint: moveFolderApi,
  permission: 'folder.edit',
  target: ({ folder }) => ({ id: folder }),
  async run({ tx, actor, note }, { app, folder, parent }) {
    await lockTree(tx, app)
    const before = await lockFolder(tx, app, folder)
    await require(tx, actor, 'folder.edit', { kind: 'folder', id: parent })
    await lockFolder(tx, app, parent, 'to fill')
    refuseRoot(before)
    if (before.parent === parent) return { version: before.version }
    // The place it is taken from may be one that is not seen, and is not told of.
    const { allowed } = await decide(tx, actor, 'folder.edit', { kind: 'folder', id: before.parent })
    if (!allowed) {
      throw new Refusal(
        'forbidden',
        'access.forbidden',
        `You may change “${before.name}”, but not take it from where it lies. Ask an administrator.`,
        { permission: 'folder.edit' },
      )
    }
    const after = { ...before, parent }
    if (await isNameTaken(tx, actor, after)) throw nameTaken(before.name)
    const version = await explainTree(before.name, () => saveFolder(tx, after))
    await changed(tx, { topics: [`app:${app}`], employees: true })
    note({ app, name: before.name, parent: { from: before.parent, to: parent } })
    return { version }
  },
})
