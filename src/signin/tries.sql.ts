import { sql } from 'kysely'
import { Refusal } from '../base/refusal.ts'
import type { JobSender } from '../jobs/queue.ts'
import { type Db, type Sql, transaction, type Tx } from '../sql/database.ts'
import type { Reader } from './account.sql.ts'
import { sendLetter, signInPaused } from './letters.ts'

/** attacks-and-faults.md ch. 3: 100 from a source in an hour, and 10 of one kind in 15 minutes where no rule is set. */
const perSource = 100
const fixed = { tries: 10, resetMinutes: 15, pauseMinutes: 15 }
/** What `pause_minutes` 0 means in the row: only an administrator ends it. */
const noEnd = sql<Date>`timestamptz '9999-12-31'`
const longAgo = 10 * 365 * 24 * 3600

export type TryContext = { db: Db; send: JobSender; address: string }

/**
 * Counts a try before the password is looked at, in a transaction of its own, so that neither a refusal nor fifty tries
 * at once escape the count; a successful try takes it back (`forgetTries`). Known and unknown accounts alike. How many,
 * counted over how long, and how long the pause is, stands in the security settings, each 0 with a meaning of its own.
 *
 * An address from which this person has signed in within 30 days is counted for itself: an attacker elsewhere cannot
 * keep her out (AT-116). For the same reason nothing pauses the supervisor's sign-in without an end.
 *
 * @param email canonical
 * @throws Refusal 429 `sign_in.too_many_tries` with the seconds to wait
 */
export const countTry = (context: TryContext, email: string): Promise<void> =>
  count(context, email, sql`select tries, tries_reset_minutes as reset, pause_minutes as pause from security_settings`)

/** The same for what is no password (a code, a request for a mail), by limits that no setting switches off. */
export const countOther = (context: TryContext, what: string): Promise<void> =>
  count(
    context,
    what,
    sql`select ${fixed.tries}::int as tries, ${fixed.resetMinutes}::int as reset, ${fixed.pauseMinutes}::int as pause`,
  )

async function count({ db, send, address }: TryContext, account: string, rules: Sql): Promise<void> {
  const wait = await transaction(db, async (tx) => {
    await sql`select pg_advisory_xact_lock(hashtextextended(${`tries ${account}`}, 0))`.execute(tx)
    const state = await stateOf(tx, account, address, rules)
    if (state.begins !== null) await beginPause(tx, send, account, state)
    if (state.seconds !== null) return state.seconds
    await sql`insert into sign_in_attempts (account_key, address, familiar) values (${account}, ${address}, ${state.familiar})`.execute(
      tx,
    )
    return null
  })
  if (wait === null) return
  throw new Refusal(
    'rate',
    'sign_in.too_many_tries',
    sentence(wait),
    { seconds: Math.min(wait, longAgo) },
    Math.min(wait, 86_400),
  )
}

const sentence = (wait: number): string =>
  wait > longAgo
    ? 'Too many tries that did not succeed. An administrator has to open sign-in again for this account.'
    : `Too many tries that did not succeed. Wait ${Math.ceil(wait / 60)} minutes and try again, or set a new password.`

type State = {
  familiar: boolean
  /** null: none. */
  seconds: number | null
  /** The try that fills the measure, when it begins a pause only now. */
  begins: number | null
  until: Date | null
}

/** One statement: what the rules are, whether this place is familiar, whether a pause runs, and whether one begins. */
async function stateOf(tx: Tx, account: string, address: string, rules: Sql): Promise<State> {
  const { rows } = await sql<State>`
    with rules as (${rules}),
    familiar as (
      select exists (select from sessions s join users u on u.id = s.user_id
        where u.email_canonical = ${account} and s.address = ${address} and s.created_at > now() - interval '30 days') as yes
    ),
    tried as (
      select a.* from sign_in_attempts a, familiar
      where a.account_key = ${account} and a.familiar = familiar.yes and (not familiar.yes or a.address = ${address})
    ),
    paused as (select id, pauses_until from tried where pauses_until is not null order by id desc limit 1),
    counted as (
      select count(*)::int as n, max(id) as id, max(at) as at from tried, rules
      where id > coalesce((select id from paused), 0) and (reset = 0 or at > now() - make_interval(mins => reset))
    ),
    filled as (
      select counted.id, case when pause > 0 then at + make_interval(mins => pause)
        when exists (select from company c join users u on u.id = c.supervisor_id where u.email_canonical = ${account})
          then at + make_interval(mins => ${sql.lit(fixed.pauseMinutes)}) else ${noEnd} end as until
      from counted, rules where tries > 0 and n >= tries
    )
    select familiar.yes as familiar, (select id from filled) as begins, (select until from filled) as until,
      ceil(extract(epoch from nullif(greatest(coalesce((select until from filled), (select pauses_until from paused)),
        (select at + interval '1 hour' from sign_in_attempts
          where address = ${address} and at > now() - interval '1 hour' order by at desc offset ${sql.lit(perSource - 1)} limit 1),
        now()), now()) - now()))::double precision as seconds
    from familiar`.execute(tx)
  return rows[0]!
}

/** The mark on the account's page, and the mail to those who are told; `clearSignInPause` takes it away before its time. */
async function beginPause(tx: Tx, send: JobSender, account: string, { begins, until }: State): Promise<void> {
  await sql`update sign_in_attempts set pauses_until = ${until} where id = ${begins}`.execute(tx)
  const { rows } = await sql<{ name: string }>`
    update users set sign_in_paused_until = ${until}
    where email_canonical = ${account} and status = 'active' and deleted_at is null and ${until} > now()
    returning full_name as name`.execute(tx)
  if (!rows[0]) return
  for (const reader of await pauseReaders(tx)) await sendLetter(tx, send, reader, signInPaused(rows[0].name))
}

/** People of the groups that are told of pauses (H83); a bounded number, because each gets a mail. */
async function pauseReaders(tx: Tx): Promise<Reader[]> {
  const { rows } = await sql<Reader>`
    select distinct u.id, u.full_name as "fullName", u.email, u.language
    from pause_readers r join actor_principals p on p.principal_id = r.group_id join users u on u.id = p.user_id
    where u.status = 'active' and u.kind = 'employee' and u.deleted_at is null and u.email is not null
    order by u.id limit 200`.execute(tx)
  return rows
}

/** After the right password, a new password, or by an administrator. */
export async function forgetTries(tx: Tx, account: string): Promise<void> {
  await sql`delete from sign_in_attempts where account_key = ${account}`.execute(tx)
  await sql`update users set sign_in_paused_until = null
    where email_canonical = ${account} and sign_in_paused_until is not null and deleted_at is null`.execute(tx)
}

/** Rows that count no more; those of "never forgotten" end after 90 days, or the table would grow for ever. */
export async function sweepTries(db: Db): Promise<void> {
  await sql`delete from sign_in_attempts where at < now() - interval '1 day' and coalesce(pauses_until, at) < now()
    and at < now() - (select case tries_reset_minutes when 0 then interval '90 days' else make_interval(mins => tries_reset_minutes) end
      from security_settings)`.execute(db)
}
