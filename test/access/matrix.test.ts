import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { sql } from 'kysely'
import { expect, test } from 'vitest'
import { type Actor, anonymous } from '../../src/access/actor.ts'
import { decide, type Decision } from '../../src/access/decide.ts'
import { type Permission, permissions, type Resource, type ResourceKind } from '../../src/access/permissions.ts'
import { createItem } from '../../src/apps/commands/create-item.ts'
import { createApp } from '../../src/apps/commands/create-app.ts'
import { publishApp } from '../../src/apps/commands/publish-app.ts'
import { saveFields } from '../../src/apps/commands/save-fields.ts'
import { createGroup } from '../../src/groups/commands/create-group.ts'
import { type GroupId, newId } from '../../src/base/ids.ts'
import { castEmployees, castOutsiders, type CastKey } from '../../src/main/demo/cast.ts'
import { enablePortal } from '../../src/portals/commands/enable-portal.ts'
import { joinPortal } from '../../src/portals/commands/join-portal.ts'
import { planSubstitution } from '../../src/tasks/commands/plan-substitution.ts'
import { appointWorkspaceAdministrator } from '../../src/workspaces/commands/appoint-workspace-administrator.ts'
import { createWorkspace } from '../../src/workspaces/commands/create-workspace.ts'
import { exposeOwnItems } from '../cast/requests.ts'
import { makeServiceDeskWorld } from '../cast/service-desk.ts'
import { permissionsOn } from './things.ts'

/**
 * Who may do what, of everybody in the cast, on everything in the service desk and beside it, as a text one can read
 * and compare. A change of a rule is a change of `matrix.txt`, to be looked at line by line. To write it anew:
 *
 *     PORTICO_UPDATE_MATRIX=1 npx vitest run test/access/matrix.test.ts
 */
const file = join(import.meta.dirname, 'matrix.txt')
const world = await makeServiceDeskWorld()
const { db, adam, people } = world

/** Beside the desk, administered by Sofia: an app that two groups were given rights on, and a portal that is closed. */
async function makeArchive() {
  const { id: workspace } = await adam.run(createWorkspace, { name: 'Archive', visibleTo: 'administrators' })
  const { id: app } = await adam.run(createApp, { workspace, name: 'Contracts', itemName: 'Contract', mode: 'app' })
  const fields = [{ code: 'subject', name: 'Subject', type: 'string' as const }]
  const { version } = await adam.run(saveFields, { app, version: 1, fields })
  await adam.run(publishApp, { app, version })
  await adam.run(createItem, { app, values: { subject: 'Frame contract' } })
  const view = { narrowedTo: 'all', rights: ['view'] } as const
  await exposeOwnItems(world, app, { ...view, rights: ['view'], to: (await world.group('customer_teams')) as GroupId })
  const chart = await sql<{ id: GroupId }>`select id from org_elements where name = 'Support department'`.execute(db)
  await exposeOwnItems(world, app, { narrowedTo: 'all', rights: ['view', 'edit', 'create'], to: chart.rows[0]!.id })
  await adam.run(appointWorkspaceAdministrator, { workspace, principal: people.sofia })
  await adam.run(createGroup, { workspace, name: 'Archivists' })
  const { id: portal } = await adam.run(enablePortal, { workspace })
  await adam.run(joinPortal, { portal, user: people.ruth })
}
await makeArchive()

type Row = { to: string; on?: 'app' | 'folder' | 'item'; id: string; rights: string[]; field?: string; author?: true }

async function give(app: string, { to, on = 'app', id, rights, field, author }: Row) {
  const narrowedTo = field ? 'field' : author ? 'author' : 'all'
  await sql`insert into grants (id, principal_id, audience, resource_kind, resource_id, app_id, rights, narrowed_to, narrowed_field)
    select uuid7(), id, audience, ${on}, ${id}, ${on === 'app' ? null : app}, ${rights}, ${narrowedTo}, ${field ?? null}
    from principals where id = ${to}`.execute(db)
}

const subjectOnly = [{ code: 'subject', name: 'Subject', type: 'string' as const }]
const withOwner = [...subjectOnly, { code: 'owner', name: 'Owner', type: 'user' as const }]

/** Apps whose folders, items, fields and authors decide; nobody's head gets anything in the one, everybody's in the other. */
async function makeOffice() {
  const { id: workspace } = await adam.run(createWorkspace, { name: 'Office' })
  const make = async (name: string, itemName: string, mode: 'folders' | 'items', fields: typeof withOwner) => {
    const { id } = await adam.run(createApp, { workspace, name, itemName, mode })
    const { version } = await adam.run(saveFields, { app: id, version: 1, fields })
    await adam.run(publishApp, { app: id, version })
    return id
  }
  const assets = await make('Assets', 'Asset', 'folders', subjectOnly as typeof withOwner)
  const folder = async (name: string, parent: string, inherits: boolean) => {
    const id = newId<'folder'>()
    await sql`insert into folders (id, app_id, parent_id, name, inherits) values (${id}, ${assets}, ${parent}, ${name}, ${inherits})`.execute(
      db,
    )
    return id
  }
  const hardware = await folder('Hardware', assets, true)
  const cars = await folder('Cars', assets, false)
  const leased = await folder('Leased cars', cars, true)
  for (const [subject, into] of [
    ['Asset in the root', assets],
    ['Laptop', hardware],
    ['Company car', cars],
    ['Leased car', leased],
  ] as const) {
    const { id } = await adam.run(createItem, { app: assets, values: { subject } })
    await sql`update item_folders set folder_id = ${into} where item_id = ${id}`.execute(db)
  }
  await give(assets, { to: people.sofia, id: assets, rights: ['view'] })
  await give(assets, { to: people.kevin, on: 'folder', id: cars, rights: ['view', 'create', 'edit'] })
  await give(assets, { to: people.igor, on: 'folder', id: hardware, rights: ['full'] })

  const deals = await make('Deals', 'Deal', 'items', withOwner)
  await sql`update apps set heads_inherit = false where id = ${deals}`.execute(db)
  const employees = await world.group('all_users')
  await give(deals, { to: employees, id: deals, rights: ['view', 'edit'], field: 'owner' })
  await give(deals, { to: employees, id: deals, rights: ['view'], author: true })
  await give(deals, { to: employees, id: deals, rights: ['create'] })
  await adam.run(createItem, { app: deals, values: { subject: 'Deal of Kevin', owner: people.kevin } })
  await (await world.as('sofia')).run(createItem, { app: deals, values: { subject: 'Deal by Sofia' } })
  const shared = await adam.run(createItem, { app: deals, values: { subject: 'Deal with rows of its own' } })
  const own = { on: 'item' as const, id: shared.id }
  await give(deals, { ...own, to: people.dana, rights: ['view'] })
  await give(deals, { ...own, to: people.igor, rights: ['view', 'assign'] })
}
await makeOffice()

/** Next week Sofia acts for Marta, with all her access; Igor plans an absence of his own. */
async function planAbsences() {
  const day = 86_400_000
  const period = {
    startsAt: new Date(Date.now() + day).toISOString(),
    endsAt: new Date(Date.now() + 8 * day).toISOString(),
  }
  await adam.run(planSubstitution, {
    absent: people.marta,
    type: 'all_access',
    substitute: people.sofia,
    ...period,
  })
  await world.igor.run(planSubstitution, { absent: people.igor, type: 'reassign', substitute: people.lena, ...period })
}
await planAbsences()

type Thing = { label: string; resource: Resource }

/** Everything of a kind with a name that stays the same from run to run. */
async function thingsOf(kind: ResourceKind): Promise<Thing[]> {
  const statement = statements[kind]
  if (!statement) return [{ label: `the ${kind}`, resource: { kind } as Resource }]
  const { rows } = await sql<{ id: string; label: string; app?: string }>`${statement} order by label`.execute(db)
  return rows.map(({ id, label, app }) => ({ label, resource: { kind, id, ...(app && { app }) } as Resource }))
}

const { rows: apps } = await sql<{ id: string; table: string }>`
  select id, table_name as table from apps order by name`.execute(db)
const items = apps.map(
  ({ id, table }) => sql`select id, ${id}::uuid as app, f_subject as label from ${sql.id('app_data', table)}`,
)
const ofInstance = sql`(select regexp_replace(name, '^.*: ', '') from process_instances i where i.id = tasks.instance_id)`

/** Without a statement: there is one, or none to name. */
const statements: Partial<Record<ResourceKind, ReturnType<typeof sql>>> = {
  user: sql`select id, full_name as label from users`,
  organization: sql`select id, name as label from organizations`,
  group: sql`select id, name || case when workspace_id is null then '' else ' (' || code || ')' end as label from groups`,
  workspace: sql`select id, name as label from workspaces`,
  app: sql`select id, name as label from apps`,
  folder: sql`select f.id, f.name || case f.id when f.app_id then ' (root)' else '' end as label from folders f`,
  item: sql`select * from (${sql.join(items, sql` union all `)}) items`,
  file: sql`select id, name as label from files`,
  portal: sql`select id, name || ' (' || state || ')' as label from portals`,
  page: sql`select pages.id, portals.name || ' / ' || pages.name as label from pages join portals on portals.id = pages.portal_id`,
  process: sql`select id, name as label from processes`,
  instance: sql`select id, regexp_replace(name, '^.*: ', '') as label from process_instances`,
  substitution: sql`select s.id, a.full_name || ' away, ' || s.type as label from substitutions s join users a on a.id = s.absent_id`,
  task: sql`select id, name || ', ' || state || ': ' || ${ofInstance} as label from tasks`,
}

const keys = [...Object.keys(castEmployees), ...Object.keys(castOutsiders)] as CastKey[]
const columns: { name: string; actor: Actor }[] = [
  ...(await Promise.all(keys.map(async (name) => ({ name, actor: (await world.as(name)).actor })))),
  { name: 'nobody', actor: anonymous },
  { name: 'system', actor: { kind: 'system', reason: 'matrix', for: null } },
]

const sign = (decision: Decision): string => (decision.allowed ? '✔' : decision.seen ? '✘' : '–')
const width = 7

async function lineOf(permission: Permission, { label, resource }: Thing): Promise<string> {
  const decisions = await Promise.all(columns.map(({ actor }) => decide(db, actor, permission, resource as never)))
  const signs = decisions.map((decision) => sign(decision).padEnd(width)).join('')
  return `${signs}${label}`.trimEnd()
}

async function matrix(): Promise<{ text: string; lines: Map<Permission, number> }> {
  const lines = new Map<Permission, number>()
  const parts = [
    'Who may do what. ✔ may · ✘ sees it, may not · – it is not there for them. Written by matrix.test.ts; do not edit.',
    '',
  ]
  for (const kind of new Set(Object.values(permissions))) {
    const things = await thingsOf(kind)
    for (const permission of permissionsOn(kind)) {
      parts.push(
        `${permission}`,
        columns
          .map(({ name }) => name.padEnd(width))
          .join('')
          .trimEnd(),
      )
      for (const thing of things) parts.push(await lineOf(permission, thing))
      parts.push('')
      lines.set(permission, things.length)
    }
  }
  return { text: `${parts.join('\n').trimEnd()}\n`, lines }
}

test('everybody of the cast may what the matrix says, and nothing else', async () => {
  const { text, lines } = await matrix()
  const all = Object.keys(permissions) as Permission[]
  expect(all.filter((permission) => !lines.get(permission))).toEqual([])
  if (process.env.PORTICO_UPDATE_MATRIX === '1') await writeFile(file, text)
  const kept = await readFile(file, 'utf8').catch(() => '')
  expect(text, 'If the change is meant: PORTICO_UPDATE_MATRIX=1, and look at the diff').toBe(kept)
})
