import { Refusal } from '../../base/refusal.ts'
import { changed } from '../../operations/changed.ts'
import { command } from '../../operations/operation.ts'
import { endSessionsApi, endSessionsOfUserApi } from '../accounts-contract.ts'
import { interruptPerson, interruptSessions } from '../active-sessions.sql.ts'

/** Sessions that ended meanwhile are none to end: the list they were ticked in is a moment old. */
export const endSessions = command({
  name: 'endSessions',
  endpoint: endSessionsApi,
  permission: 'company.administer',
  target: () => ({}),
  async run({ tx, actor, note }, { sessions }) {
    if (actor.kind === 'user' && sessions.includes(actor.session)) {
      throw new Refusal(
        'conflict',
        'session.is_this',
        'Expected sessions of others, but one of them is the one you are using. Leave it out, or sign out instead.',
      )
    }
    const whose = await interruptSessions(tx, sessions)
    note({ sessionsEnded: whose.length, users: [...new Set(whose)] })
    await changed(tx, { topics: ['sessions'], employees: true })
    return { sessionsEnded: whose.length }
  },
})

export const endSessionsOfUser = command({
  name: 'endSessionsOfUser',
  endpoint: endSessionsOfUserApi,
  permission: 'user.manage',
  target: ({ user }) => ({ id: user }),
  async run({ tx, actor, note }, { user }) {
    const mine = actor.kind === 'user' ? actor.session : null
    const sessionsEnded = await interruptPerson(tx, user, mine)
    note({ sessionsEnded })
    await changed(tx, { topics: ['sessions'], employees: true })
    return { sessionsEnded }
  },
})
