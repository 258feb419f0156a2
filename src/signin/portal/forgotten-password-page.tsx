import { useState } from 'react'
import { portalLinks } from '../../base/portal-links.ts'
import { AuthLayout } from '../../ui/auth-layout.tsx'
import { Button } from '../../ui/button.tsx'
import { TextField } from '../../ui/fields.tsx'
import { CommandForm } from '../../ui/form.tsx'
import { useText } from '../../ui/language.ts'
import { TextLink } from '../../ui/link.tsx'
import { requestPortalPasswordResetApi, resetMinutes } from '../contract.ts'
import { PortalDoor } from './portal-door.tsx'
import { SaidPage } from './said-page.tsx'

export function PortalForgottenPasswordPage({ portal }: { portal: string }) {
  const t = useText()
  const [asked, setAsked] = useState(false)
  return (
    <PortalDoor portal={portal}>
      {({ brand }) =>
        asked ? (
          <SaidPage
            brand={brand}
            title={t('Look into your mail')}
            text={t(
              'If there is an account with this address, a link for a new password is on its way to it. The link works for {{count}} minutes.',
              { count: resetMinutes },
            )}
          >
            <Button href={portalLinks.signIn({ portal })} kind="plain">
              {t('Back to sign-in')}
            </Button>
          </SaidPage>
        ) : (
          <AuthLayout
            title={t('Forgotten password')}
            description={t(
              'Enter the e-mail address you sign in with. We send a link with which you set a new password.',
            )}
            brand={brand}
            footer={<TextLink href={portalLinks.signIn({ portal })}>{t('Back to sign-in')}</TextLink>}
          >
            <CommandForm
              endpoint={requestPortalPasswordResetApi}
              start={{ email: '' }}
              input={(values) => ({ portal, ...values })}
              submit={t('Send the link')}
              wideButton
              onDone={() => setAsked(true)}
            >
              <TextField name="email" label={t('E-mail')} type="email" autoComplete="username" required autoFocus />
            </CommandForm>
          </AuthLayout>
        )
      }
    </PortalDoor>
  )
}
