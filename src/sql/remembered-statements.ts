import type { CompiledQuery } from 'kysely'
import type { Db, Sql } from './database.ts'

/** Stands in a statement for the one value that each call brings. */
export const given: unknown = Object.freeze({ given: true })

/**
 * Statements that were put together lately, by a key that names everything they were made of but `given`: for whom,
 * of which rights, of which fields. Putting one together from the branches of its rules takes this process twice as
 * long as sending it and reading its rows.
 */
const remembered = new Map<string, CompiledQuery>()
const mostRemembered = 2000

/** Runs a statement; without a key it is made for this once. */
export async function executeRemembered<Row>(
  db: Db,
  key: string | undefined,
  make: () => Sql<Row>,
  value?: unknown,
): Promise<Row[]> {
  const known = key === undefined ? undefined : remembered.get(key)
  const query = known ?? (make().compile(db) as CompiledQuery)
  if (key !== undefined && !known) {
    if (remembered.size >= mostRemembered) remembered.delete(remembered.keys().next().value!)
    remembered.set(key, query)
  }
  const parameters = query.parameters.map((each) => (each === given ? value : each))
  const { rows } = await db.executeQuery({ ...query, parameters })
  return rows as Row[]
}
