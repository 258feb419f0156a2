import { sql } from 'kysely'
import type { AnswerOf } from '../base/endpoint.ts'
import type { DirectoryId, UserId } from '../base/ids.ts'
import type { Db } from '../sql/database.ts'
import type { getDirectoryPersonApi } from './contract.ts'

type SignIn = {
  directory: DirectoryId
  externalId: string
  isEnabled: boolean
  awayAt: Date | null
  wasJustAway: boolean
}

export async function findSignIn(db: Db, user: UserId): Promise<SignIn | undefined> {
  const { rows } = await sql<SignIn>`
    select directory_id as directory, external_id as "externalId", enabled_at is not null as "isEnabled", away_at as "awayAt",
      coalesce(away_at > now() - interval '20 seconds', false) as "wasJustAway"
    from directory_sign_ins where user_id = ${user}`.execute(db)
  return rows[0]
}

export async function howDirectoriesAre(db: Db): Promise<{ areAsked: boolean; isAway: boolean }> {
  const { rows } = await sql<{ areAsked: boolean; isAway: boolean }>`
    select count(*) > 0 as "areAsked", coalesce(bool_or(enabled_at is null or away_at > now() - interval '5 minutes'), false) as "isAway"
    from directories d where sign_in = 'directory' and exists (select from directory_people p where p.directory_id = d.id)`.execute(
    db,
  )
  return rows[0]!
}

export async function findTied(db: Db, user: UserId): Promise<boolean> {
  const { rows } = await sql`select from directory_people where user_id = ${user}`.execute(db)
  return rows.length > 0
}

export async function findPerson(db: Db, user: UserId): Promise<AnswerOf<typeof getDirectoryPersonApi> | undefined> {
  const { rows } = await sql<AnswerOf<typeof getDirectoryPersonApi>>`
    select d.id as directory, d.name, p.dn, p.position_name as position, p.department, d.sign_in as "signIn",
      p.locked_at is not null as "isLockedThere", p.seen_at as "seenAt"
    from directory_people p join directories d on d.id = p.directory_id where p.user_id = ${user}`.execute(db)
  return rows[0]
}
