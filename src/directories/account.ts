import { Refusal } from '../base/refusal.ts'
import type { SecretBox } from '../base/secret-box.ts'
import type { LdapAccount } from '../ldap/connect.ts'
import type { Connection } from './contract.ts'
import type { Directory } from './directory.sql.ts'

const purpose = 'directory password'

export const sealedPassword = (secrets: SecretBox, password: string): Buffer => secrets.seal(password, purpose)

export const isPasswordLost = (secrets: SecretBox, { password }: Directory): boolean =>
  secrets.open(password, purpose) === undefined

const needed = () =>
  new Refusal(
    'unprocessable',
    'directory.password_needed',
    'Expected the password of the account: there is none that was entered for this server, account and security, or it was sealed under another key.',
  )

/** The account that reads. */
export function accountOf({ bindDn, password }: Directory, secrets: SecretBox): LdapAccount {
  const opened = secrets.open(password, purpose)
  if (opened === undefined) throw needed()
  return { dn: bindDn, password: opened }
}

/** How well a connection is guarded: a stored password goes nowhere that is guarded less. */
const guardOf = ({ url, startTls, certificate }: Connection) => [url, startTls, certificate].join('\n')

/** The stored password goes to the server and account it was entered for, and to nobody else. */
export function passwordFor(
  connection: Connection,
  given: string | undefined,
  stored: Directory | undefined,
  secrets: SecretBox,
): string {
  if (given !== undefined) return given
  const isSame = stored && stored.bindDn === connection.bindDn && guardOf(stored) === guardOf(connection)
  const kept = isSame ? secrets.open(stored.password, purpose) : undefined
  if (kept === undefined) throw needed()
  return kept
}
