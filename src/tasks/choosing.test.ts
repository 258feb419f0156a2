import { describe, expect, test } from 'vitest'
import { firstTask, giveTask, makeDesk, makeProcess, oneTask, startAndFind } from '../../test/cast/desk.ts'
import { draw } from '../../test/processes/draw.ts'
import { makeWorld, refusalOf, type Someone } from '../../test/cast/world.ts'
import type { TaskId } from '../base/ids.ts'
import { completeTask } from '../processes/commands/complete-task.ts'
import { startProcessOnPortal } from '../processes/commands/start-process.ts'
import { getTask } from '../processes/queries/get-task.ts'
import { claimTask } from './commands/claim-task.ts'
import { reassignTask } from './commands/reassign-task.ts'
import { reresolveTask } from './commands/reresolve-task.ts'
import { listMyTasks } from './queries/list-my-tasks.ts'

const world = await makeWorld()
const desk = await makeDesk(world)
const { pool, people } = world
const adam = await world.as('adam')
const vera = await world.as('vera')
const kevin = await world.as('kevin')
const lena = await world.as('lena')
const igor = await world.as('igor')
const dana = await world.as('dana')

const given = (settings: string, starter: Someone = igor): Promise<TaskId> =>
  giveTask(world, desk.workspace, settings, starter)

const executor = (kind: string, ref: string | null, choose = 'first') =>
  `<portico:executor kind="${kind}" ${ref === null ? '' : `ref="${ref}"`} choose="${choose}" />`

const lookAt = (task: TaskId) => adam.run(getTask, { task })

describe('who a rule means', () => {
  test.each([
    ['a person by e-mail', executor('user', 'igor@larkfield.example'), 'Igor Petrov'],
    ['the holder of a position', executor('position', 'IT administrator'), 'Adam Brandt'],
    ['the initiator', executor('initiator', null), 'Kevin Hale'],
    ['the superior of the initiator', executor('initiator_superior', null), 'Marta Okafor'],
    ['an expression', executor('expression', '= initiator'), 'Kevin Hale'],
  ])('%s', async (_, settings, name) => {
    expect(await lookAt(await given(settings, kevin))).toMatchObject({
      state: 'claimed',
      assignee: { name },
      fallbackReason: null,
    })
  })

  test('a department is offered to its people', async () => {
    const task = await given(executor('department', 'Support department'))
    expect(await lookAt(task)).toMatchObject({ state: 'ready', candidates: ['Support department'] })
    for (const person of [kevin, lena, await world.as('marta')]) {
      expect((await person.run(listMyTasks, { list: 'to_take' })).rows.map(({ id }) => id)).toContain(task)
    }
    expect((await refusalOf(igor.run(getTask, { task }))).kind).toBe('not_found')
  })

  test('a nested group reaches the people inside it', async () => {
    const task = await given(executor('group', 'customer_teams'))
    const sofia = await world.as('sofia')
    await sofia.run(claimTask, { task })
    expect((await lookAt(task)).assignee?.name).toBe('Sofia Marin')
  })

  test('shared out, it goes to whoever has least to do', async () => {
    await pool.query(`update tasks set state = 'cancelled', ended_at = now() where ended_at is null`)
    const process = await makeProcess(
      world,
      desk.workspace,
      'Shared out',
      oneTask(executor('group', 'support', 'least_busy')),
    )
    const got = []
    for (let turn = 0; turn < 4; turn += 1)
      got.push((await lookAt(await startAndFind(world, process, igor))).assignee!.name)
    expect(got.filter((name) => name === 'Kevin Hale')).toHaveLength(2)
    expect(got.filter((name) => name === 'Lena Novak')).toHaveLength(2)
  })

  test('in turn, it goes to whoever had one longest ago, also after they have finished it', async () => {
    const process = await makeProcess(
      world,
      desk.workspace,
      'In turn',
      oneTask(executor('group', 'support', 'round_robin')),
    )
    const got = []
    for (let turn = 0; turn < 4; turn += 1) {
      const task = await startAndFind(world, process, igor)
      const { assignee } = await lookAt(task)
      got.push(assignee!.name)
      await (assignee!.id === kevin.id ? kevin : lena).run(completeTask, { task, version: 1, outcome: 'done' })
    }
    expect(got.slice(2)).toEqual(got.slice(0, 2))
    expect(new Set(got).size).toBe(2)
  })

  test('the same person as before does the lane’s next task', async () => {
    const again = draw(`
      start s
      user one ${executor('group', 'support', 'same')}
      user two ${executor('group', 'support', 'same')}
      end e
      s -> one
      one -> two ! on
      two -> e ! done
    `)
    const process = await makeProcess(world, desk.workspace, 'The same again', again)
    const first = await startAndFind(world, process, igor)
    const { version } = await lena.run(claimTask, { task: first })
    const { instance } = await lena.run(completeTask, { task: first, version, outcome: 'on' })
    const { rows } = await pool.query('select assignee_id from tasks where instance_id = $1 and element_id = $2', [
      instance,
      'two',
    ])
    expect(rows[0].assignee_id).toBe(lena.id)
  })
})

describe('nobody is left, so the supervisor has it and knows why', () => {
  test.each([
    ['an empty group', executor('group', 'privileged_users'), 'The group “Privileged users” has no active member.'],
    [
      'a locked person',
      executor('user', 'tomas@larkfield.example'),
      'Nobody is left of “Tomás Reyes”: Tomás Reyes is locked.',
    ],
    [
      'a person who has not come yet',
      executor('user', 'nina@larkfield.example'),
      'Nobody is left of “Nina Falk”: Nina Falk has not registered.',
    ],
    [
      'administrators of an organization',
      executor('organization_administrators', null),
      'The organization has no administrators of its own.',
    ],
    [
      'an outsider, where none is near',
      executor('external_users', null),
      'Neither the initiator nor the author of the item is a person from outside.',
    ],
    ['a variable nobody has filled', executor('variable', 'who'), 'Expected to find who does'],
    ['no rule at all', '', 'No executor is set for its lane.'],
  ])('%s', async (_, settings, reason) => {
    const task = await lookAt(await given(settings))
    expect(task).toMatchObject({ state: 'claimed', assignee: { name: 'Vera Lind' }, candidates: ['System supervisor'] })
    expect(task.fallbackReason).toContain(reason)
    expect(task.history.map(({ kind }) => kind)).toEqual(['created', 'resolved', 'fell_back'])
    expect(task.steps.at(-1)).toContain(reason)
  })

  test('with the group emptied, the next request lands there, and the one after filling it does not', async () => {
    const support = await world.group('support')
    await pool.query('delete from group_members where group_id = $1', [support])
    await dana.run(startProcessOnPortal, { process: desk.process, values: { subject: 'Nobody there' } })
    const task = await vera.run(getTask, { task: await firstTask(vera) })
    expect(task).toMatchObject({
      name: 'Work on the request',
      fallbackReason: 'The group “Support” has no active member.',
      values: { subject: 'Nobody there' },
      can: { complete: true },
    })
    await pool.query(
      `insert into group_members (group_id, member_id, audience) select $1, unnest($2::uuid[]), 'employees'`,
      [support, [people.kevin, people.lena]],
    )
    await adam.run(reresolveTask, { task: task.id })
    expect(await lookAt(task.id)).toMatchObject({ state: 'ready', fallbackReason: null, candidates: ['Support'] })
  })

  test('an outsider who has lost the portal cannot be given one', async () => {
    await pool.query('delete from group_members where member_id = $1', [people.ruth])
    const task = await given(executor('user', 'ruth@brightwater.example'))
    expect((await lookAt(task)).fallbackReason).toBe(
      'Nobody is left of “Ruth Adler”: Ruth Adler has no access to a portal.',
    )
  })
})

describe('four eyes', () => {
  test('the initiator in the group sees the task and is refused (AT-144)', async () => {
    const task = await given(`${executor('group', 'support')}<portico:exclusion kind="initiator" />`, kevin)
    expect((await kevin.run(getTask, { task })).can.claim).toBe(false)
    expect((await refusalOf(kevin.run(claimTask, { task }))).kind).toBe('forbidden')
    expect((await kevin.run(listMyTasks, { list: 'to_take' })).rows.map(({ id }) => id)).not.toContain(task)
    await lena.run(claimTask, { task })
  })

  test('nor can it be given to them by hand (AT-154)', async () => {
    const task = await given(`${executor('group', 'support')}<portico:exclusion kind="initiator" />`, kevin)
    const refusal = await refusalOf(adam.run(reassignTask, { task, version: 1, assignee: kevin.id }))
    expect(refusal).toMatchObject({ kind: 'conflict', code: 'task.assignee_unfit' })
  })
})
