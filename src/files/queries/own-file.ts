import type { FileId, UserId } from '../../base/ids.ts'
import type { Db } from '../../sql/database.ts'
import { type FileRow, findOwnLooseFile } from '../file.sql.ts'

/** A file this person has just left, which nothing has taken yet; for commands that read its content. */
export const ownFile = (db: Db, file: FileId, by: UserId): Promise<FileRow | undefined> =>
  findOwnLooseFile(db, file, by)
