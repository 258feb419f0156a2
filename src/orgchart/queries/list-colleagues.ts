import { personBehind } from '../../access/actor.ts'
import { Refusal } from '../../base/refusal.ts'
import { cursorOf, readCursor } from '../../base/wire.ts'
import { listing } from '../../operations/operation.ts'
import { pageOf, readStart } from '../../people/queries/asked.ts'
import { sql } from 'kysely'
import { listBirthdaysApi, listColleaguesApi, listMyPeopleApi } from '../contract.ts'
import {
  belowHer,
  inOrBelow,
  listBirthdays as listBirthdayRows,
  listColleagues as listColleagueRows,
} from '../directory.sql.ts'

export const listColleagues = listing({
  name: 'listColleagues',
  endpoint: listColleaguesApi,
  permission: 'user.view',
  within: () => ({}),
  async run({ db, visible }, { search, department, after, limit }) {
    const among = department ? inOrBelow(department) : sql`true`
    const rows = await listColleagueRows(db, { visible, search, after: readStart(after), limit: limit + 1, among })
    return pageOf(
      rows,
      limit,
      ({ name, id }) => [name, id],
      (row) => row,
    )
  },
})

export const listMyPeople = listing({
  name: 'listMyPeople',
  endpoint: listMyPeopleApi,
  permission: 'user.view',
  within: () => ({}),
  async run({ db, visible, actor }, { search, after, limit }) {
    const among = belowHer(personBehind(actor)!)
    const rows = await listColleagueRows(db, { visible, search, after: readStart(after), limit: limit + 1, among })
    return pageOf(
      rows,
      limit,
      ({ name, id }) => [name, id],
      (row) => row,
    )
  },
})

export const listBirthdays = listing({
  name: 'listBirthdays',
  endpoint: listBirthdaysApi,
  permission: 'user.view',
  within: () => ({}),
  async run({ db, visible }, { after, limit }) {
    const start = readCursor(after, 3) as [number, string, string] | undefined
    if (after && !start)
      throw new Refusal('invalid', 'request.bad_cursor', 'after: expected the “next” of a page of this list.')
    const rows = await listBirthdayRows(db, { visible, after: start, limit: limit + 1 })
    const page = rows.slice(0, limit)
    const last = page.at(-1)
    return { rows: page, next: rows.length > limit && last ? cursorOf([last.days, last.name, last.id]) : null }
  },
})
