import { require } from '../../access/decide.ts'
import { changed } from '../../operations/changed.ts'
import { command } from '../../operations/operation.ts'
import { setFolderInheritsApi } from '../contract-folders.ts'
import { refuseRoot } from '../folder.ts'
import { copyRows, lockFolder, lockTree, saveFolder } from '../folder.sql.ts'

/**
 * Closing a folder asks whether the rows that count in it stay as rows of its own. Opening it gives whatever the rows
 * above say, so that takes everything (access.md rule 7); rows of its own stay.
 */
export const setFolderInherits = command({
  name: 'setFolderInherits',
  endpoint: setFolderInheritsApi,
  permission: 'folder.assign',
  target: ({ folder }) => ({ id: folder }),
  async run({ tx, actor, note }, input) {
    const { app, folder, inherits } = input
    await lockTree(tx, app)
    const before = await lockFolder(tx, app, folder)
    refuseRoot(before)
    if (before.inherits === inherits) return { version: before.version, copied: 0 }
    if (inherits) await require(tx, actor, 'folder.edit', { kind: 'folder', id: folder })
    const copied = !input.inherits && input.copy ? await copyRows(tx, actor, before) : []
    const version = await saveFolder(tx, { ...before, inherits })
    await changed(tx, { topics: [`app:${app}`], employees: true })
    note({ app, name: before.name, inherits: { from: before.inherits, to: inherits }, copied })
    return { version, copied: copied.length }
  },
})
