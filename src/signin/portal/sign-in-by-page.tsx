import { forPortal } from '../../base/endpoint.ts'
import { portalLinks } from '../../base/portal-links.ts'
import { finishLinkApi } from '../identities-contract.ts'
import { finishAtPortalProviderApi } from '../provider-contract.ts'
import { PortalDoor } from './portal-door.tsx'
import { ProviderReturn } from './provider-return.tsx'

const finishLink = forPortal(finishLinkApi)

/** The portal's page a provider sends back to. */
export function PortalSignInByPage({ portal, provider }: { portal: string; provider: string }) {
  return (
    <PortalDoor portal={portal}>
      {({ brand }) => (
        <ProviderReturn
          provider={provider}
          brand={brand}
          finish={finishAtPortalProviderApi}
          finishLink={finishLink}
          signIn={(search) => portalLinks.signIn({ portal }, search)}
          home={portalLinks.home({ portal })}
          profile={portalLinks.profile({ portal })}
        />
      )}
    </PortalDoor>
  )
}
