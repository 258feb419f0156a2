import { Pool } from 'pg'
import { afterAll, describe, expect, test } from 'vitest'
import { apiPath } from '../../src/base/endpoint.ts'
import { variables } from '../../src/main/config.ts'
import { operations } from '../../src/main/operations.ts'
import { migrate } from '../../src/sql/migrate.ts'
import { emptyDatabase } from '../database.ts'

/** What a new installation must not come with (AT-123). */
const url = await emptyDatabase()
await migrate(url)
const pool = new Pool({ connectionString: url, max: 1 })
afterAll(() => pool.end())

describe('a new installation (AT-123)', () => {
  test.each(['users', 'sessions', 'api_tokens', 'password_resets', 'invitations', 'rescues'])(
    'has no rows in %s: nobody can sign in before it is set up',
    async (table) => {
      expect((await pool.query(`select from ${table}`)).rows).toHaveLength(0)
    },
  )

  test('has no column of its own making that could hold a default secret', async () => {
    const { rows } = await pool.query<{ column: string }>(
      `select table_name || '.' || column_name as "column" from information_schema.columns
       where table_schema = 'public' and column_default is not null and column_name ~ '(password|secret|token|hash)$'
         and column_default !~ '^(uuid7|gen_random)'`,
    )
    expect(rows).toEqual([])
  })
})

describe('what is shipped (AT-123)', () => {
  test('has no address for debugging, seeding or acting as somebody else', () => {
    const doors = operations.filter(({ endpoint }) =>
      /\/(debug|seed|dev|impersonate|login-as|sign-in-as|eval|sql|fixtures?)(\/|$)/i.test(apiPath(endpoint)),
    )
    expect(doors.map(({ name }) => name)).toEqual([])
  })

  test('has no switch in the environment that leaves a check out', () => {
    const names = variables.map(({ name }) => name)
    expect(names.filter((name) => /DEBUG|INSECURE|BYPASS|SKIP|DISABLE|TEST|DEV$/.test(name))).toEqual([])
  })
})
