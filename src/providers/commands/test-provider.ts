import { Refusal } from '../../base/refusal.ts'
import { command } from '../../operations/operation.ts'
import { type SamlConnection, testProviderApi } from '../contract.ts'
import { ProviderRefusal } from '../failure.ts'
import { tryOpenid } from '../openid.ts'
import { refuseInTheOpen } from '../provider.ts'
import { certificatesOf } from '../saml.ts'

/** Asks before the transaction: no transaction waits for a server of others. */
export const testProvider = command({
  name: 'testProvider',
  endpoint: testProviderApi,
  permission: 'company.administer',
  target: () => ({}),
  recent: true,
  async before(_, { connection }) {
    refuseInTheOpen(connection)
    try {
      return connection.protocol === 'openid' ? await tryOpenid(connection) : certificatesSay(connection)
    } catch (error) {
      throw error instanceof ProviderRefusal ? didNotDo(error) : error
    }
  },
  async run({ note }, { connection }, found) {
    note({ issuer: connection.issuer })
    return found
  },
})

/** A SAML provider is not asked: browsers go there, and what it signs is checked with its certificates. */
function certificatesSay({ signInUrl, certificates }: SamlConnection) {
  const ends = certificatesOf(certificates).map(({ validTo }) => new Date(validTo))
  const keysUntil = ends.reduce((first, end) => (end < first ? end : first))
  return { signInAddress: signInUrl, keys: ends.length, tellsAddress: null, keysUntil }
}

/** Whoever sets it up may read why. */
const didNotDo = ({ why }: ProviderRefusal) =>
  new Refusal(
    'unprocessable',
    'provider.unfit',
    `Expected an OpenID Connect provider of this issuer, but: ${why}. Check the issuer, and whether this machine reaches it.`,
    { why },
  )
