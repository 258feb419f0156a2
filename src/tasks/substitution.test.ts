import { beforeEach, describe, expect, test } from 'vitest'
import { giveTask, makeDesk } from '../../test/cast/desk.ts'
import { baseUrl, makeWorld, refusalOf, type Someone } from '../../test/cast/world.ts'
import type { SubstitutionId, TaskId, UserId } from '../base/ids.ts'
import { systemCall } from '../main/system-call.ts'
import { completeTask } from '../processes/commands/complete-task.ts'
import { getTask } from '../processes/queries/get-task.ts'
import { claimTask } from './commands/claim-task.ts'
import { deleteSubstitution } from './commands/delete-substitution.ts'
import { endSubstitution } from './commands/end-substitution.ts'
import { planSubstitution } from './commands/plan-substitution.ts'
import { reassignTask } from './commands/reassign-task.ts'
import { settleSubstitution } from './commands/settle-substitution.ts'
import { updateSubstitution } from './commands/update-substitution.ts'
import { getSubstitution } from './queries/get-substitution.ts'
import { listAbsences } from './queries/list-absences.ts'
import { listMyTasks } from './queries/list-my-tasks.ts'
import { listSubstitutions } from './queries/list-substitutions.ts'
import { previewSubstitution } from './queries/preview-substitution.ts'

const world = await makeWorld()
const desk = await makeDesk(world)
const { pool, people, db } = world
const adam = await world.as('adam')
const kevin = await world.as('kevin')
const lena = await world.as('lena')
const igor = await world.as('igor')
const sofia = await world.as('sofia')

const day = 86_400_000
const inDays = (days: number): string => new Date(Date.now() + days * day).toISOString()
const soon = { startsAt: inDays(1), endsAt: inDays(8) }
const fromNow = { startsAt: '2026-01-01T00:00:00Z', endsAt: inDays(7) }

type More = Partial<Parameters<typeof updateSubstitution.run>[1]> & { by?: Someone; from?: typeof soon }
const plan = async (absent: UserId, substitute: UserId | null, { by = adam, from = fromNow, ...more }: More = {}) =>
  (await by.run(planSubstitution, { absent, substitute, type: 'reassign', ...from, ...more } as never)).id

const settle = (id: SubstitutionId) =>
  settleSubstitution(db, () => systemCall({ ...world, baseUrl }, 'the time of a substitution'), id)
const endNow = async (id: SubstitutionId) => {
  const { version } = await adam.run(getSubstitution, { substitution: id })
  await adam.run(endSubstitution, { substitution: id, version })
  await settle(id)
}
/** Nobody is away any more; what was left open is gone. */
beforeEach(async () => {
  const { rows } = await adam.run(listSubstitutions, { limit: 200 })
  for (const { id, state } of rows) {
    if (state === 'running') await endNow(id)
    if (state === 'upcoming') await adam.run(deleteSubstitution, { substitution: id })
  }
  await pool.query(`update tasks set state = 'cancelled', ended_at = now() where ended_at is null`)
})

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

describe('planning', () => {
  test('upcoming may be changed and deleted, running only ended (J108)', async () => {
    const id = await plan(people.kevin, people.lena, { from: soon })
    const again = { type: 'reassign' as const, ...soon, substitute: people.igor }
    const { version } = await adam.run(updateSubstitution, { substitution: id, version: 1, ...again })
    expect((await adam.run(getSubstitution, { substitution: id })).substitute?.name).toBe('Igor Petrov')
    const stale = adam.run(updateSubstitution, { substitution: id, version: 1, ...again })
    expect((await refusalOf(stale)).code).toBe('substitution.changed_meanwhile')
    expect((await refusalOf(adam.run(endSubstitution, { substitution: id, version }))).code).toBe(
      'substitution.not_running',
    )
    await adam.run(deleteSubstitution, { substitution: id })
    const running = await plan(people.kevin, people.lena)
    const change = adam.run(updateSubstitution, { substitution: running, version: 1, ...again })
    expect((await refusalOf(change)).code).toBe('substitution.begun')
    expect((await refusalOf(adam.run(deleteSubstitution, { substitution: running }))).code).toBe('substitution.begun')
    await adam.run(endSubstitution, { substitution: running, version: 1, endsAt: inDays(3) })
    await endNow(running)
    expect((await refusalOf(adam.run(endSubstitution, { substitution: running, version: 3 }))).code).toBe(
      'substitution.not_running',
    )
  })

  test('the schema keeps it too, whichever way in', async () => {
    const id = await plan(people.kevin, people.lena)
    await expect(
      pool.query('update substitutions set substitute_id = $2 where id = $1', [id, people.igor]),
    ).rejects.toThrow(/has begun/)
    await expect(pool.query('delete from substitutions where id = $1', [id])).rejects.toThrow(/has begun/)
    await expect(
      pool.query(`update substitutions set ends_at = now() - interval '1 minute' where id = $1`, [id]),
    ).rejects.toThrow()
  })

  test('one absence at a time', async () => {
    await plan(people.kevin, people.lena, { from: soon })
    const refusal = await refusalOf(
      plan(people.kevin, people.igor, { from: { startsAt: inDays(2), endsAt: inDays(3) } }),
    )
    expect(refusal.code).toBe('substitution.overlaps')
    await plan(people.kevin, people.igor, { from: { startsAt: soon.endsAt, endsAt: inDays(9) } })
    const race = await Promise.allSettled(
      [people.lena, people.igor, people.kevin].map((to) => plan(people.sofia, to, { from: soon })),
    )
    expect(race.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
  })

  test.each([
    ['oneself', () => plan(people.kevin, people.kevin), 'substitution.substitute_unfit'],
    ['somebody locked', () => plan(people.kevin, people.tomas), 'substitution.substitute_unfit'],
    ['somebody who has not come yet', () => plan(people.kevin, people.nina), 'substitution.substitute_unfit'],
    ['somebody from outside', () => plan(people.kevin, people.dana), 'substitution.substitute_unfit'],
    ['nobody, where tasks move', () => plan(people.kevin, null), 'substitution.substitute_missing'],
    ['for somebody from outside', () => plan(people.dana, people.kevin), 'substitution.absent_unfit'],
    ['for somebody locked', () => plan(people.tomas, people.kevin), 'substitution.absent_unfit'],
    [
      'with an end before the start',
      () => plan(people.kevin, people.lena, { from: { startsAt: inDays(2), endsAt: inDays(1) } }),
      'substitution.period_invalid',
    ],
    [
      'that is over',
      () => plan(people.kevin, people.lena, { from: { startsAt: inDays(-2), endsAt: inDays(-1) } }),
      'substitution.period_invalid',
    ],
  ])('is refused: %s', async (_, deed, code) => {
    expect((await refusalOf(deed())).code).toBe(code)
  })

  test('an employee plans an absence of their own, but lends nobody their rights', async () => {
    const id = await plan(people.igor, people.lena, { by: igor, from: soon })
    expect((await refusalOf(plan(people.igor, people.lena, { by: igor, type: 'all_access', from: soon }))).kind).toBe(
      'forbidden',
    )
    expect((await refusalOf(plan(people.kevin, people.igor, { by: igor, from: soon }))).kind).toBe('forbidden')
    const lend = igor.run(updateSubstitution, {
      substitution: id,
      version: 1,
      type: 'all_access',
      substitute: people.lena,
      ...soon,
    })
    expect((await refusalOf(lend)).kind).toBe('forbidden')
    expect((await refusalOf(lena.run(deleteSubstitution, { substitution: id }))).kind).toBe('forbidden')
    expect((await refusalOf(sofia.run(getSubstitution, { substitution: id }))).kind).toBe('not_found')
    await igor.run(deleteSubstitution, { substitution: id })
  })

  test('substitutes are told by mail when it is planned and when it is not to be', async () => {
    const id = await plan(people.kevin, people.lena, { from: soon })
    await adam.run(deleteSubstitution, { substitution: id })
    const { rows } = await pool.query(
      `select subject from mails where to_user_id = $1 and template = 'substitution' order by id desc limit 2`,
      [people.lena],
    )
    expect(rows.map(({ subject }) => subject)).toEqual([
      'You do not stand in for Kevin Hale after all',
      'You stand in for Kevin Hale',
    ])
  })
})

test('colleagues see who is away now and soon, not why; outsiders see nothing (J109)', async () => {
  await plan(people.kevin, people.lena, { note: 'Surgery', from: soon })
  const { rows } = await igor.run(listAbsences, {})
  expect(rows).toMatchObject([{ person: { name: 'Kevin Hale' }, substitute: { name: 'Lena Novak' }, isNow: false }])
  expect(JSON.stringify(rows)).not.toContain('Surgery')
  expect((await igor.run(listAbsences, { days: 0 })).rows).toEqual([])
  const dana = await world.as('dana')
  expect((await refusalOf(dana.run(listAbsences, {}))).kind).toBe('unauthenticated')
})
