import { query } from '../../operations/operation.ts'
import { offeredProviders } from '../../providers/queries/offered-providers.ts'
import { findPortalByCode } from '../portal.sql.ts'
import { getSignInRulesApi } from '../security-contract.ts'
import { readSecurity } from '../security.sql.ts'

export const getSignInRules = query({
  name: 'getSignInRules',
  endpoint: getSignInRulesApi,
  permission: 'door.view',
  target: () => ({}),
  async run({ db }, { portal: code }) {
    const { passwordLength, passwordMixed, recovery, factorKinds } = await readSecurity(db)
    const portal = code === undefined ? null : await findPortalByCode(db, code)
    return {
      passwordLength,
      passwordMixed,
      recovery,
      passkeys: factorKinds.includes('passkey'),
      providers: portal === undefined ? [] : await offeredProviders(db, portal?.id ?? null),
    }
  },
})
