import { personBehind } from '../../access/actor.ts'
import { notFound } from '../../base/refusal.ts'
import { freeSeat } from '../../licensing/commands/free-seat.ts'
import { changed } from '../../operations/changed.ts'
import { command } from '../../operations/operation.ts'
import { violatedConstraint } from '../../sql/database.ts'
import { lockAccount, markLocked } from '../account.sql.ts'
import { refuseLocking, supervisorKept } from '../account.ts'
import { lockUserApi } from '../contract.ts'
import { endSessions } from '../session.sql.ts'
import { giveOutTasksOf } from './give-out-tasks.ts'

export const lockUser = command({
  name: 'lockUser',
  endpoint: lockUserApi,
  permission: 'user.control',
  target: ({ user }) => ({ id: user }),
  async run(context, { user, giveOutTasks }) {
    const { tx, actor, note } = context
    const by = personBehind(actor)
    const account = await lockAccount(tx, user)
    if (!account) throw notFound()
    refuseLocking(account)
    await markLocked(tx, user, by).catch((error: unknown) => {
      // The role may have been handed to this person in the very moment.
      throw violatedConstraint(error)?.startsWith('company_supervisor') ? supervisorKept(account.fullName) : error
    })
    const sessionsEnded = await endSessions(tx, user, 'locked')
    await freeSeat(tx, user, 'locked')
    const tasksGivenOut = giveOutTasks ? await giveOutTasksOf(context, user) : 0
    note({ fullName: account.fullName, sessionsEnded, tasksGivenOut })
    await changed(tx, { topics: ['users'], employees: true })
    return { sessionsEnded, tasksGivenOut }
  },
})
