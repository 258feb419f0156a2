import { sql } from 'kysely'
import { newId } from '../../src/base/ids.ts'
import type { Tx } from '../../src/sql/database.ts'
import { type Built, type Ground, insert, longAgo, type Names, some } from './rows.ts'
import {
  folderOf,
  type Grant,
  grantsIn,
  isOpenTask,
  namedIn,
  parentOf,
  type Party,
  shownIn,
  type SmallWorld,
  substitutionsIn,
} from './small-world.ts'

type Known = { portalGroups: string[]; idOf: (one: Party) => string }

export async function makeThings(
  tx: Tx,
  world: SmallWorld,
  made: Built,
  ground: Ground,
  { portalGroups, idOf }: Known,
) {
  for (const [at, { id, table }] of ground.apps.entries()) {
    const { mode, headsInherit } = world.apps[at]!
    await sql`update apps set mode = ${mode}, heads_inherit = ${headsInherit} where id = ${id}`.execute(tx)
    const rows = world.items.flatMap(({ app, author }, n) =>
      app === at
        ? [
            {
              id: made.item[n],
              app_id: id,
              version: 1,
              created_by: author === null ? null : made.user[author],
              created_at: longAgo,
              updated_at: longAgo,
            },
          ]
        : [],
    )
    await insert(tx, `app_data.${table}`, rows)
  }
  await makeFolders(tx, world, made)
  const access = (at: number, party: Party | null, via: string) =>
    party ? [{ app_id: made.app[world.items[at]!.app], item_id: made.item[at], principal_id: idOf(party), via }] : []
  await insert(
    tx,
    'item_access',
    world.items.flatMap(({ author }, at) => [
      ...access(at, author === null ? null : { is: 'person', at: author }, 'author'),
      ...access(at, namedIn(world, at), 'field:owner'),
    ]),
  )
  await insert(
    tx,
    'files',
    world.files.map(({ by, item, deleted }, at) => ({
      id: made.file[at],
      name: 'file.txt',
      size: 1,
      media_type: 'text/plain',
      sha256: '\\x00',
      storage_key: made.file[at],
      uploaded_by: made.user[by],
      uploaded_at: longAgo,
      app_id: item === null ? null : made.app[world.items[item]!.app],
      item_id: item === null ? null : made.item[item],
      deleted_at: deleted ? longAgo : null,
    })),
  )
  await insert(
    tx,
    'portals',
    world.portals.map(({ state }, at) => ({
      id: made.portal[at],
      workspace_id: made.workspace[at],
      group_id: portalGroups[at],
      state,
      audience: 'external',
      name: `Portal ${at}`,
      branding: {},
      created_at: longAgo,
      activated_at: longAgo,
      version: 1,
    })),
  )
  await insert(
    tx,
    'pages',
    world.pages.map(({ portal, deleted }, at) => ({
      id: made.page[at],
      portal_id: made.portal[portal],
      code: `page_${at}`,
      name: `Page ${at}`,
      sort: at,
      draft: { widgets: [] },
      draft_version: 1,
      created_at: longAgo,
      deleted_at: deleted ? longAgo : null,
    })),
  )
  await insert(
    tx,
    'page_versions',
    made.page.flatMap((page) =>
      [0, 1].map((version) => ({
        id: versionOf(page, version),
        page_id: page,
        number: version + 1,
        content: {},
        published_at: longAgo,
      })),
    ),
  )
  for (const [at, { current }] of world.pages.entries()) {
    if (current === null) continue
    const page = made.page[at]!
    await sql`update pages set current_version_id = ${versionOf(page, current)} where id = ${page}`.execute(tx)
  }
}

async function makeFolders(tx: Tx, world: SmallWorld, made: Built) {
  const row = (id: string, app: string, parent: string | null, inherits: boolean) => ({
    id,
    app_id: app,
    parent_id: parent,
    name: id,
    sort: 0,
    inherits,
    created_at: longAgo,
    version: 1,
  })
  await insert(tx, 'folders', [
    ...made.app.map((app) => row(app, app, null, true)),
    ...world.folders.map(({ app, inherits }, at) => {
      const parent = parentOf(world, at)
      return row(made.folder[at]!, made.app[app]!, parent === null ? made.app[app]! : made.folder[parent]!, inherits)
    }),
  ])
  await insert(
    tx,
    'item_folders',
    world.items.map(({ app }, at) => {
      const folder = folderOf(world, at)
      return {
        app_id: made.app[app],
        item_id: made.item[at],
        folder_id: folder === null ? made.app[app] : made.folder[folder],
      }
    }),
  )
}

/** Ids of a page's versions follow from its own. */
const versionOf = (page: string, version: number): string =>
  `${page.slice(0, -1)}${page.endsWith('a') ? 'b' : 'a'}`.replace(/^./, String(version))

const appOf = (world: SmallWorld, made: Built, { kind, at }: Grant['on']) =>
  kind === 'item' ? made.app[world.items[at]!.app] : kind === 'folder' ? made.app[world.folders[at]!.app] : null

export async function makeGrants(tx: Tx, world: SmallWorld, made: Built, { idOf, audienceOf }: Names) {
  await insert(
    tx,
    'grants',
    grantsIn(world).map(({ to, on, rights, narrowedTo, page, ends, revoked }) => ({
      id: newId(),
      principal_id: idOf(to),
      audience: audienceOf(to),
      resource_kind: on.kind,
      resource_id: made[on.kind][on.at],
      app_id: appOf(world, made, on),
      rights,
      narrowed_to: narrowedTo,
      narrowed_field: narrowedTo === 'field' ? 'owner' : null,
      page_version_id: page === null ? null : versionOf(made.page[page.at]!, page.version),
      granted_at: longAgo,
      expires_at: some[ends],
      reason: '',
      revoked_at: revoked ? some.past : null,
    })),
  )
  const shown = new Map(shownIn(world).map(({ kind, at, to }) => [`${kind} ${at} ${idOf(to)}`, { kind, at, to }]))
  await insert(
    tx,
    'visibility',
    [...shown.values()].map(({ kind, at, to }) => ({
      resource_kind: kind,
      resource_id: made[kind][at],
      principal_id: idOf(to),
      audience: 'employees',
    })),
  )
}

export async function makeWork(tx: Tx, world: SmallWorld, made: Built, ground: Ground, idOf: (one: Party) => string) {
  for (const [at, { process, initiator }] of world.instances.entries()) {
    await sql`insert into process_instances (id, process_id, version_id, name, initiator_id, state)
      values (${made.instance[at]}, ${made.process[process]}, ${ground.processes[process]!.version}, 'Instance', ${initiator === null ? null : made.user[initiator]}, 'active')`.execute(
      tx,
    )
  }
  await insert(
    tx,
    'tasks',
    world.tasks.map((task, at) => ({
      id: made.task[at],
      name: `Task ${at}`,
      state: task.state,
      instance_id: task.instance === null ? null : made.instance[task.instance],
      element_key: task.instance === null ? null : at + 1,
      app_id: task.item === null ? null : made.app[world.items[task.item]!.app],
      item_id: task.item === null ? null : made.item[task.item],
      assignee_id: task.state === 'ready' ? null : made.user[task.assignee],
      excluded: task.excluded.map((person) => made.user[person]),
      form: [],
      buttons: [],
      created_at: longAgo,
      ended_at: isOpenTask(task) ? null : longAgo,
      ended_by: task.state === 'completed' ? made.user[task.assignee] : null,
      version: 1,
    })),
  )
  const candidates = world.tasks.flatMap((task, at) => {
    const named = task.candidates.map(idOf)
    const all = task.state === 'claimed' ? [...named, made.user[task.assignee]!] : named
    return [...new Set(all)].map((principal_id) => ({ task_id: made.task[at], principal_id, open: isOpenTask(task) }))
  })
  await insert(tx, 'task_candidates', candidates)
}

const periods = {
  past: { starts_at: '2019-01-01T00:00:00Z', ends_at: '2020-01-01T00:00:00Z' },
  now: { starts_at: longAgo, ends_at: '2100-01-01T00:00:00Z' },
  future: { starts_at: '2100-01-01T00:00:00Z', ends_at: '2101-01-01T00:00:00Z' },
}

export async function makeSubstitutions(tx: Tx, world: SmallWorld, made: Built) {
  const all = substitutionsIn(world)
  await insert(
    tx,
    'substitutions',
    all.map(({ absent, substitute, type, when }, at) => ({
      id: made.substitution[at],
      type,
      absent_id: made.user[absent],
      substitute_id: made.user[substitute],
      employee: 'employee',
      ...periods[when],
      time_zone: 'UTC',
      move_tasks: 'none',
      give_back: false,
      note: '',
      created_at: longAgo,
      version: 1,
    })),
  )
  await insert(
    tx,
    'substitution_rules',
    all.flatMap(({ absent, byRule }, at) =>
      byRule === null
        ? []
        : [
            {
              substitution_id: made.substitution[at],
              absent_id: made.user[absent],
              position: 1,
              name: 'Some',
              substitute_id: made.user[byRule],
              employee: 'employee',
            },
          ],
    ),
  )
}
