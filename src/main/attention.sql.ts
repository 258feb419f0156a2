import { sql } from 'kysely'
import { systemGroups } from '../access/system-groups.ts'
import type { Db, Sql } from '../sql/database.ts'
import { type AttentionKind, attentionKinds, attentionMost } from './attention-contract.ts'

const livingIn = (group: Sql): Sql => sql`select from actor_principals a join users u on u.id = a.user_id
  where a.principal_id = ${group} and u.status = 'active' and u.deleted_at is null`

const nothing = sql`'00000000-0000-0000-0000-000000000000'::uuid`

/** What needs somebody: each a statement with one row for each, asked of an index of its own. */
const asked: Record<AttentionKind, Sql> = {
  broken_audit: sql`select where (select finding from audit_checks order by at desc limit 1) is not null`,
  incidents: sql`select from incidents where resolved_at is null`,
  directory_runs: sql`select from directories d cross join lateral (
      select state from directory_runs r where r.directory_id = d.id order by r.id desc limit 1) last
    where d.enabled_at is not null and (last.state in ('failed', 'asks') or d.away_at is not null)`,
  orphaned_tasks: sql`select from tasks where ended_at is null and fallback_reason is not null`,
  empty_lane_groups: sql`select from processes p join process_versions v on v.id = p.current_version_id
    cross join lateral jsonb_path_query(v.definition, '$.lanes.*.executor ? (@.kind == "group")') rule
    join groups g on g.id::text = rule ->> 'ref' or g.code = rule ->> 'ref'
    where p.deleted_at is null and not exists (${livingIn(sql`g.id`)})`,
  seats_short: sql`select from seat_totals where total > 0 and occupied >= total - greatest(1, total / 20)`,
  failed_mails: sql`select from mails where state = 'failed'`,
  kept_mails: sql`select from mails where state = 'kept'`,
  invitations_ending: sql`select from invitations where accepted_at is null and withdrawn_at is null
    and expires_at between now() and now() + interval '1 day'`,
  invitations_ended: sql`select from invitations i join users u on u.id = i.user_id
    where i.accepted_at is null and i.withdrawn_at is null and i.expires_at < now()
      and u.status in ('invited', 'not_registered') and u.deleted_at is null`,
  unsealed_audit: sql`select where (
    select min(e.at) from audit_events e left join (select * from audit_seals order by number desc limit 1) s on true
    where e.turn >= coalesce(s.last_turn, 0) and (e.turn, e.id) > (coalesce(s.last_turn, 0), coalesce(s.last_id, ${nothing}))
  ) < now() - interval '15 minutes'`,
  one_administrator: sql`select from company where not exists (
    ${livingIn(sql`${systemGroups.administrators}`)} and u.id <> supervisor_id)`,
}

/** All in one statement, none counted further than anybody reads. */
export async function countAttention(db: Db): Promise<{ kind: AttentionKind; count: number }[]> {
  const counts = attentionKinds.map(
    (kind) =>
      sql`select ${sql.lit(kind)} as kind, (select count(*)::integer from (${asked[kind]} limit ${sql.lit(attentionMost + 1)}) found) as count`,
  )
  const { rows } = await sql<{ kind: AttentionKind; count: number }>`
    select kind, count from (${sql.join(counts, sql` union all `)}) all_counts where count > 0`.execute(db)
  return rows
}
