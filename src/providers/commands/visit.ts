import { randomBytes } from 'node:crypto'
import type { PortalId, ProviderId } from '../../base/ids.ts'
import { notFound, Refusal } from '../../base/refusal.ts'
import type { SecretBox } from '../../base/secret-box.ts'
import type { Db, Tx } from '../../sql/database.ts'
import { away, ProviderRefusal } from '../failure.ts'
import { type OpenidProvider, openidAddress, openidTold } from '../openid.ts'
import { findProvider, listOffered, noteRefused, type Provider } from '../provider.sql.ts'
import { samlAddress, samlTold } from '../saml.ts'
import { entityOf } from '../entity.ts'
import type { OpenidConnection } from '../contract.ts'
import { openSecret } from '../secret.ts'
import type { Told } from '../told.ts'
import { isState, type VisitSecrets, visitSecrets } from '../visit.ts'
import { findVisit, insertVisit, newVisitId, takeVisit, type Traveller, type Visit } from '../visit.sql.ts'

type Context = { db: Db; secrets: SecretBox; baseUrl: string }
type Asked = { provider: ProviderId; portal: PortalId | null; back: string; isLink: boolean }

const purposeOf = (id: string) => `provider visit ${id}`

/**
 * Prepares sending somebody to a provider that is offered at this door. Outside of any transaction, because it asks the
 * provider where to send to.
 *
 * @throws Refusal 404; `provider.away`
 */
export async function prepareVisit(
  { db, secrets, baseUrl }: Context,
  { provider: id, portal, back, isLink }: Asked,
): Promise<{ visit: Visit; address: string }> {
  const offered = await listOffered(db, portal)
  const provider = offered.some((each) => each.id === id) ? await findProvider(db, id) : undefined
  if (!provider) throw notFound()
  const secret = randomBytes(32).toString('base64url')
  const visit = { id: newVisitId(), provider: id, secret: Buffer.alloc(0), back }
  const address = await addressOf(provider, secrets, visitSecrets(secret, isLink), { baseUrl, back })
  return { visit: { ...visit, secret: secrets.seal(secret, purposeOf(visit.id)) }, address }
}

export const keepVisit = (tx: Tx, who: Traveller, visit: Visit): Promise<void> => insertVisit(tx, who, visit)

/**
 * Somebody is back. What came with the browser has to be of this visit, which is over then whatever comes of it; only
 * after that the provider is asked. Nobody is signed in by it: that is decided in the transaction.
 *
 * @param answer the search part of the address the browser came back to
 * @throws Refusal `sign_in.start_again`, `sign_in.provider_…`, `provider.away`
 */
export async function comeBack(
  { db, secrets, baseUrl }: Context,
  who: Traveller,
  { provider: id, answer, isLink }: { provider: ProviderId; answer: string; isLink: boolean },
): Promise<Told> {
  const visit = await findVisit(db, who, id)
  const secret = visit && secrets.open(visit.secret, purposeOf(visit.id))
  const sent = secret === undefined ? undefined : visitSecrets(secret, isLink)
  const given = new URLSearchParams(answer).getAll('state')
  if (!visit || !sent || given.length !== 1 || !isState(given[0]!, sent)) throw beginAgain()
  if (!(await takeVisit(db, visit.id))) throw beginAgain()
  const provider = await findProvider(db, id)
  if (!provider?.isEnabled) throw beginAgain()
  return toldBy(provider, secrets, sent, { baseUrl, back: visit.back }, answer)
}

type Way = { baseUrl: string; back: string }

const doorAt = ({ id }: Provider, { baseUrl, back }: Way) => ({
  entity: entityOf(id, baseUrl),
  consumer: baseUrl + back,
})

function addressOf(provider: Provider, secrets: SecretBox, sent: VisitSecrets, way: Way): Promise<string> {
  const { connection, name } = provider
  return connection.protocol === 'saml'
    ? samlAddress({ ...connection, name }, sent, doorAt(provider, way))
    : openidAddress(clientOf(provider, connection, secrets), sent, way.baseUrl + way.back)
}

function toldBy(provider: Provider, secrets: SecretBox, sent: VisitSecrets, way: Way, answer: string): Promise<Told> {
  const { connection, name } = provider
  return connection.protocol === 'saml'
    ? samlTold({ ...connection, name }, sent, doorAt(provider, way), answer)
    : openidTold(clientOf(provider, connection, secrets), sent, way.baseUrl + way.back, answer)
}

function clientOf(provider: Provider, connection: OpenidConnection, secrets: SecretBox): OpenidProvider {
  const clientSecret = openSecret(secrets, provider)
  if (clientSecret === undefined) {
    throw away(provider.name, 'Its secret was sealed under another key than this installation has: enter it anew')
  }
  const { id, version, name } = provider
  return { ...connection, id, version, name, clientSecret }
}

/** One answer for none begun here, one that is over, another's, and another provider's (login CSRF, replay). */
export const beginAgain = (): Refusal =>
  new Refusal(
    'unauthenticated',
    'sign_in.start_again',
    'Expected the way back of a sign-in that was begun in this browser within the last ten minutes, but this is none. Begin again.',
  )

/** After a refusal, for whoever sets the provider up and reads there why. */
export async function noteRefusal(tx: Tx, provider: ProviderId, refusal: Refusal): Promise<void> {
  if (refusal instanceof ProviderRefusal) await noteRefused(tx, provider, refusal.why)
}
