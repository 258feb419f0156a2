import { sql } from 'kysely'
import type { Db } from '../sql/database.ts'

/** What a license key can be bound to, and the clock that packs are judged by. */
export async function readInstallation(db: Db): Promise<{ installation: string; now: Date }> {
  const { rows } = await sql<{ installation: string; now: Date }>`
    select installation_id as installation, license_now() as now from license_settings`.execute(db)
  return rows[0]!
}
