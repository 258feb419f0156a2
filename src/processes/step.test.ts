import { readdirSync, readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { definitionOf } from '../../test/processes/play.ts'
import { makeWorld, refusalOf, type Someone } from '../../test/cast/world.ts'
import { newId, type ProcessId, type ProcessInstanceId } from '../base/ids.ts'
import { replay } from '../engine/apply.ts'
import type { Definition } from '../engine/definition.ts'
import type { Event } from '../engine/events.ts'
import { newInstance } from '../engine/instance.ts'
import { createProcess } from './commands/create-process.ts'
import { cancelInstance } from './commands/cancel-instance.ts'
import { completeTask } from './commands/complete-task.ts'
import { retryIncident } from './commands/retry-incident.ts'
import { setVariables } from './commands/set-variables.ts'
import { startProcess } from './commands/start-process.ts'
import { claimTask } from '../tasks/commands/claim-task.ts'
import { createWorkspace } from '../workspaces/commands/create-workspace.ts'
import { getInstance } from './queries/get-instance.ts'
import { getTask } from './queries/get-task.ts'
import { listIncidents } from './queries/list-incidents.ts'
import { instanceFrom, type LiveRows } from './rows.ts'
import { loadLive } from './step.sql.ts'
import { draw } from '../../test/processes/draw.ts'

const world = await makeWorld()
const { pool, db } = world
const adam = await world.as('adam')
const vera = await world.as('vera')
const kevin = await world.as('kevin')
const { id: workspace } = await adam.run(createWorkspace, { name: 'Drawings' })

const folder = new URL('../../test/processes/', import.meta.url)
const drawings = readdirSync(folder).filter((name) => name.endsWith('.bpmn'))

/** Publishes a definition as it is, without the app and groups it may name: its tasks go to the supervisor. */
async function deploy(name: string, definition: Definition): Promise<ProcessId> {
  const { id } = await adam.run(createProcess, { workspace, name })
  const version = newId()
  await pool.query(
    `insert into process_versions (id, process_id, number, xml, definition) values ($1, $2, 1, '', $3::jsonb)`,
    [version, id, JSON.stringify(definition)],
  )
  await pool.query('update processes set current_version_id = $1 where id = $2', [version, id])
  return id
}

/** What the rows say and what the history folds into are one and the same instance. */
async function expectRowsToEqualHistory(id: ProcessInstanceId) {
  const { rows: found } = await pool.query<LiveRows & { eventsCount: number }>(
    `select state as status, next_key as "nextKey", initiator_id as initiator, passed, events_count as "eventsCount"
      from process_instances where id = $1`,
    [id],
  )
  const { rows: events } = await pool.query<{ event: Event; number: number }>(
    'select event, number from process_events where instance_id = $1 order by number',
    [id],
  )
  expect(events.map(({ number }) => number)).toEqual(events.map((_, at) => at + 1))
  expect(found[0]!.eventsCount).toBe(events.length)
  const { eventsCount: _, ...row } = found[0]!
  const fromRows = instanceFrom({ ...row, ...(await loadLive(db, id)) })
  const folded = replay(
    newInstance,
    events.map(({ event }) => event),
  )
  expect(fromRows).toEqual(folded)
  await expectWholeTasks(id)
}

/** An open task has its element, and the other way round; an ended instance has nothing live. */
async function expectWholeTasks(id: ProcessInstanceId) {
  const { rows } = await pool.query(
    `select
      (select count(*)::int from tasks t where t.instance_id = $1 and t.ended_at is null and not exists (
        select from element_instances e where e.instance_id = $1 and e.key = t.element_key)) as "tasksWithoutElement",
      (select count(*)::int from element_instances e join process_instances i on i.id = e.instance_id
        join process_versions v on v.id = i.version_id
        where i.id = $1 and v.definition -> 'elements' -> e.element_id ->> 'kind' = 'user_task' and not exists (
          select from tasks t where t.instance_id = $1 and t.element_key = e.key and t.ended_at is null)) as "elementsWithoutTask",
      (select count(*)::int from process_instances i where i.id = $1 and i.state <> 'active' and (
        exists (select from element_instances where instance_id = $1) or exists (select from flow_tokens where instance_id = $1)
        or exists (select from tasks where instance_id = $1 and ended_at is null))) as "endedAndAlive",
      (select count(*)::int from tasks t join task_candidates c on c.task_id = t.id
        where t.instance_id = $1 and c.open <> (t.ended_at is null)) as "candidatesOutOfStep"`,
    [id],
  )
  expect(rows[0]).toEqual({ tasksWithoutElement: 0, elementsWithoutTask: 0, endedAndAlive: 0, candidatesOutOfStep: 0 })
}

/** Does the oldest open task by the button that `turn` falls on, as whoever has it. */
async function doNextTask(id: ProcessInstanceId, turn: number): Promise<boolean> {
  const { rows } = await pool.query(
    `select id, version, buttons, assignee_id, form from tasks where instance_id = $1 and ended_at is null order by element_key limit 1`,
    [id],
  )
  const task = rows[0]
  if (!task) return false
  const worker: Someone = task.assignee_id === null ? kevin : task.assignee_id === vera.id ? vera : adam
  const version = task.assignee_id === null ? (await kevin.run(claimTask, { task: task.id })).version : task.version
  const { buttons, form } = await worker.run(getTask, { task: task.id })
  const outcome = buttons[turn % Math.max(buttons.length, 1)]?.key ?? null
  const values = Object.fromEntries(
    form.flatMap(({ code, type, access, options }, at) =>
      access === 'write' ? [[code, sample(type, turn + at, options?.[0]?.code)]] : [],
    ),
  )
  await worker.run(completeTask, { task: task.id, version, outcome, values })
  return true
}

const sample = (type: string, turn: number, option: string | undefined) => {
  if (type === 'number') return turn * 7
  if (type === 'yes_no') return turn % 2 === 0
  if (type === 'date') return '2026-11-23'
  if (type === 'category') return option ?? null
  return type === 'user' ? vera.id : `text ${turn}`
}

describe.each(drawings)('%s, through the database', async (name) => {
  const definition = await definitionOf(readFileSync(new URL(name, folder)))
  const process = await deploy(name, { ...definition, app: null })

  test.each([0, 1, 2])(
    'rows equal history after every step, each step taken up anew from the rows (walk %i)',
    async (walk) => {
      const values = Object.fromEntries(
        definition.entries.flatMap((entry) => {
          const node = definition.elements[entry]
          const form = node?.kind === 'start_event' ? node.form : []
          const own = form.filter(({ from, access }) => from === 'variable' && access === 'write')
          return own.map((field, at) => [
            field.name,
            sample(field.type ?? 'string', walk + at, field.options[0]?.value),
          ])
        }),
      )
      const started = await adam
        .run(startProcess, { process, values: values as Record<string, string> })
        .catch((error: unknown) => {
          // A drawing whose first step has no way out is refused whole; that is its own scenario.
          if ((error as { code?: string }).code?.startsWith('process.')) return null
          throw error
        })
      if (started === null) return
      await expectRowsToEqualHistory(started.instance)
      for (let turn = 0; turn < 12; turn += 1) {
        const done = await doNextTask(started.instance, walk + turn).catch((error: unknown) => {
          if ((error as { code?: string }).code?.startsWith('process.')) return false
          throw error
        })
        await expectRowsToEqualHistory(started.instance)
        if (!done) break
      }
    },
  )
})

describe('an instance that cannot go on', async () => {
  const process = await deploy(
    'A decision nobody can take',
    await definitionOf(
      draw(`
    start s
    xor decide
    user small
    user large
    end e
    s -> decide
    decide -> small : amount < 10
    decide -> large : amount > 100
    small -> e
    large -> e
  `),
    ),
  )

  test('stands as an incident with its expression, and goes on when its cause is mended', async () => {
    const { instance } = await adam.run(startProcess, { process })
    const { rows } = await adam.run(listIncidents, {})
    expect(rows[0]).toMatchObject({ element: 'decide', blocks: true, instance: { id: instance } })
    expect((await adam.run(retryIncident, { instance, key: rows[0]!.key })).isResolved).toBe(false)
    await adam.run(setVariables, { instance, variables: { amount: 5 } })
    const again = await adam.run(getInstance, { instance })
    expect((await adam.run(retryIncident, { instance, key: again.incidents[0]!.key })).isResolved).toBe(true)
    expect(await adam.run(getInstance, { instance })).toMatchObject({ incidents: [], activeElements: ['small'] })
    await expectRowsToEqualHistory(instance)
  })

  test('an incident that is not open any more is told so', async () => {
    const { instance } = await adam.run(startProcess, { process })
    expect((await refusalOf(adam.run(retryIncident, { instance, key: 999 }))).code).toBe('incident.not_open')
  })

  test('cancelling withdraws its tasks, and nothing can be done with it afterwards', async () => {
    const { instance } = await adam.run(startProcess, { process })
    await adam.run(setVariables, { instance, variables: { amount: 500 } })
    const { incidents } = await adam.run(getInstance, { instance })
    await adam.run(retryIncident, { instance, key: incidents[0]!.key })
    await adam.run(cancelInstance, { instance, reason: 'Not needed' })
    expect(await adam.run(getInstance, { instance })).toMatchObject({
      state: 'cancelled',
      tasks: [{ state: 'cancelled' }],
    })
    await expectRowsToEqualHistory(instance)
    const refusal = await refusalOf(adam.run(cancelInstance, { instance, reason: 'Again' }))
    expect(refusal).toMatchObject({ kind: 'conflict', code: 'instance.already_ended' })
  })

  test.each(['igor', 'kevin'] as const)(
    '%s, who does not manage processes, cannot cancel, retry or correct it',
    async (key) => {
      const { instance } = await adam.run(startProcess, { process })
      const person = await world.as(key)
      for (const deed of [
        () => person.run(cancelInstance, { instance, reason: 'Mine' }),
        () => person.run(retryIncident, { instance, key: 1 }),
        () => person.run(setVariables, { instance, variables: { amount: 1 } }),
      ]) {
        expect((await refusalOf(deed())).kind).toBe('not_found')
      }
      expect((await person.run(listIncidents, {})).rows).toEqual([])
    },
  )
})
