import { readFile } from 'node:fs/promises'
import { createApp } from '../../src/apps/commands/create-app.ts'
import { publishApp } from '../../src/apps/commands/publish-app.ts'
import { saveFields } from '../../src/apps/commands/save-fields.ts'
import type { AppId, GroupId, PortalId, ProcessId, TaskId, WorkspaceId } from '../../src/base/ids.ts'
import { requestFields } from '../../src/main/demo/service-desk.ts'
import { activatePortal } from '../../src/portals/commands/activate-portal.ts'
import { enablePortal } from '../../src/portals/commands/enable-portal.ts'
import { createProcess } from '../../src/processes/commands/create-process.ts'
import { publishProcess } from '../../src/processes/commands/publish-process.ts'
import { saveDraft } from '../../src/processes/commands/save-draft.ts'
import { startProcess } from '../../src/processes/commands/start-process.ts'
import { listMyTasks } from '../../src/tasks/queries/list-my-tasks.ts'
import { createWorkspace } from '../../src/workspaces/commands/create-workspace.ts'
import { draw } from '../processes/draw.ts'
import type { Someone, World } from './world.ts'

export type Desk = { workspace: WorkspaceId; app: AppId; portal: PortalId; process: ProcessId }

const requestProcess = new URL('../../src/processes/templates/handle-a-request.bpmn', import.meta.url)

/**
 * The service desk of the story: workspace, app *Requests*, portal with Dana, Omar and Ruth in it, and the process
 * *Handle a request*, which they may start.
 */
export async function makeDesk(world: World): Promise<Desk> {
  const adam = await world.as('adam')
  const { id: workspace } = await adam.run(createWorkspace, { name: 'Service desk' })
  const { id: app } = await adam.run(createApp, { workspace, name: 'Requests', itemName: 'Request' })
  const { version } = await adam.run(saveFields, { app, version: 1, fields: requestFields })
  await adam.run(publishApp, { app, version })
  const { id: portal } = await adam.run(enablePortal, { workspace, template: 'empty' })
  await adam.run(activatePortal, { portal })
  const xml = await readFile(requestProcess, 'utf8')
  const process = await makeProcess(world, workspace, 'Handle a request', xml)
  await admit(world, portal, process)
  return { workspace, app, portal, process }
}

/** Draws and publishes a process. */
export async function makeProcess(world: World, workspace: WorkspaceId, name: string, xml: string): Promise<ProcessId> {
  const adam = await world.as('adam')
  const { id, draftVersion } = await adam.run(createProcess, { workspace, name })
  const saved = await adam.run(saveDraft, { process: id, draftVersion, xml })
  await adam.run(publishProcess, { process: id, draftVersion: saved.draftVersion })
  return id
}

/** Lets the portal's people in and gives them the right that a *Start process* button on a page would give. */
async function admit(world: World, portal: PortalId, process: ProcessId): Promise<void> {
  const { pool, people } = world
  const { rows } = await pool.query<{ group_id: GroupId }>('select group_id from portals where id = $1', [portal])
  const group = rows[0]!.group_id
  await pool.query(
    `insert into group_members (group_id, member_id, audience) select $1, unnest($2::uuid[]), 'external' on conflict do nothing`,
    [group, [people.dana, people.omar, people.ruth]],
  )
  await grantStart(world, process, group, 'external')
}

export async function grantStart(world: World, process: ProcessId, to: string, audience: 'employees' | 'external') {
  await world.pool.query(
    `insert into grants (id, principal_id, audience, resource_kind, resource_id, rights)
      values (uuid7(), $1, $2, 'process', $3, array['start'])`,
    [to, audience, process],
  )
}

let drawn = 0

/** A drawing of one task with these settings and one button. */
export const oneTask = (settings: string): string =>
  draw(`
    start s
    user work ${settings}
    end e
    s -> work
    work -> e ! done
  `)

/** Publishes and starts a process of one task; gives that task. */
export async function giveTask(
  world: World,
  workspace: WorkspaceId,
  settings: string,
  starter: Someone,
): Promise<TaskId> {
  drawn += 1
  return startAndFind(world, await makeProcess(world, workspace, `One task ${drawn}`, oneTask(settings)), starter)
}

/** Starts a process as an employee and gives its first open task, whoever has it. */
export async function startAndFind(world: World, process: ProcessId, starter: Someone): Promise<TaskId> {
  const { instance } = await starter.run(startProcess, { process })
  const { rows } = await world.pool.query<{ id: TaskId }>(
    'select id from tasks where instance_id = $1 and ended_at is null order by element_key limit 1',
    [instance],
  )
  return rows[0]!.id
}

/** The newest task of one of the person's lists. */
export async function firstTask(person: Someone, list: 'mine' | 'to_take' = 'mine'): Promise<TaskId> {
  const { rows } = await person.run(listMyTasks, { list })
  if (!rows[0]) throw new Error(`Expected a task in the list ${list}, found none`)
  return rows[0].id
}
