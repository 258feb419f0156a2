import { require } from '../../access/decide.ts'
import { listing } from '../../operations/operation.ts'
import { listFoldersApi } from '../contract-folders.ts'
import { listFolders as listRows } from '../folder.sql.ts'

export const listFolders = listing({
  name: 'listFolders',
  endpoint: listFoldersApi,
  permission: 'folder.view',
  within: () => ({}),
  async run({ db, actor, visible }, { app }) {
    const seen = await listRows(db, actor, visible, app)
    // No folder tells nothing about the app, which may be one that is not there for the actor.
    if (seen.length === 0) await require(db, actor, 'app.view', { kind: 'app', id: app })
    const root = seen.find(({ id }) => (id as string) === app)
    const rows = seen
      .filter((each) => each !== root)
      .map(({ id, parent, name, inherits, version, can }) => ({
        id,
        parent: parent === root?.id ? null : parent,
        name,
        inherits,
        version,
        can,
      }))
    return { rows, root: root ? { id: root.id, can: root.can } : null }
  },
})
