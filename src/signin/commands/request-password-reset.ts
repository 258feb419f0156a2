import { canonicalEmail } from '../../base/text.ts'
import { command } from '../../operations/operation.ts'
import { requestPasswordResetApi, requestPortalPasswordResetApi } from '../contract.ts'
import { readSecurity } from '../security.sql.ts'
import { countOther } from '../tries.sql.ts'

/**
 * Writes a job and nothing else, so that answer and time are the same whether there is an account or not (AT-105);
 * `sendPasswordReset` finds out later. Asking is counted like a try, by address asked for and by source.
 */
export const requestPasswordReset = command({
  name: 'requestPasswordReset',
  endpoint: requestPasswordResetApi,
  permission: 'door.knock',
  target: () => ({}),
  before: (context, { email }) => countOther(context, `reset of ${canonicalEmail(email)}`),
  async run({ tx, send }, { email }) {
    // Switched off it is answered alike (H85): who asks past the page learns nothing either.
    const { recovery } = await readSecurity(tx)
    if (recovery) await send(tx, 'signin.send_reset', { email: canonicalEmail(email), portal: null })
    return null
  },
})

export const requestPortalPasswordReset = command({
  name: 'requestPortalPasswordReset',
  endpoint: requestPortalPasswordResetApi,
  permission: 'door.knock',
  target: () => ({}),
  before: (context, { email }) => countOther(context, `reset of ${canonicalEmail(email)}`),
  async run({ tx, send }, { email, portal }) {
    await send(tx, 'signin.send_reset', { email: canonicalEmail(email), portal })
    return null
  },
})
