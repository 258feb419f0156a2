import { setTimeout as sleep } from 'node:timers/promises'
import { Client } from 'pg'
import { beforeEach, describe, expect, test } from 'vitest'
import { fromNow, makeAbsences, soon } from '../../test/cast/absences.ts'
import { giveTask, makeDesk } from '../../test/cast/desk.ts'
import { makeWorld, refusalOf, type Someone } from '../../test/cast/world.ts'
import type { TaskId } from '../base/ids.ts'
import { completeTask } from '../processes/commands/complete-task.ts'
import { getTask } from '../processes/queries/get-task.ts'
import { claimTask } from './commands/claim-task.ts'
import { deleteSubstitution } from './commands/delete-substitution.ts'
import { reassignTask } from './commands/reassign-task.ts'
import { listMyTasks } from './queries/list-my-tasks.ts'
import { previewSubstitution } from './queries/preview-substitution.ts'

const world = await makeWorld()
const desk = await makeDesk(world)
const { pool, people } = world
const adam = await world.as('adam')
const kevin = await world.as('kevin')
const lena = await world.as('lena')
const igor = await world.as('igor')
const sofia = await world.as('sofia')
const { plan, settle, endNow, clear } = makeAbsences(world, adam)
beforeEach(clear)

const executor = (kind: string, ref: string | null, choose = 'first') =>
  `<portico:executor kind="${kind}" ${ref === null ? '' : `ref="${ref}"`} choose="${choose}" />`
const forKevin = executor('user', 'kevin@larkfield.example')
const given = (settings: string, starter: Someone = igor): Promise<TaskId> =>
  giveTask(world, desk.workspace, settings, starter)
const lookAt = (task: TaskId) => adam.run(getTask, { task })
const mine = async (who: Someone) => (await who.run(listMyTasks, {})).rows.map(({ id }) => id)

describe('while somebody is away (J105)', () => {
  test('new tasks go to the substitute, and everybody sees for whom', async () => {
    await plan(people.kevin, people.lena)
    const task = await given(forKevin)
    expect(await lookAt(task)).toMatchObject({
      state: 'claimed',
      assignee: { name: 'Lena Novak' },
      actingFor: { name: 'Kevin Hale' },
    })
    expect((await lookAt(task)).steps).toContain('Kevin Hale is away: Lena Novak stands in.')
    expect(await mine(lena)).toContain(task)
  })

  test('who completed it, and for whom, stands in the history and in the audit', async () => {
    await plan(people.kevin, people.lena)
    const task = await given(forKevin)
    const { version } = await lookAt(task)
    await lena.run(completeTask, { task, version, outcome: 'done' })
    expect((await lookAt(task)).history.at(-1)).toMatchObject({
      kind: 'completed',
      actor: { name: 'Lena Novak' },
      actingFor: { name: 'Kevin Hale' },
    })
    const { rows } = await pool.query(
      `select actor_id, for_user_id from audit_events where operation = 'completeTask' and resource_id = $1`,
      [task],
    )
    expect(rows).toEqual([{ actor_id: people.lena, for_user_id: people.kevin }])
  })

  test('informing moves nothing', async () => {
    await plan(people.kevin, people.lena, { type: 'inform' })
    expect((await lookAt(await given(forKevin))).assignee?.name).toBe('Kevin Hale')
  })

  test('a group goes on with whoever is there', async () => {
    await plan(people.kevin, people.igor)
    const task = await given(executor('group', 'support', 'least_busy'))
    expect((await lookAt(task)).assignee?.name).toBe('Lena Novak')
  })

  test('when all of a group are away, their substitutes are asked too', async () => {
    await plan(people.kevin, people.igor)
    await plan(people.lena, people.sofia)
    const task = await given(executor('group', 'support'))
    expect((await lookAt(task)).candidates).toEqual(['Igor Petrov', 'Sofia Marin', 'Support'])
    await sofia.run(claimTask, { task })
    expect(await lookAt(task)).toMatchObject({ assignee: { name: 'Sofia Marin' }, actingFor: { name: 'Lena Novak' } })
  })

  test('four eyes hold for the substitute: it stays with the absent person', async () => {
    await plan(people.kevin, people.lena)
    const task = await given(`${forKevin}<portico:exclusion kind="initiator" />`, lena)
    expect((await lookAt(task)).assignee?.name).toBe('Kevin Hale')
  })

  test.each([
    ['a person', forKevin, 'Kevin Hale'],
    ['the superior of the initiator', executor('initiator_superior', null), 'Marta Okafor'],
  ])('a task of %s that ignores substitutions waits', async (_, rule, name) => {
    await plan(people.kevin, people.lena)
    await plan(people.marta, people.lena)
    const task = await given(rule.replace(' />', ' ignoreSubstitution="true" />'), kevin)
    expect(await lookAt(task)).toMatchObject({ state: 'claimed', assignee: { name }, actingFor: null })
    expect((await refusalOf(lena.run(getTask, { task }))).kind).toBe('not_found')
  })

  test('a locked substitute gets nothing, and nobody from outside can be one', async () => {
    await plan(people.kevin, people.lena)
    await pool.query(`update users set status = 'locked', locked_at = now() where id = $1`, [people.lena])
    expect((await lookAt(await given(forKevin))).assignee?.name).toBe('Kevin Hale')
    await pool.query(`update users set status = 'active', locked_at = null where id = $1`, [people.lena])
  })
})

describe('several substitutes (J107)', () => {
  test('the first rule that fits decides; the rest goes to the main one', async () => {
    await plan(people.kevin, people.lena, {
      rules: [
        { name: 'Never', condition: 'name = "Something else"', substitute: people.igor },
        { name: 'Unreadable', condition: 'item.amount > 3', substitute: people.igor },
        { name: 'By its name', condition: 'contains(name, "Work")', substitute: people.sofia },
      ] as never,
    })
    const task = await given(forKevin)
    const seen = await lookAt(task)
    const expected = /Work/.test(seen.name) ? 'Sofia Marin' : 'Lena Novak'
    expect(seen.assignee?.name).toBe(expected)
    expect(seen.steps.join(' ')).toContain('The rule “Unreadable” could not be asked')
  })

  test('by workspace', async () => {
    const rule = { name: 'Desk', workspace: desk.workspace, substitute: people.sofia }
    await plan(people.kevin, people.lena, { rules: [rule] as never })
    const task = await given(forKevin)
    expect(await lookAt(task)).toMatchObject({ assignee: { name: 'Sofia Marin' }, actingFor: { name: 'Kevin Hale' } })
  })

  test('a condition that is no FEEL is refused', async () => {
    const rules = [{ name: 'Bad', condition: 'name ==', substitute: people.igor }] as never
    expect((await refusalOf(plan(people.kevin, people.lena, { rules }))).code).toBe('substitution.bad_condition')
  })
})

describe('chains', () => {
  test('new tasks follow the substitutes to the first who is there', async () => {
    await plan(people.kevin, people.lena)
    await plan(people.lena, people.igor)
    const task = await given(forKevin)
    expect(await lookAt(task)).toMatchObject({ assignee: { name: 'Igor Petrov' }, actingFor: { name: 'Kevin Hale' } })
  })

  test('a circle never loops: current tasks stay, new ones end at its last link', async () => {
    const before = await given(forKevin)
    await plan(people.lena, people.kevin)
    await settle(await plan(people.kevin, people.lena, { moveTasks: 'all' }))
    expect((await lookAt(before)).assignee?.name).toBe('Kevin Hale')
    expect((await lookAt(await given(forKevin))).assignee?.name).toBe('Lena Novak')
  })
})

describe('tasks that are there already (J106)', () => {
  test('move at the start, and come back at the end', async () => {
    const task = await given(forKevin)
    const { version } = await lookAt(task)
    const id = await plan(people.kevin, people.lena, { moveTasks: 'all' })
    await settle(id)
    expect(await lookAt(task)).toMatchObject({ assignee: { name: 'Lena Novak' }, actingFor: { name: 'Kevin Hale' } })
    expect((await refusalOf(kevin.run(completeTask, { task, version, outcome: 'done' }))).kind).toBe('conflict')
    const later = await given(forKevin)
    await endNow(id)
    for (const back of [task, later]) {
      expect(await lookAt(back)).toMatchObject({ assignee: { name: 'Kevin Hale' }, actingFor: null })
      expect((await lookAt(back)).history.at(-1)).toMatchObject({ kind: 'given_back', to: { name: 'Kevin Hale' } })
      expect((await refusalOf(lena.run(getTask, { task: back }))).kind).toBe('not_found')
    }
  })

  test('only those due before the end, when asked so', async () => {
    const [due, undue] = [await given(forKevin), await given(forKevin)]
    await pool.query(`update tasks set due_at = now() + interval '2 days' where id = $1`, [due])
    expect(await adam.run(previewSubstitution, { absent: people.kevin, ...fromNow })).toEqual({ due: 1, all: 2 })
    await settle(await plan(people.kevin, people.lena, { moveTasks: 'due' }))
    expect((await lookAt(due)).assignee?.name).toBe('Lena Novak')
    expect((await lookAt(undue)).assignee?.name).toBe('Kevin Hale')
  })

  test('what ignores substitutions stays, and is not counted', async () => {
    const task = await given(forKevin.replace(' />', ' ignoreSubstitution="true" />'))
    expect(await adam.run(previewSubstitution, { absent: people.kevin, ...fromNow })).toEqual({ due: 0, all: 0 })
    await settle(await plan(people.kevin, people.lena, { moveTasks: 'all' }))
    expect((await lookAt(task)).assignee?.name).toBe('Kevin Hale')
  })

  test('what was offered to a group is offered to the substitute of who leaves it empty, and no longer afterwards', async () => {
    const task = await given(executor('group', 'support'))
    const kept = await given(executor('group', 'support').replace(' />', ' ignoreSubstitution="true" />'))
    await settle(await plan(people.kevin, people.igor, { moveTasks: 'all' }))
    expect((await lookAt(task)).candidates).toEqual(['Support'])
    const id = await plan(people.lena, people.sofia, { moveTasks: 'all' })
    await settle(id)
    await settle(id)
    expect((await lookAt(task)).candidates).toEqual(['Sofia Marin', 'Support'])
    expect((await lookAt(kept)).candidates).toEqual(['Support'])
    expect((await refusalOf(igor.run(claimTask, { task }))).kind).toBe('not_found')
    await endNow(id)
    expect((await lookAt(task)).candidates).toEqual(['Support'])
    expect((await refusalOf(sofia.run(claimTask, { task }))).kind).toBe('not_found')
  })

  test('nor to a substitute who must not do it (four eyes)', async () => {
    const task = await given(`${executor('group', 'support')}<portico:exclusion kind="initiator" />`, sofia)
    await plan(people.kevin, people.igor)
    await settle(await plan(people.lena, people.sofia, { moveTasks: 'all' }))
    expect((await lookAt(task)).candidates).toEqual(['Support'])
  })

  test('without giving back, the substitute keeps what was begun', async () => {
    const id = await plan(people.kevin, people.lena, { giveBack: false })
    const task = await given(forKevin)
    await endNow(id)
    expect((await lookAt(task)).assignee?.name).toBe('Lena Novak')
    expect(await mine(lena)).toContain(task)
  })

  test('what a substitute hands to the absent person stays there, whatever runs again (F-01)', async () => {
    const task = await given(forKevin)
    const id = await plan(people.kevin, people.lena, { moveTasks: 'all' })
    await settle(id)
    const hand = async (by: Someone) =>
      by.run(reassignTask, { task, version: (await lookAt(task)).version, assignee: people.kevin })
    await hand(adam)
    expect((await lookAt(task)).assignee?.name).toBe('Lena Novak')
    const boss = await world.as('adam')
    await pool.query(
      `insert into group_members (group_id, member_id, audience) values ('00000000-0000-7000-8000-000000000001', $1, 'employees')`,
      [people.lena],
    )
    await hand(lena)
    await pool.query(
      `delete from group_members where group_id = '00000000-0000-7000-8000-000000000001' and member_id = $1`,
      [people.lena],
    )
    await settle(id)
    await settle(id)
    expect((await boss.run(getTask, { task })).assignee?.name).toBe('Kevin Hale')
  })

  test('a job that comes too early, twice or too late does nothing more (F-11)', async () => {
    const task = await given(forKevin)
    const upcoming = await plan(people.kevin, people.lena, { moveTasks: 'all', from: soon })
    await settle(upcoming)
    expect((await lookAt(task)).assignee?.name).toBe('Kevin Hale')
    await adam.run(deleteSubstitution, { substitution: upcoming })
    await settle(upcoming)
    const running = await plan(people.kevin, people.lena, { moveTasks: 'all' })
    await Promise.all([settle(running), settle(running), settle(running)])
    const moves = (await lookAt(task)).history.filter(({ kind }) => kind === 'taken_over')
    expect(moves).toHaveLength(1)
    await endNow(running)
    await settle(running)
    expect((await lookAt(task)).history.filter(({ kind }) => kind === 'given_back')).toHaveLength(1)
  })

  test('hundreds go over in batches, each once', async () => {
    await pool.query(
      `with made as (insert into tasks (id, name, state, assignee_id, claimed_at)
         select uuid7(), 'Many ' || n, 'claimed', $1, now() from generate_series(1, 250) n returning id)
       insert into task_candidates (task_id, principal_id) select id, $1 from made`,
      [people.kevin],
    )
    const id = await plan(people.kevin, people.lena, { moveTasks: 'all' })
    await settle(id)
    const { rows } = await pool.query(
      `select count(*)::int as tasks, count(distinct t.id)::int as moved from tasks t join task_events e on e.task_id = t.id and e.kind = 'taken_over'
       where t.name like 'Many %' and t.assignee_id = $1 and t.for_user_id = $2`,
      [people.lena, people.kevin],
    )
    expect(rows).toEqual([{ tasks: 250, moved: 250 }])
  })
})

test('connections cut at any statement lose and double nothing (F-01, F-15)', async () => {
  await pool.query(
    `with made as (insert into tasks (id, name, state, assignee_id, claimed_at)
       select uuid7(), 'Cut ' || n, 'claimed', $1, now() from generate_series(1, 600) n returning id)
     insert into task_candidates (task_id, principal_id) select id, $1 from made`,
    [people.kevin],
  )
  const id = await plan(people.kevin, people.lena, { moveTasks: 'all' })
  const cutter = new Client(world.url)
  await cutter.connect()
  for (let round = 0; round < 6; round += 1) {
    const working = settle(id).catch(() => 'cut')
    await sleep(5 + round * 12)
    await cutter.query(
      `select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()`,
    )
    await working
  }
  await sleep(100)
  await settle(id)
  const { rows } = await cutter.query(
    `select count(*)::int as events, count(distinct t.id)::int as tasks, bool_and(t.assignee_id = $1 and t.for_user_id = $2) as right
     from tasks t join task_events e on e.task_id = t.id and e.kind = 'taken_over' where t.name like 'Cut %'`,
    [people.lena, people.kevin],
  )
  const audited = await cutter.query(
    `select sum((facts ->> 'takenOver')::int)::int as moved from audit_events where operation = 'carryOutSubstitution' and resource_id = $1`,
    [id],
  )
  await cutter.end()
  expect([rows, audited.rows]).toEqual([[{ events: 600, tasks: 600, right: true }], [{ moved: 600 }]])
})
