import { Refusal } from '../base/refusal.ts'
import type { SecretBox } from '../base/secret-box.ts'
import type { Connection } from './contract.ts'
import type { Provider } from './provider.sql.ts'

const purpose = 'provider secret'

export const sealedSecret = (secrets: SecretBox, secret: string): Buffer => secrets.seal(secret, purpose)

export const openSecret = (secrets: SecretBox, { secret }: Pick<Provider, 'secret'>): string | undefined =>
  secrets.open(secret, purpose)

/** The stored secret goes to the issuer and client it was entered for, and to nobody else. */
export function secretFor(
  connection: Connection,
  given: string | undefined,
  stored: Provider | undefined,
  secrets: SecretBox,
): string {
  if (given !== undefined) return given
  const isSame = stored && stored.issuer === connection.issuer && stored.clientId === connection.clientId
  const kept = isSame ? openSecret(secrets, stored) : undefined
  if (kept !== undefined) return kept
  throw new Refusal(
    'unprocessable',
    'provider.secret_needed',
    'Expected the secret of the client: there is none that was entered for this issuer and client, or it was sealed under another key.',
  )
}
