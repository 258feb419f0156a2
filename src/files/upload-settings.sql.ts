import { sql } from 'kysely'
import type { Db, Tx } from '../sql/database.ts'

export type UploadSettings = { extensions: string[] | null; version: number }

const columns = sql`select upload_extensions as extensions, upload_version as version from company`

export async function findUploadSettings(db: Db): Promise<UploadSettings> {
  const { rows } = await sql<UploadSettings>`${columns}`.execute(db)
  return rows[0] ?? { extensions: null, version: 1 }
}

export async function lockUploadSettings(tx: Tx): Promise<UploadSettings> {
  const { rows } = await sql<UploadSettings>`${columns} for no key update`.execute(tx)
  return rows[0]!
}

export const saveUploadSettings = (tx: Tx, { extensions, version }: UploadSettings) =>
  sql`update company set upload_extensions = ${extensions}, upload_version = ${version}`.execute(tx)
