import { sql } from 'kysely'
import type { AnswerOf } from '../base/endpoint.ts'
import type { Db } from '../sql/database.ts'
import { demandedOf } from './factor.sql.ts'
import type { previewSecuritySettingsApi, SecurityRules } from './security-contract.ts'

const shown = 20

/** Whom rules would touch that are not saved yet. The mailed code counts as a factor for whoever has an address. */
export async function whoIsTouched(db: Db, rules: SecurityRules): Promise<AnswerOf<typeof previewSecuritySettingsApi>> {
  const demanded = demandedOf({
    employees: sql`${rules.factorEmployees}::text`,
    external: sql`${rules.factorExternal}::text`,
  })
  const idle = sql`case s.side when 'employee' then ${rules.idleMinutesEmployee}::int else ${rules.idleMinutesPortal}::int end`
  const most = sql`case s.side when 'employee' then ${rules.sessionsEmployee}::int else ${rules.sessionsPortal}::int end`
  const { rows } = await sql<AnswerOf<typeof previewSecuritySettingsApi>>`
    with bare as (
      select u.full_name from users u
      where u.status = 'active' and u.deleted_at is null and ${demanded}
        and not exists (select from factors f where f.user_id = u.id) and not exists (select from passkeys k where k.user_id = u.id)
        and not (${rules.factorKinds.includes('email_code')} and u.email is not null)
    ), living as (
      select s.user_id, s.side, s.last_seen_at <= now() - make_interval(mins => ${idle}) as idle
      from sessions s where s.ended_at is null and s.expires_at > now() and s.proved_at is not null
    )
    select (select count(*)::int from bare) as "withoutFactor",
      array(select full_name from bare order by full_name limit ${sql.lit(shown)}) as "someWithoutFactor",
      (select count(*)::int from users u where status = 'active' and deleted_at is null and password_hash is not null
        and not exists (select from directory_sign_ins d where d.user_id = u.id)
        and password_set_at < now() - make_interval(days => ${rules.passwordDays}::int)) as "overduePasswords",
      (select count(*)::int from living where idle) as "idleSessions",
      (select count(*)::int from (select from living s where not idle group by user_id, side having count(*) > ${most}) over) as "tooManySessions"`.execute(
    db,
  )
  return rows[0]!
}
