import { Refusal } from '../base/refusal.ts'
import { violatedConstraint } from '../sql/database.ts'
import { certificatesOf } from './saml.ts'
import type { Connection } from './contract.ts'
import type { Provider, Written } from './provider.sql.ts'

const isLoopback = ({ hostname }: URL): boolean =>
  ['localhost', '127.0.0.1', '[::1]'].includes(hostname) || hostname.endsWith('.localhost')

/** Codes and secrets travel there, and browsers are sent there; only this very machine is spoken to without TLS. */
export function isSafeAddress(text: string | undefined): boolean {
  const url = text === undefined ? null : URL.parse(text)
  return url !== null && (url.protocol === 'https:' || (url.protocol === 'http:' && isLoopback(url)))
}

/** Of SAML nothing is asked from here: browsers carry what is signed, and only that is believed. */
export function refuseInTheOpen(connection: Connection): void {
  if (isSafeAddress(connection.protocol === 'openid' ? connection.issuer : connection.signInUrl)) return
  throw new Refusal(
    'unprocessable',
    'provider.in_the_open',
    'Expected an address with https://: without TLS anybody on the way could sign in as anybody.',
  )
}

/** What a set of rules has to be, whatever the provider. */
export function refuseUnfit({ rules, connection }: Pick<Written, 'rules' | 'connection'>): void {
  refuseInTheOpen(connection)
  if (connection.protocol === 'saml') certificatesOf(connection.certificates)
  if (!rules.forEmployees && rules.portals.length === 0) {
    throw new Refusal(
      'unprocessable',
      'provider.nowhere',
      'Expected a door at which it is offered: that of employees, or of at least one portal.',
    )
  }
  if (rules.createsPeople && (!rules.forEmployees || rules.domains.length === 0)) {
    throw new Refusal(
      'unprocessable',
      'provider.domains_needed',
      'Expected the door of employees and at least one domain: new employees are made for addresses of these domains only.',
    )
  }
}

/** Two edit one provider: the second looks again (AT-016). */
export function refuseStale(provider: Provider, seen: number): void {
  if (provider.version === seen) return
  throw new Refusal(
    'conflict',
    'provider.changed_meanwhile',
    `Expected version ${seen} of “${provider.name}”, but ${provider.changedBy ?? 'somebody'} has changed it since. Look at it again and repeat your change.`,
    { version: provider.version },
  )
}

/** Turns the schema's "no" into a sentence. */
export async function explainProviderWrite<T>(write: () => Promise<T>): Promise<T> {
  try {
    return await write()
  } catch (error) {
    const constraint = violatedConstraint(error)
    if (constraint === 'providers_name') {
      throw new Refusal('conflict', 'provider.name_taken', 'Expected a name of its own, but another provider has it.')
    }
    if (constraint === 'identities_provider_id_issuer_fkey') {
      throw new Refusal(
        'conflict',
        'provider.has_people',
        'Expected the same issuer: people are linked to this one, and would be others at another. Add the other as a provider of its own.',
      )
    }
    if (constraint === 'provider_portals_portal_id_fkey') {
      throw new Refusal(
        'unprocessable',
        'provider.portal_unfit',
        'Expected portals that exist. Choose them again from the list.',
      )
    }
    throw error
  }
}
