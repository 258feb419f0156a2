import { query } from '../operations/operation.ts'
import { getAttentionApi } from './attention-contract.ts'
import { countAttention } from './attention.sql.ts'

/** It stands here because only `main` knows every concept that may need somebody. */
export const getAttention = query({
  name: 'getAttention',
  endpoint: getAttentionApi,
  permission: 'company.administer',
  target: () => ({}),
  run: async ({ db }) => ({ rows: await countAttention(db) }),
})
