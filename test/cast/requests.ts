import { sql } from 'kysely'
import type { SentOf } from '../../src/base/endpoint.ts'
import { type AppId, newId, type PrincipalId, type WorkspaceId } from '../../src/base/ids.ts'
import { createApp } from '../../src/apps/commands/create-app.ts'
import { publishApp } from '../../src/apps/commands/publish-app.ts'
import { saveFields } from '../../src/apps/commands/save-fields.ts'
import type { saveFieldsApi } from '../../src/apps/contract.ts'
import { systemGroups } from '../../src/access/system-groups.ts'
import { createWorkspace } from '../../src/workspaces/commands/create-workspace.ts'
import type { Someone, World } from './world.ts'

/** The fields of the app *Requests*, as in the story of the product. */
export const requestFields: SentOf<typeof saveFieldsApi>['fields'] = [
  { code: 'subject', name: 'Subject', type: 'string', required: true },
  { code: 'details', name: 'Details', type: 'text' },
  {
    code: 'kind',
    name: 'Kind',
    type: 'category',
    options: [
      { code: 'fault', name: 'Fault', color: 'red' },
      { code: 'question', name: 'Question', color: 'blue' },
    ],
  },
  { code: 'attachments', name: 'Attachments', type: 'file' },
  { code: 'responsible', name: 'Responsible', type: 'user' },
  { code: 'hours', name: 'Hours', type: 'number', decimals: 2 },
  { code: 'due', name: 'Due', type: 'date' },
  { code: 'urgent', name: 'Urgent', type: 'yes_no' },
  {
    code: 'status',
    name: 'Status',
    type: 'status',
    options: [
      { code: 'new', name: 'New', color: 'blue' },
      { code: 'in_progress', name: 'In progress', color: 'yellow' },
      { code: 'resolved', name: 'Resolved', color: 'green', final: true },
    ],
  },
]

export type Requests = { workspace: WorkspaceId; app: AppId }

let made = 0

/** A workspace with a published app *Requests* in it. `mode` as in the app: `open` to all employees, or `app`. */
export async function makeRequests(
  administrator: Someone,
  {
    mode = 'open',
    fields = requestFields,
  }: { mode?: 'open' | 'app' | 'folders' | 'items'; fields?: typeof requestFields } = {},
): Promise<Requests> {
  made += 1
  const name = made === 1 ? 'Service desk' : `Service desk ${made}`
  const workspace = (await administrator.run(createWorkspace, { name })).id
  const app = (await administrator.run(createApp, { workspace, name: 'Requests', itemName: 'Request', mode })).id
  const saved = await administrator.run(saveFields, { app, version: 1, fields })
  await administrator.run(publishApp, { app, version: saved.version })
  return { workspace, app }
}

/** What a published portal page gives its users: their own items, to see, make and edit. */
export async function exposeOwnItems(
  { db }: World,
  app: AppId,
  {
    to = systemGroups.externalUsers,
    narrowedTo = 'author',
    rights = ['view', 'create', 'edit'],
  }: {
    to?: PrincipalId
    narrowedTo?: 'author' | 'organization' | 'all'
    rights?: string[]
  } = {},
): Promise<void> {
  await sql`insert into grants (id, principal_id, audience, resource_kind, resource_id, rights, narrowed_to)
    select ${newId()}, id, audience, 'app', ${app}, ${rights}, ${narrowedTo} from principals where id = ${to}`.execute(
    db,
  )
}
