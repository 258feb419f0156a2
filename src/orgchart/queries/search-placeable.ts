import { query } from '../../operations/operation.ts'
import { searchPlaceableApi } from '../contract-draft.ts'
import { searchPlaceable as searchPlaceableRows } from '../directory.sql.ts'

export const searchPlaceable = query({
  name: 'searchPlaceable',
  endpoint: searchPlaceableApi,
  permission: 'org_chart.edit',
  target: () => ({}),
  run: async ({ db }, { search }) => ({ rows: await searchPlaceableRows(db, search) }),
})
