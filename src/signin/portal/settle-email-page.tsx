import { portalLinks } from '../../base/portal-links.ts'
import { PortalDoor } from './portal-door.tsx'
import { ConfirmEmail, UndoEmail } from './settle-email.tsx'

type Params = { portal: string; token: string }

export function PortalConfirmEmailPage({ portal, token }: Params) {
  return (
    <PortalDoor portal={portal}>
      {({ brand }) => <ConfirmEmail token={token} brand={brand} home={portalLinks.home({ portal })} />}
    </PortalDoor>
  )
}

export function PortalUndoEmailPage({ portal, token }: Params) {
  return (
    <PortalDoor portal={portal}>
      {({ brand }) => <UndoEmail token={token} brand={brand} newPassword={portalLinks.forgotPassword({ portal })} />}
    </PortalDoor>
  )
}
