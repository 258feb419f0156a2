import { links } from '../../base/employee-links.ts'
import { portalLinks } from '../../base/portal-links.ts'
import { notFound } from '../../base/refusal.ts'
import { command, type CommandContext } from '../../operations/operation.ts'
import { keepVisit, noteRefusal, prepareVisit } from '../../providers/commands/visit.ts'
import { openAtDoor } from '../open-proof.sql.ts'
import { findPortalByCode, refuseInactive } from '../portal.sql.ts'
import { beginAtPortalProviderApi, beginAtProviderApi } from '../provider-contract.ts'
import type { SessionSide } from '../session.sql.ts'
import type { PortalId } from '../../base/ids.ts'

type Prepared = Awaited<ReturnType<typeof prepareVisit>>

/** The way there belongs to this browser: an open proof of nobody yet, which its cookie opens (login CSRF). */
async function leave(
  { tx, cookies, note }: CommandContext,
  side: SessionSide,
  portal: PortalId | null,
  { visit, address }: Prepared,
) {
  const { proof, token, expires } = await openAtDoor(tx, { user: null, side, portal, method: null })
  await keepVisit(tx, { proof: proof.id }, visit)
  cookies.proof.set(token, expires)
  note({ provider: visit.provider })
  return { address }
}

export const beginAtProvider = command({
  name: 'beginAtProvider',
  endpoint: beginAtProviderApi,
  permission: 'door.knock',
  target: () => ({}),
  before: (context, { provider }) =>
    prepareVisit(context, { provider, portal: null, back: links.signInBy({ provider }), isLink: false }),
  run: (context, _, prepared) => leave(context, 'employee', null, prepared),
  afterRefusal: ({ tx }, { provider }, refusal) => noteRefusal(tx, provider, refusal),
})

export const beginAtPortalProvider = command({
  name: 'beginAtPortalProvider',
  endpoint: beginAtPortalProviderApi,
  permission: 'door.knock',
  target: () => ({}),
  async before(context, { provider, portal: code }) {
    const portal = await findPortalByCode(context.db, code)
    if (portal?.state === 'inactive') refuseInactive(portal)
    if (portal?.state !== 'active') throw notFound()
    const back = portalLinks.signInBy({ portal: code, provider })
    return { portal, prepared: await prepareVisit(context, { provider, portal: portal.id, back, isLink: false }) }
  },
  run: (context, _, { portal, prepared }) => leave(context, 'portal', portal.id, prepared),
  afterRefusal: ({ tx }, { provider }, refusal) => noteRefusal(tx, provider, refusal),
})
