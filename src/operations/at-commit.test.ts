import { sql } from 'kysely'
import { expect, test } from 'vitest'
import { makeWorld } from '../../test/cast/world.ts'
import { transaction } from '../sql/database.ts'
import { withCollected } from './at-commit.sql.ts'
import { changed } from './changed.ts'

const world = await makeWorld()
const named = async (name: string) =>
  (await sql`select from organizations where name = ${name}`.execute(world.db)).rows.length

/** A deed in a transaction whose last statement says `word` to open pages. */
const deed = (name: string, word: string) =>
  transaction(world.db, (tx) =>
    withCollected(tx, async () => {
      await sql`with made as (insert into principals (id, kind, audience) values (uuid7(), 'organization', 'external') returning id)
        insert into organizations (id, name) select id, ${name} from made`.execute(tx)
      await changed(tx, { topics: [word] })
      return name
    }),
  )

test('what a transaction tells goes out with its commit', async () => {
  expect(await deed('Told', 'organizations')).toBe('Told')
  expect(await named('Told')).toBe(1)
})

test('when the last statement fails, which is sent together with the commit, nothing of the deed stays', async () => {
  // NOTIFY takes less than 8,000 bytes.
  await expect(deed('Not told', 'x'.repeat(9000))).rejects.toThrow(/payload/)
  expect(await named('Not told')).toBe(0)
  expect(await deed('Told after all', 'organizations')).toBe('Told after all')
})

test('a first statement that fails takes the transaction with it and leaves the connection usable', async () => {
  for (let turn = 0; turn < 25; turn += 1) {
    await expect(transaction(world.db, (tx) => sql`select 1 / 0`.execute(tx))).rejects.toThrow(/division by zero/)
  }
  expect((await sql<{ one: number }>`select 1 as one`.execute(world.db)).rows).toEqual([{ one: 1 }])
})
