import type { AppId } from '../../base/ids.ts'
import type { Db } from '../../sql/database.ts'
import type { FieldShape } from '../contract.ts'
import { readShape } from '../shape.sql.ts'

/**
 * What an app's items consist of, for those who work on items in its name: processes and their forms. No fields when
 * the app is deleted or not published any more.
 */
export async function appFields(db: Db, id: AppId): Promise<{ itemName: string; fields: FieldShape[] }> {
  const shape = await readShape(db, id)
  return shape ? { itemName: shape.itemName, fields: shape.fields } : { itemName: '', fields: [] }
}
