import * as fc from 'fast-check'
import { sql } from 'kysely'
import { expect, test } from 'vitest'
import { makeWorld } from '../../test/cast/world.ts'
import { transaction, type Tx } from '../sql/database.ts'
import { superiorOf } from './queries/superior-of.ts'

/**
 * Random charts against a second, obvious reading of the rules: whoever leads or belongs to an element counts as it and as
 * all above; the superior is the nearest lead above who can sign in. Each world is undone.
 */
const world = await makeWorld()
const { db } = world

type Chart = {
  parents: number[]
  leads: (number | null)[]
  members: [person: number, element: number][]
  locked: boolean[]
  shown: number[]
}
type Step = {
  element: number
  parent: number
  lead: number | null
  joins: [number, number][]
  leaves: [number, number][]
}

const elements = 7
const persons = 5
const person = fc.nat(persons - 1)
const element = fc.nat(elements - 1)
const chart: fc.Arbitrary<Chart> = fc.record({
  parents: fc.tuple(...Array.from({ length: elements }, (_, at) => fc.nat(Math.max(0, at - 1)))),
  leads: fc.tuple(...Array.from({ length: elements }, () => fc.option(person, { nil: null, freq: 2 }))),
  members: fc.uniqueArray(fc.tuple(person, element), { maxLength: 6, selector: String }),
  locked: fc.tuple(...Array.from({ length: persons }, () => fc.nat(3).map((n) => n === 0))),
  shown: fc.tuple(...Array.from({ length: persons }, () => element)),
})
const steps: fc.Arbitrary<Step[]> = fc.array(
  fc.record({
    element: fc.integer({ min: 1, max: elements - 1 }),
    parent: element,
    lead: fc.option(person, { nil: null }),
    joins: fc.array(fc.tuple(person, element), { maxLength: 2 }),
    leaves: fc.array(fc.tuple(person, element), { maxLength: 2 }),
  }),
  { maxLength: 5 },
)

const pad = (kind: number, at: number) => `018f0000-0000-7000-800${kind}-00000000000${at}`
const user = (at: number) => pad(1, at)
const place = (at: number) => pad(2, at)
const group = (at: number) => pad(3, at)

class Undone extends Error {}

async function inWorld(given: Chart, deed: (tx: Tx) => Promise<void>): Promise<void> {
  const all = (count: number, make: (at: number) => string) => Array.from({ length: count }, (_, at) => make(at))
  await transaction(db, async (tx) => {
    await sql`insert into principals (id, kind, audience) select id::uuid, kind, 'employees' from jsonb_to_recordset(${JSON.stringify(
      [
        ...all(persons, user).map((id) => ({ id, kind: 'user' })),
        ...all(elements, place).map((id) => ({ id, kind: 'org_element' })),
        ...all(2, group).map((id) => ({ id, kind: 'group' })),
      ],
    )}::jsonb) as p (id text, kind text)`.execute(tx)
    await sql`insert into users (id, kind, status, full_name, password_hash, registered_at, locked_at)
      select id::uuid, 'employee', case when locked then 'locked' else 'active' end, id, 'none', now(), case when locked then now() end
      from jsonb_to_recordset(${JSON.stringify(given.locked.map((locked, at) => ({ id: user(at), locked })))}::jsonb) as p (id text, locked boolean)`.execute(
      tx,
    )
    // A group around the third element, and a group around that one: what stands above a place is not only the chart.
    await sql`insert into groups (id, audience, scope, code, name) select id::uuid, 'employees', 'company', 'g' || n, 'g' || n
      from unnest(${all(2, group)}::text[]) with ordinality as g (id, n)`.execute(tx)
    await sql`insert into org_elements (id, kind, name, parent_id, lead_id)
      select id::uuid, 'department', id, coalesce(parent::uuid, (select id from org_elements where parent_id is null)), lead::uuid
      from jsonb_to_recordset(${JSON.stringify(
        given.parents.map((parent, at) => ({
          id: place(at),
          parent: at === 0 ? null : place(parent),
          lead: given.leads[at] === null ? null : user(given.leads[at]!),
        })),
      )}::jsonb) as p (id text, parent text, lead text)`.execute(tx)
    await sql`insert into org_members (element_id, user_id) select element::uuid, person::uuid
      from jsonb_to_recordset(${JSON.stringify(given.members.map(([who, where]) => ({ person: user(who), element: place(where) })))}::jsonb)
        as p (person text, element text)`.execute(tx)
    await sql`insert into group_members (group_id, member_id, audience) values
      (${group(0)}, ${place(2)}, 'employees'), (${group(1)}, ${group(0)}, 'employees')`.execute(tx)
    for (const [at, shown] of given.shown.entries())
      await sql`update users set displayed_position_id = ${place(shown)} where id = ${user(at)}`.execute(tx)
    await deed(tx)
    throw new Undone()
  }).catch((error: unknown) => {
    if (!(error instanceof Undone)) throw error
  })
}

function after(given: Chart, step: Step): Chart | undefined {
  const parents = given.parents.with(step.element, step.parent)
  for (let at = step.parent, height = 0; at !== 0; at = parents[at]!, height += 1)
    if (at === step.element || height > elements) return undefined
  const isIn = (list: [number, number][], [who, where]: [number, number]) =>
    list.some(([w, e]) => w === who && e === where)
  const stayed = given.members.filter((one) => !isIn(step.leaves, one))
  const joined = step.joins.filter((one, at) => !isIn(stayed, one) && !isIn(step.joins.slice(0, at), one))
  return { ...given, parents, leads: given.leads.with(step.element, step.lead), members: [...stayed, ...joined] }
}

async function apply(tx: Tx, { element: at, parent, lead, joins, leaves }: Step): Promise<void> {
  const rows = (pairs: [number, number][]) => sql`select element::uuid as element_id, person::uuid as user_id
    from jsonb_to_recordset(${JSON.stringify(pairs.map(([who, where]) => ({ person: user(who), element: place(where) })))}::jsonb) as p (person text, element text)`
  await sql`delete from org_members m using (${rows(leaves)}) l where l.element_id = m.element_id and l.user_id = m.user_id`.execute(
    tx,
  )
  await sql`update org_elements set parent_id = ${place(parent)}, lead_id = ${lead === null ? null : user(lead)} where id = ${place(at)}`.execute(
    tx,
  )
  await sql`insert into org_members (element_id, user_id) ${rows(joins)} on conflict do nothing`.execute(tx)
}

const above = (given: Chart, at: number): number[] => (at === 0 ? [0] : [at, ...above(given, given.parents[at]!)])
const placesOf = (given: Chart, who: number): number[] => [
  ...given.leads.flatMap((lead, at) => (lead === who ? [at] : [])),
  ...given.members.flatMap(([one, at]) => (one === who ? [at] : [])),
]

async function expectClosure(tx: Tx, given: Chart): Promise<void> {
  const { rows } = await sql<{
    user_id: string
    principal_id: string
  }>`select user_id, principal_id from user_principals
    where user_id = any (${Array.from({ length: persons }, (_, at) => user(at))}::uuid[])
      and principal_id not in (select id from org_elements where parent_id is null)`.execute(tx)
  for (let who = 0; who < persons; who += 1) {
    const stands = new Set(placesOf(given, who).flatMap((at) => above(given, at)))
    const expected = [user(who), ...[...stands].map(place), ...(stands.has(2) ? [group(0), group(1)] : [])]
    const counts = rows.filter(({ user_id }) => user_id === user(who)).map(({ principal_id }) => principal_id)
    expect(counts.toSorted()).toEqual(expected.toSorted())
  }
}

const runs = { numRuns: 60, seed: Number(process.env.PORTICO_SEED ?? Date.now() % 1e9) }

test('after any changes everybody counts as what she stands in and below, and as the groups around it', async () => {
  await fc.assert(
    fc.asyncProperty(chart, steps, (start, changes) =>
      inWorld(start, async (tx) => {
        let now = start
        await expectClosure(tx, now)
        for (const step of changes) {
          const next = after(now, step)
          if (!next) continue
          await apply(tx, step)
          now = next
          await expectClosure(tx, now)
        }
      }),
    ),
    runs,
  )
})

/** The cast's root, which every random chart hangs on and Vera leads; made later than all of it. */
const top = elements

/** Nearest first; of two equally near the one above the displayed place; then the element made first. */
function superiorByHand(given: Chart, who: number): string | null {
  const places = placesOf(given, who)
  // Undisplayed choices fall back to a lead, then by name; names here are ids, so by number.
  const leads = given.leads.flatMap((lead, at) => (lead === who ? [at] : []))
  const shown = places.includes(given.shown[who]!) ? given.shown[who] : (leads.toSorted()[0] ?? places.toSorted()[0])
  const found = places.flatMap((at) =>
    [...above(given, at), top].map((id, distance) => ({ id, distance, displayed: at === shown })),
  )
  found.sort((a, b) => a.distance - b.distance || Number(b.displayed) - Number(a.displayed) || a.id - b.id)
  for (const { id } of found) {
    if (id === top) return world.people.vera
    const lead = given.leads[id]!
    if (lead !== null && lead !== who && !given.locked[lead]) return user(lead)
  }
  return null
}

test('the superior is the nearest lead above who can sign in, the same one every time (J104)', async () => {
  await fc.assert(
    fc.asyncProperty(chart, (given) =>
      inWorld(given, async (tx) => {
        for (let who = 0; who < persons; who += 1) {
          expect(await superiorOf(tx, user(who) as never)).toBe(superiorByHand(given, who))
        }
      }),
    ),
    runs,
  )
})
