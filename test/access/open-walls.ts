import type { Pool } from 'pg'
import { afterAll, expect, test } from 'vitest'

/**
 * Tries statements as the owner of the tables would: past every command. Each case names the wall that stands in its way
 * and shows, in a transaction that is undone, that without that very wall it would go through. So a wall that is taken
 * away turns its case red.
 */
/** The wall: `table.constraint` or `table!trigger`; two of them where one stands behind the other. */
export type Case = [what: string, statement: string, given: unknown[], wall: string]

const takenAway = (wall: string): string =>
  wall
    .split(' ')
    .map((one) => /^(\w+)([.!])(\w+)$/.exec(one)!)
    .map(([, table, sign, name]) =>
      sign === '.' ? `alter table ${table} drop constraint ${name}` : `alter table ${table} disable trigger ${name}`,
    )
    .join('; ')

export async function openWalls(pool: Pool) {
  const client = await pool.connect()
  afterAll(() => client.release())

  async function tried(statement: string, given: unknown[], without?: string): Promise<string> {
    await client.query('begin')
    try {
      if (without) await client.query(takenAway(without))
      await client.query(statement, given)
      return 'went through'
    } catch (error) {
      return error instanceof Error ? error.message : String(error)
    } finally {
      await client.query('rollback')
    }
  }

  function standsAgainst(cases: Case[]) {
    test.each(cases)('%s', async (_, statement, given, wall) => {
      expect(await tried(statement, given)).toMatch(
        /violates|cannot|fixed|computed|append-only|exactly one|one root|is a tree|one holder|itself|null value|holds|stays in|keeps its|no access to|more members than/,
      )
      expect(await tried(statement, given, wall)).toBe('went through')
    })
  }

  return { tried, standsAgainst }
}
