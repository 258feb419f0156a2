import { describe, expect, test } from 'vitest'
import { firstTask, makeDesk } from '../../test/cast/desk.ts'
import { makeWorld, refusalOf } from '../../test/cast/world.ts'
import { updateItem } from '../apps/commands/update-item.ts'
import { getItem } from '../apps/queries/get-item.ts'
import { newId, type ProcessInstanceId, type TaskId } from '../base/ids.ts'
import { claimTask } from '../tasks/commands/claim-task.ts'
import { listMyTasks, listMyTasksOnPortal } from '../tasks/queries/list-my-tasks.ts'
import { completeTask, completeTaskOnPortal } from './commands/complete-task.ts'
import { startProcess, startProcessOnPortal } from './commands/start-process.ts'
import { getInstance } from './queries/get-instance.ts'
import { getStartFormOnPortal } from './queries/get-start-form.ts'
import { getTask, getTaskOnPortal } from './queries/get-task.ts'
import { getRequestOnPortal, listMyInstancesOnPortal } from './queries/requests.ts'

const world = await makeWorld()
const desk = await makeDesk(world)
const dana = await world.as('dana')
const omar = await world.as('omar')
const kevin = await world.as('kevin')
const lena = await world.as('lena')
const adam = await world.as('adam')

const file = (subject: string) =>
  dana.run(startProcessOnPortal, { process: desk.process, values: { subject, description: 'It shows 3 g' } })

/** Of this instance, the task in the person's list. */
async function taskOf(person: typeof dana, instance: ProcessInstanceId, list: 'mine' | 'to_take'): Promise<TaskId> {
  const operation = person === dana || person === omar ? listMyTasksOnPortal : listMyTasks
  const { rows } = await person.run(operation, { list, limit: 200 })
  const found = rows.find((row) => row.instance?.id === instance)
  if (!found) throw new Error(`Expected a task of ${instance} in ${list}`)
  return found.id
}

describe('a request from filing to resolving', () => {
  test('goes from the customer to support, back with a question, and is resolved', async () => {
    const { instance, item } = await file('Broken scale')
    const offered = await taskOf(lena, instance, 'to_take')
    expect(await taskOf(kevin, instance, 'to_take')).toBe(offered)

    const claimed = await kevin.run(claimTask, { task: offered })
    await expect(taskOf(lena, instance, 'to_take')).rejects.toThrow('Expected a task')
    const work = await kevin.run(getTask, { task: offered })
    expect(work).toMatchObject({
      name: 'Work on the request',
      values: { subject: 'Broken scale', description: 'It shows 3 g', answer: null },
      buttons: [{ key: 'resolve' }, { key: 'ask' }],
      item: { id: item?.id, title: 'Broken scale' },
      can: { complete: true, release: true },
    })
    await kevin.run(completeTask, {
      task: offered,
      version: claimed.version,
      itemVersion: work.item!.version,
      outcome: 'ask',
      values: { answer: 'Which model is it?' },
    })

    const question = await taskOf(dana, instance, 'mine')
    const asked = await dana.run(getTaskOnPortal, { task: question })
    expect(asked).toMatchObject({ values: { answer: 'Which model is it?', reply: null }, history: [], candidates: [] })
    expect(await dana.run(getRequestOnPortal, { instance })).toMatchObject({
      state: 'active',
      step: 'We need your answer',
      status: { name: 'Waiting for you' },
      myTask: question,
    })
    await dana.run(completeTaskOnPortal, {
      task: question,
      version: asked.version,
      outcome: 'send',
      values: { reply: 'LX-200' },
    })

    const again = await taskOf(kevin, instance, 'to_take')
    const { version } = await kevin.run(claimTask, { task: again })
    await kevin.run(completeTask, { task: again, version, outcome: 'resolve', values: {} })
    const done = await dana.run(getRequestOnPortal, { instance })
    expect(done).toMatchObject({ state: 'completed', step: 'Resolved', status: { name: 'Resolved', final: true } })
    expect(done.steps.map(({ name, state }) => `${name}: ${state}`)).toEqual([
      'Request filed: done',
      'We are working on it: done',
      'We need your answer: done',
      'Resolved: done',
    ])
    expect(await kevin.run(getItem, { app: desk.app, item: item!.id })).toMatchObject({
      values: { subject: 'Broken scale', answer: 'Which model is it?', reply: 'LX-200', status: 'resolved' },
      createdBy: { name: 'Dana Whitfield' },
    })
  })

  test('whoever started it finds it among their requests, newest first, and nobody else does', async () => {
    const { instance } = await file('Mine alone')
    const { rows } = await dana.run(listMyInstancesOnPortal, {})
    expect(rows[0]).toMatchObject({ id: instance, name: 'Handle a request: Mine alone', step: 'We are working on it' })
    expect((await omar.run(listMyInstancesOnPortal, {})).rows).toEqual([])
  })

  test('an administrator sees the whole instance, its initiator’s colleague inside only what is theirs', async () => {
    const { instance } = await file('Looked at')
    const whole = await adam.run(getInstance, { instance })
    expect(whole).toMatchObject({
      activeElements: ['work'],
      passedElements: ['filed', 'to_support'],
      can: { manage: true },
    })
    expect(whole.history.map(({ text }) => text)).toContain('Reached “Work on the request”')
    expect(whole.xml).toContain('<bpmn:definitions')
    const partly = await kevin.run(getInstance, { instance })
    expect(partly).toMatchObject({ xml: null, history: [], variables: {}, incidents: [], can: { manage: false } })
    expect(partly.tasks).toHaveLength(1)
  })
})

describe('what a form lets in', () => {
  test('the start form holds only what one may write, as the app calls it', async () => {
    const form = await dana.run(getStartFormOnPortal, { process: desk.process })
    expect(form.fields.map(({ code, name, required }) => [code, name, required])).toEqual([
      ['subject', 'Subject', true],
      ['description', 'What happened?', false],
      ['category', 'Category', false],
      ['attachment', 'Files', false],
    ])
    expect(form.fields[2]?.options?.map(({ code }) => code)).toEqual(['question', 'fault', 'order'])
  })

  test.each(['approved', 'assignee', 'initiator', 'outcome', 'item', 'status', 'answer', 'constructor'])(
    'starting with “%s”, which belongs to a later step or to nobody, is refused (AT-143)',
    async (name) => {
      const before = await counts()
      const values = JSON.parse(`{"subject":"Sneaky","${name}":"${world.people.omar}"}`) as Record<string, string>
      const refusal = await refusalOf(dana.run(startProcessOnPortal, { process: desk.process, values }))
      expect(refusal.kind === 'unprocessable' || refusal.code === 'request.invalid').toBe(true)
      expect(await counts()).toEqual(before)
    },
  )

  test('the initiator is whoever has the session (AT-143)', async () => {
    const { instance } = await file('Who is it?')
    const { rows } = await world.pool.query('select initiator_id from process_instances where id = $1', [instance])
    expect(rows[0].initiator_id).toBe(dana.id)
  })

  test('a required field left empty is named, and nothing is made', async () => {
    const before = await counts()
    const refusal = await refusalOf(dana.run(startProcessOnPortal, { process: desk.process, values: { subject: '' } }))
    expect(refusal).toMatchObject({
      kind: 'unprocessable',
      code: 'form.values_invalid',
      facts: { issues: [{ path: ['values', 'subject'] }] },
    })
    expect(await counts()).toEqual(before)
  })

  test.each([
    ['a hidden field', { handled_by: world.people.kevin }],
    ['a read-only field', { subject: 'Changed' }],
    ['the status', { status: 'resolved' }],
    ['a field nobody knows', { surprise: 1 }],
    ['a variable of the engine', { outcome: 'resolve' }],
  ])('completing with %s is refused and nothing is stored (AT-142)', async (_, values) => {
    const { instance, item } = await file('Read only')
    const task = await taskOf(kevin, instance, 'to_take')
    const { version } = await kevin.run(claimTask, { task })
    const refusal = await refusalOf(
      kevin.run(completeTask, { task, version, outcome: 'resolve', values: { answer: 'Done', ...values } }),
    )
    expect(refusal).toMatchObject({ kind: 'unprocessable', code: 'form.field_not_writable' })
    expect(await kevin.run(getTask, { task })).toMatchObject({ state: 'claimed', version, values: { answer: null } })
    const kept = await kevin.run(getItem, { app: desk.app, item: item!.id })
    expect(kept).toMatchObject({ values: { subject: 'Read only', handled_by: null, status: 'in_progress' } })
  })

  test('a required field of a task must be filled for a button that checks', async () => {
    const { instance } = await file('Needs a reply')
    const task = await taskOf(kevin, instance, 'to_take')
    const { version } = await kevin.run(claimTask, { task })
    await kevin.run(completeTask, { task, version, outcome: 'ask' })
    const question = await taskOf(dana, instance, 'mine')
    const refusal = await refusalOf(
      dana.run(completeTaskOnPortal, { task: question, version: 1, outcome: 'send', values: { reply: ' ' } }),
    )
    expect(refusal).toMatchObject({ kind: 'unprocessable', code: 'form.values_invalid' })
    const empty = await refusalOf(dana.run(completeTaskOnPortal, { task: question, version: 1, outcome: 'send' }))
    expect(empty).toMatchObject({ kind: 'unprocessable', code: 'form.values_invalid' })
  })

  test('a form that shows an older item is refused, and what changed meanwhile stays', async () => {
    const { instance } = await file('Stale')
    const task = await taskOf(kevin, instance, 'to_take')
    const { version } = await kevin.run(claimTask, { task })
    const { item } = await kevin.run(getTask, { task })
    const { app, id, version: seen } = item!
    await adam.run(updateItem, { app, item: id, version: seen, values: { subject: 'Changed meanwhile' } })
    const late = { task, version, itemVersion: seen, outcome: 'ask', values: { answer: 'Late' } }
    expect((await refusalOf(kevin.run(completeTask, late))).code).toBe('item.changed_meanwhile')
    expect((await kevin.run(getTask, { task })).values['answer']).toBeNull()
  })

  test('a button the task does not have is refused', async () => {
    const { instance } = await file('Which way?')
    const task = await taskOf(kevin, instance, 'to_take')
    const { version } = await kevin.run(claimTask, { task })
    for (const outcome of [null, 'send', 'anything']) {
      const refusal = await refusalOf(kevin.run(completeTask, { task, version, outcome }))
      expect(refusal).toMatchObject({ kind: 'unprocessable', code: 'task.unknown_outcome' })
    }
  })
})

describe('once, and once only (AT-141)', () => {
  test('completing twice with the same key gives the same answer and one effect', async () => {
    const { instance } = await file('Twice')
    const task = await taskOf(kevin, instance, 'to_take')
    const { version } = await kevin.run(claimTask, { task })
    const idempotencyKey = 'complete-it-once'
    const first = await kevin.run(completeTask, { task, version, outcome: 'ask' }, { idempotencyKey })
    const second = await kevin.run(completeTask, { task, version, outcome: 'ask' }, { idempotencyKey })
    expect(second).toEqual(first)
    const { rows } = await dana.run(listMyTasksOnPortal, { limit: 200 })
    expect(rows.filter((row) => row.instance?.id === instance)).toHaveLength(1)
  })

  test('without a key the second one is told that it is done', async () => {
    const { instance } = await file('Twice, without a key')
    const task = await taskOf(kevin, instance, 'to_take')
    const { version } = await kevin.run(claimTask, { task })
    await kevin.run(completeTask, { task, version, outcome: 'resolve' })
    const refusal = await refusalOf(kevin.run(completeTask, { task, version, outcome: 'resolve' }))
    expect(refusal).toMatchObject({ kind: 'conflict', code: 'task.already_completed' })
  })

  test('of twenty at the same moment one moves the token', async () => {
    const { instance } = await file('Twenty at once')
    const task = await taskOf(kevin, instance, 'to_take')
    const { version } = await kevin.run(claimTask, { task })
    const tries = Array.from({ length: 20 }, () => kevin.run(completeTask, { task, version, outcome: 'ask' }))
    const outcomes = await Promise.allSettled(tries)
    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
    const { rows } = await world.pool.query(
      `select count(*)::int as n from process_events where instance_id = $1 and event ->> 'type' = 'elementCompleted'
        and event ->> 'element' = 'work'`,
      [instance],
    )
    expect(rows[0].n).toBe(1)
  })

  test('a start that is refused in its last step leaves no item, no instance and no file attached', async () => {
    const before = await counts()
    const values = { subject: 'With a foreign file', attachment: [newId<'file'>()] }
    const refusal = await refusalOf(dana.run(startProcessOnPortal, { process: desk.process, values }))
    expect(['not_found', 'invalid', 'unprocessable']).toContain(refusal.kind)
    expect(await counts()).toEqual(before)
  })
})

describe('what somebody else’s looks like', () => {
  const unknown = newId<'process_instance'>()

  test('progress, diagram, variables and history of a foreign instance are not there (AT-150)', async () => {
    const { instance } = await file('Dana’s own')
    const foreign = await refusalOf(omar.run(getRequestOnPortal, { instance }))
    const missing = await refusalOf(omar.run(getRequestOnPortal, { instance: unknown }))
    expect({ ...foreign, stack: '' }).toEqual({ ...missing, stack: '' })
    const igor = await world.as('igor')
    expect((await refusalOf(igor.run(getInstance, { instance }))).kind).toBe('not_found')
    expect((await refusalOf(dana.run(getInstance, { instance }))).kind).toBe('unauthenticated')
  })

  test('a process one may not start is not there', async () => {
    const stranger = await world.asUser(world.people.ruth, 'portal')
    await world.pool.query(`delete from grants where resource_id = $1 and audience = 'external'`, [desk.process])
    const refusal = await refusalOf(
      stranger.run(startProcessOnPortal, { process: desk.process, values: { subject: 'x' } }),
    )
    expect(refusal.kind).toBe('not_found')
    expect((await refusalOf(stranger.run(getStartFormOnPortal, { process: desk.process }))).kind).toBe('not_found')
  })

  test('an employee starts it on their own side, and an outsider’s lane then goes to the supervisor with the reason', async () => {
    const igor = await world.as('igor')
    const { instance } = await igor.run(startProcess, { process: desk.process, values: { subject: 'From inside' } })
    const task = await taskOf(kevin, instance, 'to_take')
    const { version } = await kevin.run(claimTask, { task })
    await kevin.run(completeTask, { task, version, outcome: 'ask' })
    const vera = await world.as('vera')
    const fallen = await firstTask(vera)
    expect(await vera.run(getTask, { task: fallen })).toMatchObject({
      name: 'Answer the question',
      fallbackReason: 'Neither the initiator nor the author of the item is a person from outside.',
    })
  })
})

async function counts() {
  const { rows } = await world.pool.query(`select (select count(*) from process_instances) as instances,
    (select count(*) from tasks) as tasks, (select count(*) from item_changes) as items, (select count(*) from process_events) as events`)
  return rows[0]
}
