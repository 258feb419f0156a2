import { sql } from 'kysely'
import { personBehind } from '../../access/actor.ts'
import { visible } from '../../access/decide.ts'
import type { UserId } from '../../base/ids.ts'
import { notFound } from '../../base/refusal.ts'
import { holdsNamedSeat } from '../../licensing/queries/holds-seat.ts'
import { changed } from '../../operations/changed.ts'
import type { CommandContext } from '../../operations/operation.ts'
import { violatedConstraint } from '../../sql/database.ts'
import { countTokens, insertToken } from '../token.sql.ts'
import { needsNamedSeat, refuseTooWide, type TokenWish, tooManyTokens, unknownWorkspace } from '../token.ts'
import { countSeenWorkspaces } from '../workspace.sql.ts'

const mostTokens = 50

/**
 * Makes a token for a person whose account the caller has locked.
 *
 * @throws Refusal `token.too_wide`, `token.unknown_workspace`, `token.needs_named_seat`, `token.too_many`
 */
export async function makeToken({ tx, actor, note }: CommandContext, user: UserId, wish: TokenWish) {
  const by = personBehind(actor)
  if (!by) throw notFound()
  refuseTooWide(wish)
  const workspaces = wish.workspaces && [...new Set(wish.workspaces)]
  if (workspaces) {
    // Whoever runs commands on the server sees every workspace.
    const seeing = actor.kind === 'system' ? sql<boolean>`true` : await visible(tx, actor, 'workspace.view')
    const seen = await countSeenWorkspaces(tx, workspaces, seeing)
    if (seen < workspaces.length) throw unknownWorkspace()
  }
  if (!(await holdsNamedSeat(tx, user))) throw needsNamedSeat()
  if ((await countTokens(tx, user)) >= mostTokens) throw tooManyTokens(mostTokens)
  const made = await insertToken(tx, user, by, { ...wish, workspaces }).catch((error: unknown) => {
    // The seat may have gone in the very moment.
    throw violatedConstraint(error) === 'api_tokens_need_seat' ? needsNamedSeat() : error
  })
  note({ madeToken: made.id, name: wish.name, user, access: wish.access, administers: wish.administers, workspaces })
  await changed(tx, { topics: ['tokens'], users: [user], employees: true })
  return made
}
