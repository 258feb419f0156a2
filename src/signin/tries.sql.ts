import { sql } from 'kysely'
import { Refusal } from '../base/refusal.ts'
import { type Db, transaction, type Tx } from '../sql/database.ts'

/** attacks-and-faults.md ch. 3: 10 for an account in 15 minutes, 100 from a source in an hour. */
const perAccount = 10
const perSource = 100

/**
 * Counts a try before the password is looked at, in a transaction of its own, so that neither a refusal nor fifty tries
 * at once escape the count; a successful try takes it back (`forgetTries`). Known and unknown accounts alike.
 *
 * An address from which this person has signed in within 30 days is counted for itself: an attacker elsewhere cannot
 * keep her out (AT-116).
 *
 * @param account canonical e-mail, or another name of what is tried
 * @throws Refusal 429 `sign_in.too_many_tries` with the seconds to wait
 */
export async function countTry(db: Db, account: string, address: string): Promise<void> {
  const wait = await transaction(db, async (tx) => {
    await sql`select pg_advisory_xact_lock(hashtextextended(${`tries ${account}`}, 0))`.execute(tx)
    const seconds = await secondsToWait(tx, account, address)
    if (seconds !== null) return seconds
    await sql`insert into sign_in_attempts (account_key, address) values (${account}, ${address})`.execute(tx)
    await markPaused(tx, account)
    return null
  })
  if (wait === null) return
  throw new Refusal(
    'rate',
    'sign_in.too_many_tries',
    `Too many tries that did not succeed. Wait ${Math.ceil(wait / 60)} minutes and try again, or set a new password.`,
    { seconds: wait },
    wait,
  )
}

async function secondsToWait(tx: Tx, account: string, address: string): Promise<number | null> {
  const { rows } = await sql<{ seconds: number | null }>`
    with familiar as (
      select exists (select from sessions s join users u on u.id = s.user_id
        where u.email_canonical = ${account} and s.address = ${address} and s.created_at > now() - interval '30 days') as yes
    )
    select ceil(extract(epoch from greatest(
      (select at + interval '15 minutes' from sign_in_attempts, familiar
        where account_key = ${account} and at > now() - interval '15 minutes' and (not familiar.yes or address = ${address})
        order by at desc offset ${sql.lit(perAccount - 1)} limit 1),
      (select at + interval '1 hour' from sign_in_attempts
        where address = ${address} and at > now() - interval '1 hour'
        order by at desc offset ${sql.lit(perSource - 1)} limit 1)) - now()))::integer as seconds`.execute(tx)
  return rows[0]!.seconds
}

/** The mark on the account's page, from the tenth try on; `clearSignInPause` takes it away before its time. */
async function markPaused(tx: Tx, account: string): Promise<void> {
  await sql`update users set sign_in_paused_until = now() + interval '15 minutes'
    where email_canonical = ${account} and status = 'active' and deleted_at is null
      and (select count(*) from sign_in_attempts where account_key = ${account} and at > now() - interval '15 minutes') >= ${sql.lit(perAccount)}`.execute(
    tx,
  )
}

/** After the right password, a new password, or by an administrator. */
export async function forgetTries(tx: Tx, account: string): Promise<void> {
  await sql`delete from sign_in_attempts where account_key = ${account}`.execute(tx)
  await sql`update users set sign_in_paused_until = null
    where email_canonical = ${account} and sign_in_paused_until is not null and deleted_at is null`.execute(tx)
}
