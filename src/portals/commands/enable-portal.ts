import { personBehind } from '../../access/actor.ts'
import { newId } from '../../base/ids.ts'
import { Refusal } from '../../base/refusal.ts'
import { changed } from '../../operations/changed.ts'
import { command } from '../../operations/operation.ts'
import { createPage } from '../../pages/commands/create-page.ts'
import { savePageDraft } from '../../pages/commands/save-page-draft.ts'
import { enablePortalApi } from '../contract.ts'
import { move } from '../portal.ts'
import { insertPortal, insertUsersGroup, lockPortal, lockWorkspace, savePortal, setHomePage } from '../portal.sql.ts'
import { templateHome, templatePageNames } from '../template.ts'

export const enablePortal = command({
  name: 'enablePortal',
  endpoint: enablePortalApi,
  permission: 'workspace.manage',
  target: ({ workspace }) => ({ id: workspace }),
  async run({ tx, actor, run, note }, { workspace, template, pageNames }) {
    const { name, portal } = await lockWorkspace(tx, workspace)
    await changed(tx, { topics: ['portals', 'workspaces'], employees: true })
    if (portal) {
      const before = await lockPortal(tx, portal)
      if (before.state !== 'disabled') {
        throw new Refusal(
          'conflict',
          'portal.already_enabled',
          `Expected a workspace without a portal, but “${name}” has one, which is ${before.state}.`,
        )
      }
      await savePortal(tx, move(before, 'enable'))
      note({ portal, again: true })
      return { id: portal }
    }
    const id = newId<'portal'>()
    const group = newId<'group'>()
    const by = personBehind(actor)
    await insertUsersGroup(tx, { id: group, workspace, name: `Users of the portal ${name}`.slice(0, 120), by })
    await insertPortal(tx, { id, workspace, group, name, by })
    const home = await run(createPage, { portal: id, name: 'Home' }, actor)
    await setHomePage(tx, id, home.id)
    if (template === 'by_template') {
      const names = pageNames ?? templatePageNames
      for (const pageName of names) await run(createPage, { portal: id, name: pageName }, actor)
      await run(savePageDraft, { page: home.id, draftVersion: 1, content: templateHome(name) }, actor)
    }
    note({ portal: id, template })
    return { id }
  },
})
