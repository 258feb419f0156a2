import { command } from '../../operations/operation.ts'
import { signInApi } from '../door-contract.ts'
import { tryPassword, whosePassword } from '../try-password.ts'
import { admit, admittedAccount } from './admit.ts'

export const signIn = command({
  name: 'signIn',
  endpoint: signInApi,
  permission: 'door.knock',
  target: () => ({}),
  whose: whosePassword,
  before: (context, { email, password }) => tryPassword(context, email, password),
  async run(context, _, tried) {
    const account = await admittedAccount(context, tried, 'employee')
    return admit(context, account, { side: 'employee', portal: null, method: 'password' })
  },
})
