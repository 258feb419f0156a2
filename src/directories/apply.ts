import { newId, type UserId } from '../base/ids.ts'
import { Refusal } from '../base/refusal.ts'
import { joinGroups, leaveGroups, type Membership } from '../groups/commands/members-of-directory.ts'
import type { JobSender } from '../jobs/queue.ts'
import { freeNamedSeats, noNamedSeat, takeSeats } from '../licensing/commands/seats-of-many.ts'
import { changePeople, type KnownPerson, makePeople } from '../people/commands/people-of-directory.ts'
import { activateAccounts, lockAccounts, unlockAccounts } from '../signin/commands/accounts-of-directory.ts'
import { mailEmployeeInvitation } from '../signin/commands/mail-employee-invitation.ts'
import type { Tx } from '../sql/database.ts'
import { markLockedHere, noteMembers, type Result, type Row, tie } from './apply.sql.ts'
import { fieldsOf } from './compare.sql.ts'
import type { deeds } from './contract-runs.ts'
import type { Directory } from './directory.sql.ts'
import type { Run } from './run.sql.ts'

export type Applied = Exclude<(typeof deeds)[number], 'refuse'>
export type Work = { tx: Tx; run: Run; directory: Directory; send: JobSender; baseUrl: string }

const done = ({ number, user }: Row): Result => ({ number, user })
const meanwhile = ({ number, user }: Row): Result => ({
  number,
  user,
  code: 'directory.changed_meanwhile',
  message: 'The account is not as it was when it was compared. The next run looks at it again.',
})
const refusedBy = ({ number, user }: Row, { code, message }: Refusal): Result => ({ number, user, code, message })

type Named = Row & { user: UserId }
const usersOf = (rows: Row[]): UserId[] => rows.map(({ user }) => user!)
const known = (rows: Row[]): KnownPerson[] =>
  rows.map(({ user, fullName, email, emailCanonical, phone, workPhone }) => ({
    id: user!,
    fullName,
    email,
    emailCanonical,
    phone,
    workPhone,
  }))

/** Everything a directory can do, each for many people in a fixed number of statements. */
export const deedsOfDirectory: Record<Applied, (work: Work, rows: Row[]) => Promise<Result[]>> = {
  async lock({ tx }, rows) {
    const { locked, cancelled } = await lockAccounts(tx, usersOf(rows))
    await markLockedHere(tx, locked)
    const reached = new Set([...locked, ...cancelled])
    return rows.map((row) => (reached.has(row.user!) ? done(row) : meanwhile(row)))
  },

  async unlock(work, rows) {
    const back = new Set(await unlockAccounts(work.tx, usersOf(rows)))
    await update(
      work,
      rows.filter(({ user }) => back.has(user!)),
    )
    const refusal = await noNamedSeat(work.tx)
    return rows.map((row) => (back.has(row.user!) ? done(row) : refusedBy(row, refusal)))
  },

  async link(work, rows) {
    await tie(work.tx, work.directory, rows as Named[])
    await changePeople(work.tx, known(rows), fieldsOf(work.directory))
    if (work.directory.signIn === 'directory') await activateAccounts(work.tx, usersOf(rows))
    return rows.map(done)
  },

  async change(work, rows) {
    await update(work, rows)
    return rows.map(done)
  },

  async create(work, rows) {
    const { tx, directory, run } = work
    const free = await freeNamedSeats(tx)
    const seated = rows.slice(0, free ?? rows.length).map((row): Named => ({ ...row, user: newId<'user'>() }))
    const status = directory.signIn === 'directory' ? 'active' : 'invited'
    if (seated.length > 0) {
      await makePeople(tx, known(seated), { status, by: run.by, fields: fieldsOf(directory) })
      await takeSeats(tx, usersOf(seated))
      await tie(tx, directory, seated)
      if (status === 'invited') await invite(work, usersOf(seated))
    }
    if (seated.length === rows.length) return seated.map(done)
    const refusal = await noNamedSeat(tx)
    return [...seated.map(done), ...rows.slice(seated.length).map((row) => refusedBy(row, refusal))]
  },

  async join({ tx, directory }, rows) {
    const joined = await joinGroups(tx, memberships(rows))
    // Who was put in by hand meanwhile stays there by hand.
    await noteMembers(tx, directory, joined)
    return rows.map(done)
  },

  async leave({ tx }, rows) {
    await leaveGroups(tx, memberships(rows))
    return rows.map(done)
  },
}

const memberships = (rows: Row[]): Membership[] => rows.map(({ group, user }) => ({ group: group!, user: user! }))

async function update({ tx, directory }: Work, rows: Row[]): Promise<void> {
  await changePeople(tx, known(rows), fieldsOf(directory))
  await tie(tx, directory, rows as Named[])
}

/** A letter each, once in the life of a person. */
async function invite({ tx, run, directory, send, baseUrl }: Work, users: UserId[]): Promise<void> {
  const actor = { kind: 'system', reason: `directory ${directory.name}`, for: run.by } as const
  for (const user of users) await mailEmployeeInvitation({ tx, actor, send, baseUrl }, user)
}
