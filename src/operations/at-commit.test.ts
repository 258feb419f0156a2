import { sql } from 'kysely'
import { Client } from 'pg'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { makeWorld } from '../../test/cast/world.ts'
import { newId } from '../base/ids.ts'
import { transaction } from '../sql/database.ts'
import { atCommit, committing } from './at-commit.sql.ts'
import { changed } from './changed.ts'

const world = await makeWorld()
const named = async (name: string) =>
  (await sql`select from organizations where name = ${name}`.execute(world.db)).rows.length

const row = {
  actor_kind: 'anonymous',
  actor_id: null,
  for_user_id: null,
  resource_kind: 'organization',
  resource_id: null,
  facts: {},
  request_id: 'test',
  address: '127.0.0.1',
}

/** A deed that is recorded as `operation`, in the statement that goes out with the commit. */
const deed = (name: string, operation: string) =>
  committing(world.db, async (tx) => {
    await sql`with made as (insert into principals (id, kind, audience) values (uuid7(), 'organization', 'external') returning id)
        insert into organizations (id, name) select id, ${name} from made`.execute(tx)
    atCommit(tx)!.audit.push({ ...row, id: newId(), operation })
    return name
  })

test('what a transaction collects is written with its commit', async () => {
  expect(await deed('Told', 'tellOrganization')).toBe('Told')
  expect(await named('Told')).toBe(1)
  const { rows } = await sql`select from audit_events where operation = 'tellOrganization'`.execute(world.db)
  expect(rows).toHaveLength(1)
})

test('when the last statement fails, which is sent together with the commit, nothing of the deed stays', async () => {
  const nameless = null as unknown as string
  await expect(deed('Not told', nameless)).rejects.toThrow(/not-null constraint/)
  expect(await named('Not told')).toBe(0)
  expect(await deed('Told after all', 'tellOrganization')).toBe('Told after all')
})

describe('open pages are told', () => {
  const heard: object[] = []
  const listener = new Client({ connectionString: world.url })
  beforeAll(async () => {
    await listener.connect()
    listener.on('notification', ({ payload }) => void heard.push(JSON.parse(payload!)))
    await listener.query('listen portico_live')
  })
  beforeEach(() => void heard.splice(0))
  afterAll(() => listener.end())
  const say = (topic: string, more: object = {}) =>
    committing(world.db, (tx) => changed(tx, { topics: [topic], employees: true, ...more }))

  test('once it is committed, what happened many times at once no more often than needed', async () => {
    await Promise.all(Array.from({ length: 40 }, () => say('tasks')))
    await expect.poll(() => heard).toContainEqual({ topics: ['tasks'], employees: true })
    expect(heard.length).toBeLessThan(40)
  })

  test('never of what was undone', async () => {
    const undone = committing(world.db, async (tx) => {
      await changed(tx, { topics: ['undone'], employees: true })
      throw new Error('Changed my mind')
    })
    await expect(undone).rejects.toThrow('Changed my mind')
    await say('done')
    await expect.poll(() => heard).toContainEqual({ topics: ['done'], employees: true })
    expect(JSON.stringify(heard)).not.toContain('undone')
  })

  test('that everything may have changed, where more people are named than a message holds', async () => {
    const users = Array.from({ length: 400 }, () => newId<'user'>())
    await say('items', { users })
    await expect.poll(() => heard).toContainEqual({ everybody: true })
  })
})

test('a first statement that fails takes the transaction with it and leaves the connection usable', async () => {
  for (let turn = 0; turn < 25; turn += 1) {
    await expect(transaction(world.db, (tx) => sql`select 1 / 0`.execute(tx))).rejects.toThrow(/division by zero/)
  }
  expect((await sql<{ one: number }>`select 1 as one`.execute(world.db)).rows).toEqual([{ one: 1 }])
})
