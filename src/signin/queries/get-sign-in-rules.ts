import { query } from '../../operations/operation.ts'
import { getSignInRulesApi } from '../security-contract.ts'
import { readSecurity } from '../security.sql.ts'

export const getSignInRules = query({
  name: 'getSignInRules',
  endpoint: getSignInRulesApi,
  permission: 'door.view',
  target: () => ({}),
  async run({ db }) {
    const { passwordLength, passwordMixed, recovery, factorKinds } = await readSecurity(db)
    return { passwordLength, passwordMixed, recovery, passkeys: factorKinds.includes('passkey') }
  },
})
