import { createHash, randomBytes } from 'node:crypto'
import { Client } from 'pg'

export type Filled = {
  /** Qualified name of the items' table. */
  table: string
  app: string
  process: string
  /** The outsider whom everything is measured as; sees 100 requests. */
  author: string
  token: string
  item: string
}

export const requests = 100_000
export const authors = 1_000

/**
 * Adds 1,000 external users to the portal of the demo's service desk and 100,000 requests of theirs, 100 each, as rows
 * like those the commands write (item, author's place, history), and opens a session for one of them.
 */
export async function fill(databaseUrl: string): Promise<Filled> {
  const client = new Client({ connectionString: databaseUrl })
  await client.connect()
  try {
    const desk = await client.query<{ app: string; table: string; process: string; group: string }>(
      `select apps.id as app, apps.table_name as table, processes.id as process, portals.group_id as "group"
       from apps join workspaces on workspaces.id = apps.workspace_id join portals on portals.workspace_id = workspaces.id
         join processes on processes.app_id = apps.id where apps.code = 'requests'`,
    )
    const { app, table: name, process, group } = desk.rows[0]!
    const table = `app_data.${name}`
    await client.query('begin')
    await client.query(
      `create temporary table many as select n, uuid7() as id, format('person%s@bench.example', n) as email
       from generate_series(1, $1::int) n`,
      [authors],
    )
    await client.query(`insert into principals (id, kind, audience) select id, 'user', 'external' from many`)
    await client.query(
      `insert into users (id, kind, status, full_name, email, email_canonical, password_hash, registered_at)
       select id, 'external', 'active', format('Person %s', n), email, email, 'nobody signs in with it', now() from many`,
    )
    await client.query(
      `insert into group_members (group_id, member_id, audience) select $1, id, 'external' from many`,
      [group],
    )
    await client.query(
      `create temporary table made as
       select uuid7() as id, (select m.id from many m where m.n = 1 + (r % $2::int)) as author, r,
         now() - make_interval(secs => ($1::int - r) * 30) as at from generate_series(1, $1::int) r`,
      [requests, authors],
    )
    await client.query(
      `insert into ${table} (id, created_by, updated_by, created_at, updated_at, f_subject, f_description, f_category, f_status)
       select id, author, author, at, at, format('Request %s about the %s', r, (array['pump','lamp','valve','sensor'])[1 + r % 4]),
         repeat('It does not do what it did yesterday. ', 3), (array['question','fault','order'])[1 + (r / 7) % 3],
         (array['new','resolved'])[1 + (r / 1000) % 2] from made`,
    )
    await client.query(
      `insert into item_access (app_id, item_id, principal_id, via) select $1, id, author, 'author' from made`,
      [app],
    )
    await client.query(
      `insert into item_changes (id, app_id, item_id, at, by_user_id, kind) select uuid7(), $1, id, at, author, 'created' from made`,
      [app],
    )
    // What a page with a form for new requests exposes when it is published.
    await client.query(
      `insert into grants (id, principal_id, audience, resource_kind, resource_id, rights, fields, page_version_id, reason)
       select uuid7(), principal_id, audience, resource_kind, resource_id, array['create'],
         array['subject', 'description', 'category'], page_version_id, reason
       from grants where principal_id = $1 and resource_kind = 'app' and resource_id = $2 and revoked_at is null limit 1`,
      [group, app],
    )
    const author = await client.query<{ id: string; item: string }>(
      `select many.id, (select made.id from made where made.author = many.id limit 1) as item from many where n = 7`,
    )
    const token = randomBytes(32).toString('base64url')
    await client.query(
      `insert into sessions (id, token_hash, user_id, side, expires_at) values (uuid7(), $1, $2, 'portal', now() + interval '12 hours')`,
      [createHash('sha256').update(token).digest(), author.rows[0]!.id],
    )
    await client.query('commit')
    await client.query('vacuum analyze')
    return { table, app, process, author: author.rows[0]!.id, token, item: author.rows[0]!.item }
  } finally {
    await client.end()
  }
}
