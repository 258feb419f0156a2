import type { PortalId } from '../../base/ids.ts'
import { command, type CommandContext } from '../../operations/operation.ts'
import type { Tx } from '../../sql/database.ts'
import { askPasskeyApi, askPortalPasskeyApi } from '../door-contract.ts'
import { listPasskeys } from '../factor.sql.ts'
import { findAtDoor, keepChallenge, openAtDoor } from '../open-proof.sql.ts'
import { authenticationOptions } from '../passkey.ts'
import { findPortalByCode, refuseInactive } from '../portal.sql.ts'
import type { SessionSide } from '../session.sql.ts'

/**
 * As the second step, the passkeys of who has begun are asked for; without one, any passkey of this address, which says
 * itself whose it is, so that nothing is told of anybody.
 */
async function ask({ tx, cookies, baseUrl }: CommandContext, side: SessionSide, portal: PortalId | null) {
  const begun = await findAtDoor(tx, side, cookies.proof.sent())
  const options = await authenticationOptions(baseUrl, begun?.user ? await listPasskeys(tx, begun.user) : [])
  const isSame = begun !== undefined && (begun.user !== null || begun.portal === portal)
  await keepChallenge(tx, isSame ? begun.id : await openFor(cookies, tx, side, portal), options.challenge)
  return { options: { ...options } }
}

async function openFor(cookies: CommandContext['cookies'], tx: Tx, side: SessionSide, portal: PortalId | null) {
  const { proof, token, expires } = await openAtDoor(tx, { user: null, side, portal, method: null })
  cookies.proof.set(token, expires)
  return proof.id
}

export const askPasskey = command({
  name: 'askPasskey',
  endpoint: askPasskeyApi,
  permission: 'door.knock',
  target: () => ({}),
  run: (context) => ask(context, 'employee', null),
})

export const askPortalPasskey = command({
  name: 'askPortalPasskey',
  endpoint: askPortalPasskeyApi,
  permission: 'door.knock',
  target: () => ({}),
  async run(context, { portal: code }) {
    const portal = await findPortalByCode(context.tx, code)
    if (portal?.state === 'inactive') refuseInactive(portal)
    // An unknown portal is asked for like any other, and refused like one she does not belong to.
    return ask(context, 'portal', portal?.id ?? null)
  },
})
