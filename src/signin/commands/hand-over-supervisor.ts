import { personBehind } from '../../access/actor.ts'
import { notFound, Refusal } from '../../base/refusal.ts'
import { canonicalEmail } from '../../base/text.ts'
import { holdsNamedSeat } from '../../licensing/queries/holds-seat.ts'
import { changed } from '../../operations/changed.ts'
import { command } from '../../operations/operation.ts'
import { type Account, findAccount, lockAccount, moveSupervisor, readCompany } from '../account.sql.ts'
import { refuseAsSupervisor, stepUp } from '../account.ts'
import { handOverSupervisorApi } from '../contract.ts'
import { sendLetter, supervisorHandedOver } from '../letters.ts'
import { forgetTries } from '../tries.sql.ts'
import { tryOwnPassword } from '../try-password.ts'

/** The password comes in the same request, so no session is too old for it and a stolen one is not enough (AT-055). */
export const handOverSupervisor = command({
  name: 'handOverSupervisor',
  endpoint: handOverSupervisorApi,
  permission: 'company.supervise',
  target: () => ({}),
  async before({ db, actor, address }, { password }) {
    const me = personBehind(actor)
    if (!me || password === '') throw stepUp()
    const { account } = await tryOwnPassword(db, me, password, address)
    if (!account) throw stepUp()
    return account
  },
  async run({ tx, send, note }, { user }, me) {
    const next = await lockAccount(tx, user)
    if (!next) throw notFound()
    refuseAsSupervisor(next, await holdsNamedSeat(tx, user))
    if (!(await moveSupervisor(tx, me.id, user))) {
      throw new Refusal(
        'conflict',
        'supervisor.changed_meanwhile',
        'Expected you to be the System supervisor, but the role has just been handed over.',
      )
    }
    await forgetTries(tx, canonicalEmail(me.email ?? me.id))
    const company = await readCompany(tx)
    const letter = supervisorHandedOver(me.fullName, next.fullName, company?.name ?? '')
    for (const reader of [await findAccount(tx, me.id), next].filter(hasEmail))
      await sendLetter(tx, send, reader, letter)
    note({ from: me.id, to: user })
    await changed(tx, { topics: ['users', 'groups'], users: [me.id, user], employees: true })
    return null
  },
})

const hasEmail = (account: Account | undefined): account is Account & { email: string } => !!account?.email
