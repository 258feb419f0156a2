import { query } from '../../operations/operation.ts'
import { getGraceApi } from '../contract.ts'
import { readGraces } from '../seat.sql.ts'

/** Small, because each page of an administrator asks for it. */
export const getGrace = query({
  name: 'getGrace',
  endpoint: getGraceApi,
  permission: 'company.administer',
  target: () => ({}),
  run: async ({ db }) => ({ rows: await readGraces(db) }),
})
