import type { IdentityId, PortalId, ProviderId, UserId } from '../../base/ids.ts'
import { canonicalEmail } from '../../base/text.ts'
import type { Tx } from '../../sql/database.ts'
import { beginAgain } from './visit.ts'
import { unknownHere } from '../failure.ts'
import {
  deleteIdentity,
  findIdentity,
  findIdentityOf,
  insertIdentity,
  type LinkedBy,
  lockSubject,
  markUsed,
} from '../identity.sql.ts'
import { holdOffered, type Provider } from '../provider.sql.ts'
import type { Told } from '../told.ts'

export type { Told } from '../told.ts'

/** Somebody at a door, told of by a provider that is on and offered there as long as the transaction lasts. */
export type AtProvider = { provider: Provider; told: Told; known: { id: IdentityId; user: UserId } | undefined }

/**
 * @param portal at whose door it has to be offered, null at that of employees; left out where it only has to be on
 * @throws Refusal `sign_in.start_again` when it was switched off, or is no longer offered there
 */
export async function holdProvider(tx: Tx, id: ProviderId, told: Told, portal?: PortalId | null): Promise<AtProvider> {
  const provider = await holdOffered(tx, id, portal)
  if (!provider) throw beginAgain()
  await lockSubject(tx, id, told.subject)
  return { provider, told, known: await findIdentity(tx, id, told.subject) }
}

/**
 * The address an account may be found or made by: one the provider says it has verified, of a domain it is believed about.
 *
 * @throws Refusal `sign_in.identity_unknown`, with why not for administrators (AT-101)
 */
export function believedAddress({ provider, told }: AtProvider): string {
  if (told.email === null) throw unknownHere(provider.name, told.whyNoEmail ?? 'It told no e-mail address')
  const [, domain = ''] = /@([^@]+)$/.exec(canonicalEmail(told.email)) ?? []
  if (provider.domains.includes(domain)) return told.email
  throw unknownHere(provider.name, `It is not believed about addresses of ${domain || 'no domain'} (${told.label})`)
}

/** A reason for administrators only; at the door all of them are one. */
export const nobodyHere = ({ provider }: AtProvider, why: string) => unknownHere(provider.name, why)

/** From now on this lets the account in. @throws Refusal when the account is somebody else there already */
export async function linkIdentity(tx: Tx, at: AtProvider, user: UserId, by: LinkedBy): Promise<void> {
  const { provider, told } = at
  if (await findIdentityOf(tx, provider.id, user)) {
    throw nobodyHere(at, `The account of ${told.label} is linked to somebody else there already`)
  }
  await insertIdentity(tx, { provider, subject: told.subject, user, label: told.label, by })
}

export const noteUsed = (tx: Tx, id: IdentityId): Promise<void> => markUsed(tx, id)

export const removeIdentity = (
  tx: Tx,
  user: UserId,
  id: IdentityId,
): Promise<{ provider: string; label: string } | undefined> => deleteIdentity(tx, user, id)
