import type { UserId } from '../../src/base/ids.ts'
import { createExternalUser } from '../../src/people/commands/create-external-user.ts'
import { getExternalUser } from '../../src/people/queries/get-external-user.ts'
import { acceptInvitation } from '../../src/signin/commands/accept-invitation.ts'
import { createPortalInvitation } from '../../src/signin/commands/create-portal-invitation.ts'
import { tokenIn } from './mail.ts'
import { portalWorld } from './portals.ts'
import type { World } from './world.ts'

type Options = { withoutConfirmation?: boolean; replaceEarlier?: boolean; endless?: boolean }

export const newPassword = 'old tram bends under elms'

/** People from outside who are invited to a portal by the administrator. */
export async function invitationWorld(world: World) {
  const { adam, makePortal } = await portalWorld(world)
  const dana = await world.as('dana')
  const desk = await makePortal([dana])
  let made = 0

  /** Somebody not registered, with an address of her own unless told. */
  async function newcomer(email: string | null = `newcomer${(made += 1)}@brightwater.example`): Promise<UserId> {
    return (await adam.run(createExternalUser, { fullName: 'Nora Newcomer', ...(email && { email }) })).id
  }

  async function invite(user: UserId, options: Options = { withoutConfirmation: true }, portal = desk.portal) {
    const invitation = await adam.run(createPortalInvitation, { user, portal, ...options })
    return { ...invitation, token: tokenIn(invitation.link) }
  }

  const accept = (
    token: string,
    more: { proof?: string; fullName?: string; password?: string } = {},
    cookie?: string,
  ) =>
    world.anyone.run(
      acceptInvitation,
      { token, fullName: 'Nora Newcomer', password: newPassword, ...more },
      cookie ? { cookie } : {},
    )

  return {
    adam,
    dana,
    desk,
    makePortal,
    newcomer,
    /** The address of the latest newcomer. */
    latestEmail: () => `newcomer${made}@brightwater.example`,
    invite,
    accept,
    statusOf: async (user: UserId) => (await adam.run(getExternalUser, { user })).status,
  }
}
