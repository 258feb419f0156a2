import { command } from '../../operations/operation.ts'
import { signInRefused } from '../account.ts'
import { portalSignInApi } from '../door-contract.ts'
import { belongsToPortal, findPortalByCode, refuseInactive } from '../portal.sql.ts'
import { tryPassword, whosePassword } from '../try-password.ts'
import { admit, admittedAccount } from './admit.ts'

/** Who belongs to another portal gets the answer of a wrong password: it is nobody's business who belongs where. */
export const portalSignIn = command({
  name: 'portalSignIn',
  endpoint: portalSignInApi,
  permission: 'door.knock',
  target: () => ({}),
  whose: whosePassword,
  async before(context, { portal: code, email, password }) {
    const portal = await findPortalByCode(context.db, code)
    // The notice is for everybody who comes to the address, so nothing is tried and nothing is counted.
    if (portal?.state === 'inactive') refuseInactive(portal)
    return { portal, tried: await tryPassword(context, email, password) }
  },
  async run(context, _, { portal, tried }) {
    const account = await admittedAccount(context, tried, 'portal')
    if (portal?.state !== 'active' || !(await belongsToPortal(context.tx, account.id, portal))) throw signInRefused()
    return admit(context, account, { side: 'portal', portal: portal.id, method: 'password' })
  },
})
