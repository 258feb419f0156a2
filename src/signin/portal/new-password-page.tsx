import { portalLinks } from '../../base/portal-links.ts'
import type { resetPasswordApi } from '../contract.ts'
import { resetPortalPasswordApi } from '../contract.ts'
import { NewPasswordForm } from './new-password-form.tsx'
import { PortalDoor } from './portal-door.tsx'

export function PortalNewPasswordPage({ portal, token }: { portal: string; token: string }) {
  return (
    <PortalDoor portal={portal}>
      {({ brand }) => (
        <NewPasswordForm
          endpoint={resetPortalPasswordApi satisfies typeof resetPasswordApi}
          token={token}
          brand={brand}
          signIn={portalLinks.signIn({ portal })}
          askAgain={portalLinks.forgotPassword({ portal })}
        />
      )}
    </PortalDoor>
  )
}
