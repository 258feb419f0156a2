import { Refusal } from '../base/refusal.ts'
import type { SecretBox } from '../base/secret-box.ts'
import type { Connection } from './contract.ts'
import type { Provider } from './provider.sql.ts'

const purpose = 'provider secret'

export const openSecret = (secrets: SecretBox, { secret }: Pick<Provider, 'secret'>): string | undefined =>
  secret === null ? undefined : secrets.open(secret, purpose)

/** The stored secret goes to the issuer and client it was entered for, and to nobody else. @returns sealed; SAML has none */
export function secretFor(
  connection: Connection,
  given: string | undefined,
  stored: Provider | undefined,
  secrets: SecretBox,
): Buffer | null {
  if (connection.protocol === 'saml') return null
  if (given !== undefined) return secrets.seal(given, purpose)
  const was = stored?.connection
  const isSame = was?.protocol === 'openid' && was.issuer === connection.issuer && was.clientId === connection.clientId
  if (isSame && stored && openSecret(secrets, stored) !== undefined) return stored.secret
  throw new Refusal(
    'unprocessable',
    'provider.secret_needed',
    'Expected the secret of the client: there is none that was entered for this issuer and client, or it was sealed under another key.',
  )
}
