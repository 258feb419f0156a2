import { sql } from 'kysely'
import type { UserId } from '../../src/base/ids.ts'
import { readConfig } from '../../src/main/config.ts'
import { castEmail, makeCast } from '../../src/main/demo/cast.ts'
import { start } from '../../src/main/start.ts'
import { openSession } from '../../src/signin/session.sql.ts'
import { CannotStart } from '../../src/sql/cannot-start.ts'
import { openDatabase, transaction } from '../../src/sql/database.ts'

/**
 * One Portico process as operators run it, but for the screens, with the cast in it; says on its first line by which
 * token the administrator is signed in. Made to be killed.
 */
const running = await start(await readConfig(process.env), null).catch((error: unknown) => {
  if (!(error instanceof CannotStart)) throw error
  process.stderr.write(`${error.message}\n`)
  process.exit(error.exitCode)
})
const { db, close } = openDatabase({ connectionString: running.databaseUrl, max: 1 })
const known = await sql<{ id: UserId }>`select id from users where email = ${castEmail('adam')}`.execute(db)
const adam =
  known.rows[0]?.id ?? (await transaction(db, (tx) => makeCast(tx, 'no password: nobody signs in here'))).adam
const { token } = await transaction(db, (tx) => openSession(tx, adam, 'employee', { userAgent: 'faults', address: '' }))
await close()
process.stdout.write(`${JSON.stringify({ token, databaseUrl: running.databaseUrl })}\n`)
process.once('SIGTERM', () => void running.stop())
