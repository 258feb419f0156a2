import Fastify from 'fastify'
import { Pool } from 'pg'

/**
 * The yardstick: Fastify and pg with one hand-written statement for the same rows; no session, no rules, no audit, no
 * history. What Portico does beyond it is the difference in the table.
 */
const [, , databaseUrl = '', port = '0', table = '', app = '', author = ''] = process.argv
const pool = new Pool({ connectionString: databaseUrl, max: 20 })
const server = Fastify({ logger: false })
const rows = `${table} where app_id = '${app}' and deleted_at is null and created_by = $1`
const columns = 'id, version, f_subject, f_description, f_category, f_status, created_by, created_at, updated_at'

server.get('/list', async () => {
  const found = await pool.query({
    name: 'list',
    text: `select ${columns} from ${rows} and f_status = $2 order by created_at desc, id desc limit 50`,
    values: [author, 'new'],
  })
  return { rows: found.rows }
})

server.get<{ Params: { id: string } }>('/one/:id', async (request) => {
  const found = await pool.query({
    name: 'one',
    text: `select ${columns} from ${rows} and id = $2`,
    values: [author, request.params.id],
  })
  return found.rows[0]
})

server.post<{ Body: { values: Record<string, string> } }>('/create', async (request, reply) => {
  const { subject, description, category } = request.body.values
  const made = await pool.query({
    name: 'create',
    text: `insert into ${table} (id, created_by, updated_by, f_subject, f_description, f_category, f_status)
      values (uuid7(), $1, $1, $2, $3, $4, 'new') returning id`,
    values: [author, subject, description, category],
  })
  return reply.status(201).send(made.rows[0])
})

await server.listen({ port: Number(port), host: '127.0.0.1' })
process.stdout.write('ready\n')
