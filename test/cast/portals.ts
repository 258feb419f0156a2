import { sql } from 'kysely'
import { type AppId, newId, type PageId, type PortalId, type ProcessId, type WorkspaceId } from '../../src/base/ids.ts'
import { savePageDraft } from '../../src/pages/commands/save-page-draft.ts'
import type { WidgetShape } from '../../src/pages/contract.ts'
import { widgetDefinitions } from '../../src/pages/contract-widgets.ts'
import { getPage } from '../../src/pages/queries/get-page.ts'
import { activatePortal } from '../../src/portals/commands/activate-portal.ts'
import { enablePortal } from '../../src/portals/commands/enable-portal.ts'
import { joinPortal } from '../../src/portals/commands/join-portal.ts'
import { publishPage } from '../../src/portals/commands/publish-page.ts'
import { getPortal } from '../../src/portals/queries/get-portal.ts'
import { createWorkspace } from '../../src/workspaces/commands/create-workspace.ts'
import type { Someone, World } from './world.ts'

export type MadePortal = { portal: PortalId; home: PageId; workspace: WorkspaceId; code: string }

/** A widget with its initial settings and those given. */
export const widget = (type: keyof typeof widgetDefinitions, settings: object, id: string = type) =>
  ({ id, type, settings: { ...widgetDefinitions[type].initial, ...settings } }) as WidgetShape

/** Makes workspaces with portals as the administrator would, and things for pages to show. */
export async function portalWorld(world: World) {
  const { db } = world
  const adam = await world.as('adam')
  let made = 0

  async function makeWorkspace(): Promise<{ id: WorkspaceId; code: string }> {
    made += 1
    const { id } = await adam.run(createWorkspace, { name: `Desk ${made}` })
    return { id, code: `desk_${made}` }
  }

  async function makePortal(users: Someone[], active = true): Promise<MadePortal> {
    const { id: workspace, code } = await makeWorkspace()
    const { id: portal } = await adam.run(enablePortal, { workspace })
    for (const user of users) await adam.run(joinPortal, { portal, user: user.id })
    if (active) await adam.run(activatePortal, { portal })
    const found = await adam.run(getPortal, { workspace })
    return { portal, home: found.portal!.pages[0]!.id, workspace, code }
  }

  async function makeApp(workspace: WorkspaceId, fields = ['subject', 'status']): Promise<AppId> {
    const id = newId<'app'>()
    await sql`insert into apps (id, workspace_id, code, name, table_name, published_at, shape_version)
      values (${id}, ${workspace}, 'requests', 'Requests', ${`t_${id.replaceAll('-', '')}`}, now(), 1)`.execute(db)
    for (const code of fields) {
      await sql`insert into fields (id, app_id, code, name, type)
        values (${newId()}, ${id}, ${code}, ${code}, 'string')`.execute(db)
    }
    return id
  }

  async function makeProcess(workspace: WorkspaceId): Promise<ProcessId> {
    const id = newId<'process'>()
    const version = newId()
    await sql`insert into processes (id, workspace_id, code, name, draft_xml)
      values (${id}, ${workspace}, 'handle', 'Handle', '')`.execute(db)
    await sql`insert into process_versions (id, process_id, number, xml, definition)
      values (${version}, ${id}, 1, '', '{}')`.execute(db)
    await sql`update processes set current_version_id = ${version} where id = ${id}`.execute(db)
    return id
  }

  async function publish(page: PageId, widgets: WidgetShape[], override?: string) {
    const { draftVersion } = await adam.run(getPage, { page })
    const saved = await adam.run(savePageDraft, { page, draftVersion, content: { widgets } })
    return adam.run(publishPage, { page, draftVersion: saved.draftVersion, override })
  }

  return { adam, makeWorkspace, makePortal, makeApp, makeProcess, publish }
}
