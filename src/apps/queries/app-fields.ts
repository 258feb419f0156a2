import type { AppId } from '../../base/ids.ts'
import type { Db } from '../../sql/database.ts'
import type { FieldShape } from '../contract.ts'
import { shapeAt } from '../shape.sql.ts'

export type AppFields = { itemName: string; titleField: string | null; fields: FieldShape[] }

/**
 * What an app's items consist of, for those who work on items in its name: processes and their forms. No fields when
 * the app is deleted or not published any more. Whoever has read the version of the app's fields in this transaction
 * gives it, and is answered without a question to the database where these are known.
 */
export async function appFields(db: Db, id: AppId, version: number | null = null): Promise<AppFields> {
  const { itemName, titleField, fields } = (await shapeAt(db, id, version)) ?? nothing
  return { itemName, titleField, fields }
}

const nothing: AppFields = { itemName: '', titleField: null, fields: [] }
