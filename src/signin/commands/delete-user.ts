import { personBehind } from '../../access/actor.ts'
import { notFound } from '../../base/refusal.ts'
import { endMemberships } from '../../groups/commands/end-memberships.ts'
import { freeSeat } from '../../licensing/commands/free-seat.ts'
import { changed } from '../../operations/changed.ts'
import { command } from '../../operations/operation.ts'
import { placesOf } from '../../orgchart/queries/places-of.ts'
import { violatedConstraint } from '../../sql/database.ts'
import { lockAccount, markDeleted } from '../account.sql.ts'
import { refuseDeleting, supervisorKept } from '../account.ts'
import { deleteUserApi } from '../contract.ts'
import { endSessions } from '../session.sql.ts'
import { giveOutTasksOf } from './give-out-tasks.ts'

/**
 * What was done stays done and keeps the name (decision 0010); what is still to be done goes to others. Tasks come
 * last, when the person is nobody's member any more.
 */
export const deleteUser = command({
  name: 'deleteUser',
  endpoint: deleteUserApi,
  permission: 'user.control',
  target: ({ user }) => ({ id: user }),
  recent: true,
  async run(context, { user }) {
    const { tx, actor, note } = context
    const by = personBehind(actor)
    const account = await lockAccount(tx, user)
    if (!account) throw notFound()
    refuseDeleting(account)
    // The database vacates them when the person is deleted, whichever way in.
    const placesVacated = await placesOf(tx, user)
    await markDeleted(tx, user, by).catch((error: unknown) => {
      // The role may have been handed to this person in the very moment.
      throw violatedConstraint(error) === 'supervisor_kept' ? supervisorKept(account.fullName) : error
    })
    const sessionsEnded = await endSessions(tx, user, 'ended_by_administrator')
    await freeSeat(tx, user, 'deleted')
    const membershipsEnded = await endMemberships(tx, user)
    const tasksGivenOut = await giveOutTasksOf(context, user)
    const done = { sessionsEnded, tasksGivenOut, placesVacated, membershipsEnded }
    note({ fullName: account.fullName, ...done })
    await changed(tx, { topics: ['users', ...(placesVacated.length > 0 ? ['orgchart'] : [])], employees: true })
    return done
  },
})
