import { command } from '../operations/operation.ts'
import { makeCompany, setUpDone } from '../signin/commands/make-company.ts'
import { newPasswordHash } from '../signin/commands/new-password.ts'
import { setUpApi } from '../signin/contract.ts'
import { getSetUpState } from '../signin/queries/get-set-up-state.ts'
import { openSession } from '../signin/session.sql.ts'
import { makeDemoCompany } from './demo/demo-company.ts'

/**
 * The first visit: the company, its System supervisor, and the demo company when asked for, all in one transaction. It
 * stands here because only `main` knows every concept the demo company shows.
 */
export const setUp = command({
  name: 'setUp',
  endpoint: setUpApi,
  permission: 'door.knock',
  target: () => ({}),
  async before(context, input) {
    const state = await getSetUpState.run({ ...context, noteRead: () => undefined }, {})
    if ('done' in state && state.done) throw setUpDone()
    return newPasswordHash(context.db, input.password, [input.companyName, input.fullName, input.email])
  },
  async run({ tx, run, cookies, note, userAgent, address }, input, passwordHash) {
    const supervisor = await makeCompany(tx, { ...input, passwordHash })
    const { session, token, expires } = await openSession(tx, supervisor, 'employee', { userAgent, address })
    if (input.content === 'demo') {
      const actor = { kind: 'user', id: supervisor, userKind: 'employee', session } as const
      await makeDemoCompany({ tx, run }, actor, passwordHash)
    }
    cookies.setSession(token, expires)
    note({ company: input.companyName, user: supervisor, content: input.content })
    return null
  },
})
