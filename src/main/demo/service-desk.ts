import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { UserActor } from '../../access/actor.ts'
import { createApp } from '../../apps/commands/create-app.ts'
import { publishApp } from '../../apps/commands/publish-app.ts'
import { saveFields } from '../../apps/commands/save-fields.ts'
import type { FieldDraft } from '../../apps/contract.ts'
import type { AppId, PageId, PortalId, ProcessId, WorkspaceId } from '../../base/ids.ts'
import type { CommandContext } from '../../operations/operation.ts'
import { savePageDraft } from '../../pages/commands/save-page-draft.ts'
import type { PageContent } from '../../pages/contract.ts'
import { type SettingsOf, widgetDefinitions, type WidgetType } from '../../pages/contract-widgets.ts'
import { pagesOfPortal } from '../../pages/queries/pages-of-portal.ts'
import { activatePortal } from '../../portals/commands/activate-portal.ts'
import { enablePortal } from '../../portals/commands/enable-portal.ts'
import { publishPage } from '../../portals/commands/publish-page.ts'
import { createProcess } from '../../processes/commands/create-process.ts'
import { publishProcess } from '../../processes/commands/publish-process.ts'
import { saveDraft } from '../../processes/commands/save-draft.ts'
import { createWorkspace } from '../../workspaces/commands/create-workspace.ts'

/** Fields of the app *Requests*; the template process names them by their codes. */
export const requestFields: FieldDraft[] = [
  { code: 'subject', name: 'Subject', type: 'string', required: true },
  { code: 'description', name: 'What happened?', type: 'text', required: false },
  {
    code: 'category',
    name: 'Category',
    type: 'category',
    required: false,
    options: [
      { code: 'question', name: 'Question', color: 'blue' },
      { code: 'fault', name: 'Fault', color: 'red' },
      { code: 'order', name: 'Order', color: 'teal' },
    ],
  },
  { code: 'attachment', name: 'Files', type: 'file', required: false },
  { code: 'handled_by', name: 'Handled by', type: 'user', required: false },
  { code: 'answer', name: 'Our answer', type: 'text', required: false },
  { code: 'reply', name: 'Your reply', type: 'text', required: false },
  {
    code: 'status',
    name: 'Status',
    type: 'status',
    required: false,
    options: [
      { code: 'new', name: 'New', color: 'gray', final: false },
      { code: 'in_progress', name: 'In progress', color: 'blue', final: false },
      { code: 'waiting', name: 'Waiting for you', color: 'orange', final: false },
      { code: 'resolved', name: 'Resolved', color: 'green', final: true },
    ],
    initial: 'new',
  },
]

const template = join(import.meta.dirname, '../../processes/templates/handle-a-request.bpmn')

export type ServiceDesk = {
  workspace: WorkspaceId
  app: AppId
  process: ProcessId
  portal: PortalId
  home: PageId
}

/**
 * The service desk of the demo company, made by the same commands an administrator gives: workspace, app, process, and
 * an active portal with a button and a list.
 */
export async function makeServiceDesk(
  run: CommandContext['run'],
  tx: CommandContext['tx'],
  as: UserActor,
): Promise<ServiceDesk> {
  const workspace = (
    await run(
      createWorkspace,
      {
        name: 'Service desk',
        code: 'service_desk',
        description: 'Requests of our customers',
        icon: 'headset',
        visibleTo: 'everyone',
      },
      as,
    )
  ).id
  const app = await makeRequests(run, as, workspace)
  const process = await makeProcess(run, as, workspace, app)
  const portal = (await run(enablePortal, { workspace, template: 'empty' }, as)).id
  const home = (await pagesOfPortal(tx, as, portal))[0]!
  const { draftVersion } = await run(
    savePageDraft,
    { page: home.id, draftVersion: home.draftVersion, content: homePage(app, process) },
    as,
  )
  await run(publishPage, { page: home.id, draftVersion }, as)
  await run(activatePortal, { portal }, as)
  return { workspace, app, process, portal, home: home.id }
}

async function makeRequests(run: CommandContext['run'], as: UserActor, workspace: WorkspaceId): Promise<AppId> {
  const { id: app } = await run(
    createApp,
    {
      workspace,
      name: 'Requests',
      itemName: 'Request',
      code: 'requests',
      description: '',
      icon: 'inbox',
      visibleTo: 'everyone',
      mode: 'open',
    },
    as,
  )
  const { version } = await run(saveFields, { app, version: 1, fields: requestFields }, as)
  await run(publishApp, { app, version, confirmed: false }, as)
  return app
}

async function makeProcess(
  run: CommandContext['run'],
  as: UserActor,
  workspace: WorkspaceId,
  app: AppId,
): Promise<ProcessId> {
  const { id: process, draftVersion } = await run(
    createProcess,
    { workspace, app, name: 'Handle a request', code: 'handle_a_request' },
    as,
  )
  const saved = await run(saveDraft, { process, draftVersion, xml: await readFile(template, 'utf8') }, as)
  await run(publishProcess, { process, draftVersion: saved.draftVersion }, as)
  return process
}

/** A widget with its usual settings and those given. */
const widget = <T extends WidgetType>(id: string, type: T, settings: Partial<SettingsOf<T>> = {}) => ({
  id,
  type,
  settings: { ...widgetDefinitions[type].initial, ...settings } as unknown as Record<string, never>,
})

const homePage = (app: AppId, process: ProcessId): PageContent => ({
  widgets: [
    widget('header', 'header'),
    widget('welcome', 'text', {
      text: '## How can we help?\n\nFile a request; we answer on working days within four hours.',
    }),
    widget('new', 'start_process_button', { process, label: 'New request' }),
    widget('tasks', 'my_tasks', { title: 'Waiting for you' }),
    widget('requests', 'item_list', {
      title: 'My requests',
      app,
      columns: ['subject', 'category', 'status'],
      emptyText: 'You have not filed a request yet.',
    }),
  ],
})
