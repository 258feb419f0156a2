import { cursorAt, pageBy } from '../page.ts'
import { listing } from '../../operations/operation.ts'
import { seenBy, withAbilities } from '../abilities.ts'
import { listGroupsApi } from '../contract.ts'
import { listGroups as listGroupRows } from '../group.sql.ts'

export const listGroups = listing({
  name: 'listGroups',
  endpoint: listGroupsApi,
  permission: 'group.view',
  within: () => ({}),
  async run({ db, ...scope }, { after, limit, search, place, state, audience, type }) {
    const asked = {
      search,
      place,
      state,
      audience,
      type,
      after: cursorAt<[string, string]>(after, 2),
      limit: limit + 1,
    }
    const { rows, next } = pageBy(await listGroupRows(db, seenBy(scope), asked), limit, ({ name, id }) => [
      name.toLowerCase(),
      id,
    ])
    return { rows: rows.map(withAbilities), next }
  },
})
