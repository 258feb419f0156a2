import * as fc from 'fast-check'
import type { PoolClient } from 'pg'
import { afterAll, describe, expect, test } from 'vitest'
import { makeWorld } from '../cast/world.ts'

/**
 * Who counts as whom is kept by triggers that write only what a change touches (migrations 0012, 0016). Here it is held
 * against the obvious way: going up from each person until nothing is new. After any sequence of changes, and after any
 * two transactions at once, both are the same.
 */
const world = await makeWorld()
const { pool } = world
const numRuns = Number(process.env.PORTICO_PROVE_WORLDS ?? 60)

const ids = async (statement: string): Promise<string[]> => (await pool.query(statement)).rows.map(({ id }) => id)
const made = (kind: string, table: string, columns: string, values: string, n: number) =>
  ids(`with p as (insert into principals (id, kind, audience) select uuid7(), '${kind}', 'employees' from generate_series(1, ${n}) returning id)
    insert into ${table} (id, ${columns}) select id, ${values} from p returning id`)
const people = await made('user', 'users', 'kind, status, full_name', `'employee', 'invited', 'P'`, 5)
const aGroup = `'employees', 'company', 'g' || right(id::text, 12), id::text`
const groups = await made('group', 'groups', 'audience, scope, code, name', aGroup, 6)
const root = await ids('select id from org_elements where parent_id is null')
const elements = [
  ...root,
  ...(await made('org_element', 'org_elements', 'kind, name, parent_id', `'department', 'D', '${root[0]}'`, 3)),
]
const insiders = [...people, ...groups, ...elements]

type Change =
  | { do: 'add'; rows: [group: number, member: number][] }
  | { do: 'take'; rows: [group: number, member: number][] }
  | { do: 'lead'; element: number; person: number | null }
  | { do: 'move'; element: number; under: number }
  | { do: 'join'; element: number; person: number }
  | { do: 'leave'; element: number; person: number }

const at = (many: string[]) => fc.nat(many.length - 1)
const edges = fc.array(fc.tuple(at(groups), at(insiders)), { minLength: 1, maxLength: 3 })
const change: fc.Arbitrary<Change> = fc.oneof(
  { weight: 5, arbitrary: fc.record({ do: fc.constant('add' as const), rows: edges }) },
  { weight: 4, arbitrary: fc.record({ do: fc.constant('take' as const), rows: edges }) },
  fc.record({ do: fc.constant('lead' as const), element: at(elements), person: fc.option(at(people)) }),
  fc.record({ do: fc.constant('move' as const), element: at(elements), under: at(elements) }),
  fc.record({ do: fc.constant('join' as const), element: at(elements), person: at(people) }),
  fc.record({ do: fc.constant('leave' as const), element: at(elements), person: at(people) }),
)

function statementOf(one: Change): [string, unknown[]] {
  if (one.do === 'add' || one.do === 'take') {
    const rows = [one.rows.map(([group]) => groups[group]), one.rows.map(([, member]) => insiders[member])]
    const from = 'unnest($1::uuid[], $2::uuid[]) as given (group_id, member_id)'
    return one.do === 'add'
      ? [
          `insert into group_members (group_id, member_id, audience) select distinct group_id, member_id, 'employees' from ${from} on conflict do nothing`,
          rows,
        ]
      : [
          `delete from group_members m using ${from} where m.group_id = given.group_id and m.member_id = given.member_id`,
          rows,
        ]
  }
  const element = elements[one.element]
  if (one.do === 'lead')
    return [
      'update org_elements set lead_id = $2 where id = $1',
      [element, one.person === null ? null : people[one.person]],
    ]
  if (one.do === 'move')
    return [
      'update org_elements set parent_id = $2 where id = $1 and parent_id is not null',
      [element, elements[one.under]],
    ]
  return one.do === 'join'
    ? [
        'insert into org_members (element_id, user_id) values ($1, $2) on conflict do nothing',
        [element, people[one.person]],
      ]
    : ['delete from org_members where element_id = $1 and user_id = $2', [element, people[one.person]]]
}

/** A refused change (a cycle, a second root) leaves the others of its transaction standing. */
async function make(client: PoolClient, one: Change): Promise<void> {
  await client.query('savepoint before')
  try {
    await client.query(...statementOf(one))
    await client.query('release before')
  } catch (error) {
    if (!/group_members_check|contain itself|tree|circle|root/.test(String(error))) throw error
    await client.query('rollback to before')
  }
}

/** Going up from a person, one step after the other. */
async function obvious(client: PoolClient): Promise<string[]> {
  const { rows } = await client.query<{ from: string; to: string }>(
    `select member_id as "from", group_id as "to" from group_members union all select lead_id, id from org_elements where lead_id is not null
     union all select user_id, element_id from org_members union all select id, parent_id from org_elements where parent_id is not null
     union all select id, organization_id from users where organization_id is not null`,
  )
  const up = Map.groupBy(rows, ({ from }) => from)
  const { rows: all } = await client.query<{ id: string }>('select id from users')
  return all
    .flatMap(({ id }) => {
      const found = new Set([id])
      for (const one of found) for (const { to } of up.get(one) ?? []) found.add(to)
      return [...found].map((one) => `${id} ${one}`)
    })
    .toSorted()
}

const kept = async (client: PoolClient): Promise<string[]> =>
  (await client.query('select user_id, principal_id from user_principals')).rows
    .map((row) => `${row.user_id} ${row.principal_id}`)
    .toSorted()

const [first, second] = [await pool.connect(), await pool.connect()]
afterAll(() => {
  first.release()
  second.release()
})

test('after any sequence of changes people count as what the obvious way finds', { timeout: 120_000 }, async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(change, { minLength: 1, maxLength: 14 }), async (changes) => {
      await first.query('begin')
      try {
        for (const one of changes) {
          await make(first, one)
          expect(await kept(first)).toEqual(await obvious(first))
        }
      } finally {
        await first.query('rollback')
      }
    }),
    { numRuns },
  )
})

/** A deadlock is undone by the database, and commands run again (sql/database.ts); here it may simply not happen. */
async function inTransaction(client: PoolClient, changes: Change[]): Promise<void> {
  await client.query('begin')
  try {
    for (const one of changes) await make(client, one)
    await client.query('commit')
  } catch (error) {
    await client.query('rollback')
    if (!/deadlock/.test(String(error))) throw error
  }
}

test('after any two transactions at once too', { timeout: 240_000 }, async () => {
  const changes = fc.array(change, { minLength: 1, maxLength: 3 })
  await fc.assert(
    fc.asyncProperty(changes, changes, async (ones, others) => {
      await Promise.all([inTransaction(first, ones), inTransaction(second, others)])
      expect(await kept(first)).toEqual(await obvious(first))
    }),
    { numRuns, endOnFailure: true },
  )
})

describe('two changes that meet', () => {
  const [inner, outer] = groups as [string, string]
  const insert = `insert into group_members (group_id, member_id, audience) values ($1, $2, 'employees') on conflict do nothing`

  async function meet(one: [string, unknown[]], other: [string, unknown[]]) {
    await first.query('begin')
    await second.query('begin')
    await first.query(...one)
    const waiting = second.query(...other).then(
      () => 'done',
      (error: Error) => error.message,
    )
    await new Promise((resolve) => setTimeout(resolve, 100))
    await first.query('commit')
    const outcome = await waiting
    await second.query(outcome === 'done' ? 'commit' : 'rollback')
    expect(await kept(first)).toEqual(await obvious(first))
    return outcome
  }
  const clear = () => pool.query('delete from group_members where group_id = any ($1)', [groups])

  test('a person enters a group while it enters another: the person counts as both', async () => {
    await clear()
    expect(await meet([insert, [inner, people[0]]], [insert, [outer, inner]])).toBe('done')
    const { rows } = await pool.query('select from user_principals where user_id = $1 and principal_id = $2', [
      people[0],
      outer,
    ])
    expect(rows).toHaveLength(1)
  })

  test('two groups enter each other: one does, the other is refused (AT-058)', async () => {
    await clear()
    expect(await meet([insert, [inner, outer]], [insert, [outer, inner]])).toMatch(/contain itself/)
  })

  test('a person leaves one way and enters by another: the second counts', async () => {
    await clear()
    await pool.query(
      `insert into group_members (group_id, member_id, audience) values ($1, $2, 'employees'), ($1, $3, 'employees'), ($2, $4, 'employees')`,
      [outer, inner, groups[2], people[1]],
    )
    const leave: [string, unknown[]] = [
      'delete from group_members where group_id = $1 and member_id = $2',
      [inner, people[1]],
    ]
    expect(await meet(leave, [insert, [groups[2], people[1]]])).toBe('done')
    const { rows } = await pool.query('select from user_principals where user_id = $1 and principal_id = $2', [
      people[1],
      outer,
    ])
    expect(rows).toHaveLength(1)
  })
})

describe('nesting by the thousand in one statement', () => {
  const many = (n: number) =>
    made(
      'group',
      'groups',
      'audience, scope, code, name',
      `'employees', 'company', 'n' || right(id::text, 12), id::text`,
      n,
    )
  const nest = (rows: (readonly [outer: string, inner: string])[]) =>
    pool.query(
      `insert into group_members (group_id, member_id, audience) select o, i, 'employees' from unnest($1::uuid[], $2::uuid[]) x (o, i)`,
      [rows.map(([outer]) => outer), rows.map(([, inner]) => inner)],
    )

  test('a chain of 400 brings who stands below all the way up (AT-058)', async () => {
    const chain = await many(400)
    const [person] = people
    await pool.query(`insert into group_members (group_id, member_id, audience) values ($1, $2, 'employees')`, [
      chain[0],
      person,
    ])
    await nest(chain.slice(1).map((outer, at) => [outer, chain[at]!] as const))
    const { rows } = await pool.query(
      'select count(*)::int as n from user_principals where user_id = $1 and principal_id = any ($2::uuid[])',
      [person, chain],
    )
    expect(rows[0].n).toBe(400)
    await expect(nest([[chain[0]!, chain.at(-1)!]])).rejects.toThrow('would contain itself')
  })

  test.each([60, 400])('a ring of %i is refused whole, with whatever hangs on it (AT-058)', async (n) => {
    const ring = await many(n)
    const [above, below] = await many(2)
    const rows = ring.map((outer, at) => [outer, ring[(at + 1) % n]!] as const)
    const before = await pool.query('select count(*)::int as n from group_members')
    await expect(nest([...rows, [above!, ring[0]!], [ring[0]!, below!]])).rejects.toThrow('would contain itself')
    expect((await pool.query('select count(*)::int as n from group_members')).rows).toEqual(before.rows)
    await nest([...rows.slice(1), [above!, ring[0]!], [ring[0]!, below!]])
  })
})
