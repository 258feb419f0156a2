import { query } from '../../operations/operation.ts'
import { listGroupPeopleApi } from '../contract.ts'
import { countPeople, edgesAbove, listPeople } from '../member.sql.ts'
import { cursorAt, pageBy } from '../page.ts'
import { shortestPaths } from '../paths.ts'

/** Three statements a page, whatever the size of the group: the people, how many, and the edges above those shown. */
export const listGroupPeople = query({
  name: 'listGroupPeople',
  endpoint: listGroupPeopleApi,
  permission: 'group.view',
  target: ({ group }) => ({ id: group }),
  async run({ db }, { group, search, after, limit }) {
    const start = cursorAt<[string, string]>(after, 2)
    const found = await listPeople(db, group, { search, after: start, limit: limit + 1 })
    const { rows, next } = pageBy(found, limit, ({ name, id }) => [name, id])
    const ids = rows.map(({ id }) => id)
    const paths = shortestPaths(ids, group, ids.length > 0 ? await edgesAbove(db, ids, group) : [])
    return {
      rows: rows.map((one) => ({ ...one, path: paths.get(one.id)! })),
      next,
      total: await countPeople(db, group),
    }
  },
})
