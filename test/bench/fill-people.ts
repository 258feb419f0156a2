import { createHash, randomBytes } from 'node:crypto'
import { Client } from 'pg'

export const size = { people: 100_000, groups: 10_000, elements: 5_000 }

export type Crowd = {
  /** A cookie of the System supervisor. */
  token: string
  /** The group that 50,000 people are in, five groups deep, and one beside it. */
  half: string
  beside: string
  /** A group of 12 people at the bottom. */
  leaf: string
  /** Somebody who is in nothing yet. */
  newcomer: string
  /** A department with a twentieth of the chart below it, and another to move it to. */
  department: string
  elsewhere: string
}

/**
 * A company of 100,000 employees, an org chart of 5,000 elements and 10,000 groups nested 5 deep, written by a statement
 * a table: as an import writes them, through all triggers.
 */
export async function fillPeople(databaseUrl: string, passwordHash: string, supervisor: string): Promise<Crowd> {
  const client = new Client({ connectionString: databaseUrl })
  await client.connect()
  const run = (text: string, values: unknown[] = []) => client.query(text, values)
  const id = async (text: string) => (await run(text)).rows[0].id as string
  try {
    await run(`create temporary table crowd as select n, uuid7() as id from generate_series(1, $1::int) n`, [
      size.people,
    ])
    // Whoever signs in takes a seat.
    await run(`update license_packs set seats = 2 * $1::int where kind = 'named'`, [size.people])
    await run(`insert into principals (id, kind, audience) select id, 'user', 'employees' from crowd`)
    await run(
      `insert into users (id, kind, status, full_name, email, email_canonical, password_hash, registered_at)
       select id, 'employee', 'active', format('%s %s %s', (array['Anna','Boris','Chen','Dora','Emil','Fatima','Goran','Hana'])[1 + n % 8],
         (array['Adler','Brandt','Costa','Dietz','Evans','Falk','Gruber'])[1 + n % 7], n), format('p%s@bench.example', n),
         format('p%s@bench.example', n), $1, now() from crowd`,
      [passwordHash],
    )
    const root = await id('select id from org_elements where parent_id is null')
    await run(`create temporary table chart as select n, uuid7() as id from generate_series(1, $1::int) n`, [
      size.elements,
    ])
    await run(`insert into principals (id, kind, audience) select id, 'org_element', 'employees' from chart`)
    await run(
      `insert into org_elements (id, kind, name, parent_id, lead_id)
       select c.id, 'department', format('Department %s', c.n), coalesce(up.id, $1::uuid), p.id
       from chart c left join chart up on c.n > 20 and up.n = (c.n - 21) / 8 + 1 join crowd p on p.n = c.n order by c.n`,
      [root],
    )
    await run(
      `insert into org_members (element_id, user_id) select c.id, p.id from crowd p join chart c on c.n = p.n % $1::int + 1
      where p.n > $1 and p.n < $2`,
      [size.elements, size.people],
    )
    await run(
      `create temporary table nest as select n, uuid7() as id,
      case when n <= 16 then null when n <= 80 then (n - 17) / 4 + 1 when n <= 400 then (n - 81) / 5 + 17
        when n <= 2000 then (n - 401) / 5 + 81 else (n - 2001) / 5 + 401 end as above from generate_series(1, $1::int) n`,
      [size.groups],
    )
    await run(`insert into principals (id, kind, audience) select id, 'group', 'employees' from nest`)
    await run(
      `insert into groups (id, audience, scope, code, name) select id, 'employees', 'company', 'bench_' || n, 'Bench group ' || n from nest`,
    )
    await run(
      `insert into group_members (group_id, member_id, audience)
      select n.id, p.id, 'employees' from crowd p join nest n on n.n = 2001 + (p.n - 1) % ($1::int - 2000) where p.n < $2`,
      [size.groups, size.people],
    )
    await run(
      `insert into group_members (group_id, member_id, audience) select up.id, n.id, 'employees' from nest n join nest up on up.n = n.above`,
    )
    const [half, beside] = [await id(newGroup('half', 'Half of them')), await id(newGroup('beside', 'Beside it'))]
    await run(
      `insert into group_members (group_id, member_id, audience) select $1, id, 'employees' from nest where n <= 8`,
      [half],
    )
    await giveRights(run, [half, beside])
    const token = randomBytes(32).toString('base64url')
    await run(
      `insert into sessions (id, token_hash, user_id, side, expires_at) values (uuid7(), $1, $2, 'employee', now() + interval '12 hours')`,
      [createHash('sha256').update(token).digest(), supervisor],
    )
    const named = {
      leaf: await id('select id from nest where n = 2001'),
      newcomer: await id(`select id from crowd where n = ${size.people}`),
      department: await id('select id from chart where n = 1'),
      elsewhere: await id('select id from chart where n = 2'),
    }
    await run('vacuum analyze')
    return { token, half, beside, ...named }
  } finally {
    await client.end()
  }
}

const newGroup = (code: string, name: string) =>
  `with principal as (insert into principals (id, kind, audience) values (uuid7(), 'group', 'employees') returning id)
   insert into groups (id, audience, scope, code, name) select id, 'employees', 'company', '${code}', '${name}' from principal returning id`

/** Twenty things each, so that a difference has something to tell. */
async function giveRights(run: (text: string, values: unknown[]) => Promise<unknown>, groups: string[]): Promise<void> {
  await run(
    `insert into grants (id, principal_id, audience, resource_kind, resource_id, rights)
     select uuid7(), g, 'employees', 'process', uuid7(), '{start}' from unnest($1::uuid[]) g cross join generate_series(1, 20)`,
    [groups],
  )
}
