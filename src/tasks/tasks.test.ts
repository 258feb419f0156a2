import { describe, expect, test } from 'vitest'
import { firstTask, giveTask, makeDesk } from '../../test/cast/desk.ts'
import { makeWorld, refusalOf, type Someone } from '../../test/cast/world.ts'
import { newId, type TaskId, type UserId } from '../base/ids.ts'
import { completeTask, completeTaskOnPortal } from '../processes/commands/complete-task.ts'
import { startProcessOnPortal } from '../processes/commands/start-process.ts'
import { getTask, getTaskOnPortal } from '../processes/queries/get-task.ts'
import { claimTask, claimTaskOnPortal } from './commands/claim-task.ts'
import { reassignTask } from './commands/reassign-task.ts'
import { releaseTask } from './commands/release-task.ts'
import { reresolveTask } from './commands/reresolve-task.ts'
import { countMyTasks } from './queries/count-my-tasks.ts'
import { listMyTasks, listMyTasksOnPortal } from './queries/list-my-tasks.ts'
import { listTasksOfUser } from './queries/list-tasks-of-user.ts'
import { listTasksWithoutPerson } from './queries/list-tasks-without-person.ts'

const world = await makeWorld()
const desk = await makeDesk(world)
const { pool, people } = world
const adam = await world.as('adam')
const kevin = await world.as('kevin')
const lena = await world.as('lena')
const igor = await world.as('igor')
const dana = await world.as('dana')
const omar = await world.as('omar')

/** Dana files a request; its first task is offered to Support. */
async function offered(): Promise<TaskId> {
  await dana.run(startProcessOnPortal, { process: desk.process, values: { subject: 'Offered' } })
  return firstTask(kevin, 'to_take')
}

const given = (settings: string, starter: Someone = igor): Promise<TaskId> =>
  giveTask(world, desk.workspace, settings, starter)

const executor = (kind: string, ref: string | null, choose = 'first') =>
  `<portico:executor kind="${kind}" ${ref === null ? '' : `ref="${ref}"`} choose="${choose}" />`

const lookAt = (task: TaskId) => adam.run(getTask, { task })

describe('claiming', () => {
  test('of fifty at the same moment one gets it, the others are told who (AT-140)', async () => {
    const task = await offered()
    const crowd = await Promise.all(
      Array.from({ length: 50 }, (_, at) => world.asUser(at % 2 === 0 ? people.kevin : people.lena, 'employee')),
    )
    const outcomes = await Promise.allSettled(crowd.map((person) => person.run(claimTask, { task })))
    const winner = (await lookAt(task)).assignee!.id
    const refusals = outcomes.flatMap((outcome) => (outcome.status === 'rejected' ? [outcome.reason] : []))
    // The winner's own further clicks find it claimed already, by themselves.
    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(25)
    expect(refusals).toHaveLength(25)
    const name = winner === people.kevin ? 'Kevin Hale' : 'Lena Novak'
    for (const refusal of refusals) {
      expect(refusal).toMatchObject({
        kind: 'conflict',
        code: 'task.already_claimed',
        message: `Expected to claim task “Work on the request”, but ${name} has claimed it.`,
      })
    }
    const { rows } = await pool.query(
      `select count(*)::int as n from task_events where task_id = $1 and kind = 'claimed'`,
      [task],
    )
    expect(rows[0].n).toBe(1)
  })

  test('takes it out of the colleague’s list, and releasing puts it back', async () => {
    const task = await offered()
    const before = await lena.run(countMyTasks, {})
    await kevin.run(claimTask, { task })
    expect((await lena.run(countMyTasks, {})).toTake).toBe(before.toTake - 1)
    expect((await lena.run(listMyTasks, { list: 'to_take' })).rows.map(({ id }) => id)).not.toContain(task)
    expect((await lena.run(getTask, { task })).assignee?.name).toBe('Kevin Hale')
    await kevin.run(releaseTask, { task })
    expect((await lena.run(listMyTasks, { list: 'to_take' })).rows.map(({ id }) => id)).toContain(task)
    expect((await kevin.run(getTask, { task })).state).toBe('ready')
  })

  test('a colleague who sees that it is taken does not get what is in its form', async () => {
    const task = await offered()
    await kevin.run(claimTask, { task })
    expect(await lena.run(getTask, { task })).toMatchObject({ form: [], values: {}, buttons: [], item: null })
    expect((await kevin.run(getTask, { task })).form.length).toBeGreaterThan(0)
  })

  test('what a colleague has is neither released nor completed by another', async () => {
    const task = await offered()
    const { version } = await kevin.run(claimTask, { task })
    expect((await refusalOf(lena.run(releaseTask, { task }))).code).toBe('task.already_claimed')
    const refusal = await refusalOf(lena.run(completeTask, { task, version, outcome: 'resolve' }))
    expect(refusal).toMatchObject({ kind: 'conflict', code: 'task.already_claimed' })
  })

  test('what nobody has claimed cannot be completed', async () => {
    const task = await offered()
    expect((await refusalOf(kevin.run(completeTask, { task, version: 1, outcome: 'resolve' }))).code).toBe(
      'task.not_claimed',
    )
  })
})

describe('somebody else’s task looks like none (AT-139)', () => {
  test.each(['igor', 'omar'] as const)('to %s, by reading, claiming, completing, reassigning', async (key) => {
    const person = await world.as(key)
    const isInside = key === 'igor'
    const task = await offered()
    const unknown = newId<'task'>()
    const deeds = (id: TaskId) => [
      () => person.run(isInside ? getTask : getTaskOnPortal, { task: id }),
      () => person.run(isInside ? claimTask : claimTaskOnPortal, { task: id }),
      () => person.run(isInside ? completeTask : completeTaskOnPortal, { task: id, version: 1, outcome: 'resolve' }),
      ...(isInside ? [() => person.run(reassignTask, { task: id, version: 1, assignee: person.id })] : []),
    ]
    for (const [at, deed] of deeds(task).entries()) {
      const foreign = await refusalOf(deed())
      const missing = await refusalOf(deeds(unknown)[at]!())
      expect(foreign.kind).toBe('not_found')
      expect({ ...foreign, stack: '' }).toEqual({ ...missing, stack: '' })
    }
    expect((await lookAt(task)).state).toBe('ready')
  })

  test('in lists and counters it is not there either', async () => {
    await offered()
    expect(await igor.run(countMyTasks, {})).toEqual({ mine: 0, overdue: 0, toTake: 0 })
    expect((await omar.run(listMyTasksOnPortal, { list: 'to_take' })).rows).toEqual([])
  })
})

test('who leaves the group while the form is open is refused, and nothing changes (AT-153)', async () => {
  const [unclaimed, claimed] = [await offered(), await offered()]
  const { version } = await lena.run(claimTask, { task: claimed })
  const support = await world.group('support')
  await pool.query('delete from group_members where group_id = $1 and member_id = $2', [support, people.lena])
  expect((await refusalOf(lena.run(claimTask, { task: unclaimed }))).kind).toBe('not_found')
  const late = { task: claimed, version, outcome: 'ask', values: { answer: 'Too late' } }
  expect((await refusalOf(lena.run(completeTask, late))).kind).toBe('not_found')
  expect(await lookAt(claimed)).toMatchObject({ state: 'claimed', values: { answer: null } })

  const { rows } = await adam.run(listTasksWithoutPerson, {})
  expect(rows.map(({ id }) => id)).toContain(claimed)
  // Whatever else she had claimed before is lost with it.
  for (const { id } of rows) await adam.run(reresolveTask, { task: id })
  expect(await lookAt(claimed)).toMatchObject({ state: 'ready', candidates: ['Support'] })
  expect((await adam.run(listTasksWithoutPerson, {})).rows).toEqual([])
  await pool.query(`insert into group_members (group_id, member_id, audience) values ($1, $2, 'employees')`, [
    support,
    people.lena,
  ])
})

describe('giving a task to another', () => {
  test('moves it from one list to the other, and the history says who and why', async () => {
    const task = await offered()
    const { version } = await kevin.run(claimTask, { task })
    await adam.run(reassignTask, { task, version, assignee: igor.id, reason: 'Kevin is ill' })
    expect((await kevin.run(listMyTasks, { list: 'mine' })).rows.map(({ id }) => id)).not.toContain(task)
    expect((await igor.run(listMyTasks, { list: 'mine' })).rows.map(({ id }) => id)).toContain(task)
    const { history } = await lookAt(task)
    expect(history.at(-1)).toMatchObject({
      kind: 'reassigned',
      actor: { name: 'Adam Brandt' },
      to: { name: 'Igor Petrov' },
      reason: 'Kevin is ill',
    })
    expect((await refusalOf(igor.run(releaseTask, { task }))).code).toBe('task.nobody_else')
  })

  test.each(['tomas', 'nina', 'priya', 'felix'] as const)('%s, who cannot work, is refused (AT-154)', async (key) => {
    const task = await offered()
    const refusal = await refusalOf(adam.run(reassignTask, { task, version: 1, assignee: people[key] }))
    expect(refusal).toMatchObject({ kind: 'conflict', code: 'task.assignee_unfit' })
  })

  test('is not for those who work on it, nor on a stale version', async () => {
    const task = await offered()
    expect((await refusalOf(kevin.run(reassignTask, { task, version: 1, assignee: lena.id }))).kind).toBe('forbidden')
    expect((await refusalOf(adam.run(reassignTask, { task, version: 7, assignee: lena.id }))).code).toBe(
      'task.changed_meanwhile',
    )
    const unknown = newId<'user'>()
    expect((await refusalOf(adam.run(reassignTask, { task, version: 1, assignee: unknown }))).code).toBe(
      'task.assignee_unfit',
    )
  })
})

describe('every open task has a living person entitled to do it', () => {
  const offenders = async () => (await adam.run(listTasksWithoutPerson, { limit: 200 })).rows.map(({ id }) => id)

  test('after all of the above', async () => {
    expect(await offenders()).toEqual([])
  })

  test('after a lock its tasks are found, listed for the person, and given out anew', async () => {
    const task = await given(executor('initiator', null), lena)
    await lock(people.lena)
    expect((await adam.run(listTasksOfUser, { user: people.lena })).rows.map(({ id }) => id)).toContain(task)
    const lost = await offenders()
    expect(lost).toContain(task)
    for (const id of lost) await adam.run(reresolveTask, { task: id })
    expect(await offenders()).toEqual([])
    expect(await lookAt(task)).toMatchObject({
      assignee: { name: 'Vera Lind' },
      fallbackReason: 'Nobody is left of “Lena Novak”: Lena Novak is locked.',
    })
  })

  test('is asked by nobody but those who manage tasks', async () => {
    expect((await igor.run(listTasksWithoutPerson, {})).rows).toEqual([])
    expect((await refusalOf(kevin.run(reresolveTask, { task: await offered() }))).kind).toBe('forbidden')
  })
})

async function lock(user: UserId) {
  await pool.query(`update users set status = 'locked', locked_at = now() where id = $1`, [user])
}

test('an outsider who was asked by somebody else gets a letter with the way to the task', async () => {
  const task = await offered()
  const { version } = await kevin.run(claimTask, { task })
  await kevin.run(completeTask, { task, version, outcome: 'ask' })
  const { rows } = await pool.query(
    `select to_address, template, body_text from mails order by created_at desc limit 1`,
  )
  expect(rows[0]).toMatchObject({ to_address: 'dana@brightwater.example', template: 'task_waits' })
  const { rows: waiting } = await dana.run(listMyTasksOnPortal, { list: 'mine', limit: 1 })
  expect(rows[0].body_text).toContain(`/portal/service_desk/tasks/${waiting[0]!.id}`)
})

test('lists page without gaps and without repeats', async () => {
  for (let more = 0; more < 5; more += 1) await offered()
  const whole = await kevin.run(listMyTasks, { list: 'to_take', limit: 200 })
  const paged = []
  let after: string | undefined
  do {
    const page = await kevin.run(listMyTasks, { list: 'to_take', limit: 2, ...(after && { after }) })
    paged.push(...page.rows)
    after = page.next ?? undefined
  } while (after)
  expect(paged.map(({ id }) => id)).toEqual(whole.rows.map(({ id }) => id))
  expect((await refusalOf(kevin.run(listMyTasks, { after: 'nonsense' }))).code).toBe('request.bad_cursor')
})
