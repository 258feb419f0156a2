import type { UserId } from '../../base/ids.ts'
import { notFound, Refusal } from '../../base/refusal.ts'
import { cursorOf, readCursor } from '../../base/wire.ts'
import { holdsNamedSeat } from '../../licensing/queries/holds-seat.ts'
import { query } from '../../operations/operation.ts'
import type { Db } from '../../sql/database.ts'
import { listTokenPage, listWorkingTokens } from '../token.sql.ts'
import { listMyTokensApi, listTokensApi, type TokenShape } from '../tokens-contract.ts'

const isId = (value: unknown): value is string => typeof value === 'string' && /^[0-9a-f-]{36}$/.test(value)

export const listTokens = query({
  name: 'listTokens',
  endpoint: listTokensApi,
  permission: 'company.administer',
  target: () => ({}),
  async run({ db }, { after, limit, ...filter }) {
    const start = readCursor(after, 1)?.[0]
    if (after && !isId(start))
      throw new Refusal('invalid', 'request.bad_cursor', 'after: expected the “next” of a page of this list.')
    const rows = await listTokenPage(db, {
      search: filter.search,
      user: filter.user,
      state: filter.state,
      after: start as string | undefined,
      limit: limit + 1,
    })
    const page = rows.slice(0, limit)
    const last = page.at(-1)
    return { rows: page, next: rows.length > limit && last ? cursorOf([last.id]) : null }
  },
})

export const listMyTokens = query({
  name: 'listMyTokens',
  endpoint: listMyTokensApi,
  permission: 'door.view',
  target: () => ({}),
  async run({ db, actor }) {
    if (actor.kind !== 'user') throw notFound()
    return { rows: await listTokensOfUser(db, actor.id), hasSeat: await holdsNamedSeat(db, actor.id) }
  },
})

/** The tokens that act as a person and work now: what stops when the account is locked. */
export const listTokensOfUser = (db: Db, user: UserId): Promise<TokenShape[]> => listWorkingTokens(db, user)

/** For the command line on the server, which asks nobody. */
export const listTokensOnServer = (db: Db, state: TokenShape['state'] | undefined): Promise<TokenShape[]> =>
  listTokenPage(db, { search: '', user: undefined, state, after: undefined, limit: 1000 })
