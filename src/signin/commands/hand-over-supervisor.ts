import { personBehind } from '../../access/actor.ts'
import { notFound, Refusal } from '../../base/refusal.ts'
import { isOfDirectory } from '../../directories/queries/prove-at-directory.ts'
import { holdsNamedSeat } from '../../licensing/queries/holds-seat.ts'
import { changed } from '../../operations/changed.ts'
import { command } from '../../operations/operation.ts'
import { type Account, findAccount, lockAccount, moveSupervisor, readCompany } from '../account.sql.ts'
import { refuseAsSupervisor } from '../account.ts'
import { handOverSupervisorApi } from '../contract.ts'
import { sendLetter, supervisorHandedOver } from '../letters.ts'

/** A session alone is not enough, a stolen one least of all (AT-055). */
export const handOverSupervisor = command({
  name: 'handOverSupervisor',
  endpoint: handOverSupervisorApi,
  permission: 'company.supervise',
  recent: true,
  target: () => ({}),
  async run({ tx, actor, send, note }, { user }) {
    const by = personBehind(actor)
    const me = by && (await findAccount(tx, by))
    if (!me) throw notFound()
    const next = await lockAccount(tx, user)
    if (!next) throw notFound()
    refuseAsSupervisor(next, await holdsNamedSeat(tx, user), await isOfDirectory(tx, user))
    if (!(await moveSupervisor(tx, me.id, user))) {
      throw new Refusal(
        'conflict',
        'supervisor.changed_meanwhile',
        'Expected you to be the System supervisor, but the role has just been handed over.',
      )
    }
    const company = await readCompany(tx)
    const letter = supervisorHandedOver(me.fullName, next.fullName, company?.name ?? '')
    for (const reader of [me, next].filter(hasEmail)) await sendLetter(tx, send, reader, letter)
    note({ from: me.id, to: user })
    await changed(tx, { topics: ['users', 'groups'], users: [me.id, user], employees: true })
    return null
  },
})

const hasEmail = (account: Account): account is Account & { email: string } => account.email !== null
