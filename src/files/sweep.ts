import type { Blobs } from '../blobs/blobs.ts'
import type { Db } from '../sql/database.ts'
import { deleteForgotten, keysWithRow } from './file.sql.ts'

const batch = 500
/** An upload that still runs after a day has been cut long ago, so bytes this old without a row are nobody's. */
const orphanAge = 24 * 60 * 60 * 1000

/**
 * The hourly tidying: rows whose time is over with their bytes, then bytes that no row names (a process died between
 * writing and committing). Rows go first: bytes without a row are found again, a row without bytes would be a lie.
 */
export async function sweepFiles(db: Db, blobs: Blobs): Promise<{ rows: number; orphans: number }> {
  let rows = 0
  for (;;) {
    const keys = await deleteForgotten(db, batch)
    for (const key of keys) await blobs.remove(key)
    rows += keys.length
    if (keys.length < batch) break
  }
  let orphans = 0
  let aged: string[] = []
  const sweepAged = async () => {
    const known = await keysWithRow(db, aged)
    const nobodys = aged.filter((key) => !known.has(key))
    for (const key of nobodys) await blobs.remove(key)
    orphans += nobodys.length
    aged = []
  }
  for await (const { key, age } of blobs.all()) {
    if (age < orphanAge) continue
    if (aged.push(key) >= batch) await sweepAged()
  }
  if (aged.length > 0) await sweepAged()
  return { rows, orphans }
}
