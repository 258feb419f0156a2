import { Readable } from 'node:stream'
import type { AppId, FileId, ItemId, ProcessInstanceId, TaskId } from '../../src/base/ids.ts'
import { uploadFileOnPortal } from '../../src/files/commands/upload-file.ts'
import { makeServiceDesk, type ServiceDesk } from '../../src/main/demo/service-desk.ts'
import type { CommandContext } from '../../src/operations/operation.ts'
import { joinPortal } from '../../src/portals/commands/join-portal.ts'
import { completeTask } from '../../src/processes/commands/complete-task.ts'
import { startProcessOnPortal } from '../../src/processes/commands/start-process.ts'
import { transaction } from '../../src/sql/database.ts'
import { claimTask } from '../../src/tasks/commands/claim-task.ts'
import { makeWorld, type Someone, type World } from './world.ts'

/** A request somebody from outside filed, with the file they left in it and the task it has now (or had last). */
export type Filed = { instance: ProcessInstanceId; item: ItemId; file: FileId; task: TaskId; subject: string }

export type ServiceDeskWorld = World & {
  desk: ServiceDesk & { code: string }
  adam: Someone
  vera: Someone
  kevin: Someone
  lena: Someone
  igor: Someone
  dana: Someone
  ruth: Someone
  omar: Someone
  /** Dana's waits for Support, her second for herself; Omar's is claimed by Kevin; Ruth's is resolved. */
  requests: Record<'dana' | 'danaAsked' | 'omar' | 'ruth', Filed>
  file(who: Someone, subject: string): Promise<Filed>
}

export const deskCode = 'service_desk'

/** The cast with the service desk of the demo company, and requests whose tasks stand in every state. */
export async function makeServiceDeskWorld(): Promise<ServiceDeskWorld> {
  const world = await makeWorld()
  const { pool, people } = world
  const [adam, vera, kevin, lena, igor] = await everyone(world, ['adam', 'vera', 'kevin', 'lena', 'igor'])
  const [dana, ruth, omar] = await everyone(world, ['dana', 'ruth', 'omar'])
  const run: CommandContext['run'] = (command, input) => adam.run(command, input as never)
  const desk = await transaction(world.db, (tx) => makeServiceDesk(run, tx, adam.actor))
  for (const user of [people.dana, people.ruth, people.omar]) await adam.run(joinPortal, { portal: desk.portal, user })

  const newestTask = async (instance: ProcessInstanceId): Promise<TaskId> => {
    const { rows } = await pool.query<{ id: TaskId }>(
      'select id from tasks where instance_id = $1 order by created_at desc, id desc limit 1',
      [instance],
    )
    return rows[0]!.id
  }
  const file = async (who: Someone, subject: string): Promise<Filed> => {
    const name = `${subject.split(' ')[0]!.toLowerCase()}.txt`
    const left = await who.run(uploadFileOnPortal, { name }, { upload: Readable.from([Buffer.from(subject)]) })
    const values = { subject, description: `About: ${subject}`, category: 'fault', attachment: [left.id] }
    const { instance, item } = await who.run(startProcessOnPortal, { process: desk.process, values })
    return { instance, item: item!.id, file: left.id, task: await newestTask(instance), subject }
  }
  const work = async ({ instance, task }: Filed, outcome: string, answer: string): Promise<TaskId> => {
    const { version } = await kevin.run(claimTask, { task })
    await kevin.run(completeTask, { task, version, outcome, values: { answer } })
    return newestTask(instance)
  }

  const requests = {
    dana: await file(dana, 'Centrifuge stops after ten minutes'),
    danaAsked: await file(dana, 'Microscope is out of focus'),
    omar: await file(omar, 'Twelve replacement filters'),
    ruth: await file(ruth, 'Training videos do not open'),
  }
  requests.danaAsked.task = await work(requests.danaAsked, 'ask', 'Which objective?')
  await kevin.run(claimTask, { task: requests.omar.task })
  requests.ruth.task = await work(requests.ruth, 'resolve', 'Both have an account now.')
  const made = { ...desk, code: deskCode }
  return { ...world, desk: made, adam, vera, kevin, lena, igor, dana, ruth, omar, requests, file }
}

const everyone = async <const K extends readonly Parameters<World['as']>[0][]>(world: World, keys: K) =>
  (await Promise.all(keys.map((key) => world.as(key)))) as { [I in keyof K]: Someone }

/** Everything that is stored of an item: its row, its history, its audit rows; to be compared byte for byte. */
export async function storedOf({ pool }: World, app: AppId, item: ItemId): Promise<string> {
  const { rows: tables } = await pool.query<{ name: string }>('select table_name as name from apps where id = $1', [
    app,
  ])
  const { rows } = await pool.query<{ stored: string }>(
    `select jsonb_build_array(
       (select to_jsonb(t) from app_data.${tables[0]!.name} t where id = $1),
       (select jsonb_agg(to_jsonb(c) order by c.id) from item_changes c where item_id = $1),
       (select jsonb_agg(to_jsonb(a) order by a.id) from audit_events a where resource_id = $1::text),
       (select jsonb_agg(to_jsonb(f) order by f.id) from files f where item_id = $1),
       (select jsonb_agg(to_jsonb(p) order by p.id) from process_instances p where item_id = $1))::text as stored`,
    [item],
  )
  return rows[0]!.stored
}

/** Everything that is stored of a task, likewise. */
export async function storedOfTask({ pool }: World, task: TaskId): Promise<string> {
  const { rows } = await pool.query<{ stored: string }>(
    `select jsonb_build_array(
       (select to_jsonb(t) from tasks t where id = $1),
       (select jsonb_agg(to_jsonb(e) order by e.id) from task_events e where task_id = $1),
       (select jsonb_agg(to_jsonb(c) order by c.principal_id) from task_candidates c where task_id = $1),
       (select jsonb_agg(to_jsonb(v) order by v.scope_key, v.name) from process_variables v join tasks t on t.instance_id = v.instance_id where t.id = $1),
       (select jsonb_agg(to_jsonb(e) order by e.number) from process_events e join tasks t on t.instance_id = e.instance_id where t.id = $1),
       (select jsonb_agg(to_jsonb(a) order by a.id) from audit_events a where resource_id = $1::text))::text as stored`,
    [task],
  )
  return rows[0]!.stored
}
