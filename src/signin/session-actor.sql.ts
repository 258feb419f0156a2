import { sql } from 'kysely'
import type { UserActor } from '../access/actor.ts'
import type { SessionId, UserId } from '../base/ids.ts'
import { Refusal } from '../base/refusal.ts'
import type { Db } from '../sql/database.ts'

/**
 * The person of a session, for background work that goes on as whoever began it: as long as that session lives and its
 * person may be here, and no longer. A token begins none: it may less than its person. Being idle is no end of it: an import may take longer than a look away.
 *
 * @throws Refusal `session.missing`
 */
export async function actorOfSession(db: Db, session: SessionId): Promise<{ actor: UserActor; now: Date }> {
  const { rows } = await sql<{ user: UserId; kind: 'employee' | 'external'; now: Date }>`
    select u.id as "user", u.kind, now() as now from sessions s join users u on u.id = s.user_id
    where s.id = ${session} and s.side <> 'token' and s.ended_at is null and s.expires_at > now() and u.status = 'active' and u.deleted_at is null`.execute(
    db,
  )
  const found = rows[0]
  if (!found) throw new Refusal('unauthenticated', 'session.missing', 'The session this was started from has ended.')
  return { actor: { kind: 'user', id: found.user, userKind: found.kind, session }, now: found.now }
}
