import { portalLinks } from '../../base/portal-links.ts'
import { useAddress } from '../../ui/address.ts'
import { AuthLayout } from '../../ui/auth-layout.tsx'
import { PasswordField, TextField } from '../../ui/fields.tsx'
import { CommandForm } from '../../ui/form.tsx'
import { useText } from '../../ui/language.ts'
import { TextLink } from '../../ui/link.tsx'
import { nextAddress } from '../../ui/next-address.ts'
import { portalSignInApi } from '../contract.ts'
import { PortalDoor } from './portal-door.tsx'

export function PortalSignInPage({ portal }: { portal: string }) {
  const t = useText()
  const { search } = useAddress()
  return (
    <PortalDoor portal={portal}>
      {({ brand, branding }) => (
        <AuthLayout
          title={branding.signInTitle || t('Sign in')}
          brand={brand}
          footer={
            <>
              <TextLink href={portalLinks.forgotPassword({ portal })}>{t('Forgotten your password?')}</TextLink>
              <p>{t('You come in here by invitation. If you have none, ask the people you work with.')}</p>
            </>
          }
        >
          <CommandForm
            endpoint={portalSignInApi}
            start={{ email: '', password: '' }}
            input={(values) => ({ portal, ...values })}
            submit={t('Sign in')}
            wideButton
            // A new page, so that nothing of whoever sat here before is left in memory.
            onDone={() => window.location.assign(nextAddress(search.next, portalLinks.home({ portal })))}
          >
            <TextField name="email" label={t('E-mail')} type="email" autoComplete="username" required autoFocus />
            <PasswordField name="password" label={t('Password')} autoComplete="current-password" required />
          </CommandForm>
        </AuthLayout>
      )}
    </PortalDoor>
  )
}
