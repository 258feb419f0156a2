import { useState } from 'react'
import { links } from '../../base/employee-links.ts'
import { AuthLayout } from '../../ui/auth-layout.tsx'
import { Button } from '../../ui/button.tsx'
import { TextField } from '../../ui/fields.tsx'
import { CommandForm } from '../../ui/form.tsx'
import { useText } from '../../ui/language.ts'
import { TextLink } from '../../ui/link.tsx'
import { requestPasswordResetApi, resetMinutes } from '../contract.ts'
import { SaidPage } from '../portal/said-page.tsx'
import { useCompany } from './use-company.ts'

export function ForgottenPasswordPage() {
  const t = useText()
  const { brand } = useCompany()
  const [asked, setAsked] = useState(false)
  if (asked) {
    return (
      <SaidPage
        brand={brand}
        title={t('Look into your mail')}
        text={t(
          'If there is an account with this address, a link for a new password is on its way to it. The link works for {{count}} minutes.',
          { count: resetMinutes },
        )}
      >
        <Button href={links.signIn()} kind="plain">
          {t('Back to sign-in')}
        </Button>
      </SaidPage>
    )
  }
  return (
    <AuthLayout
      title={t('Forgotten password')}
      description={t('Enter the e-mail address you sign in with. We send a link with which you set a new password.')}
      brand={brand}
      footer={<TextLink href={links.signIn()}>{t('Back to sign-in')}</TextLink>}
    >
      <CommandForm
        endpoint={requestPasswordResetApi}
        start={{ email: '' }}
        submit={t('Send the link')}
        wideButton
        onDone={() => setAsked(true)}
      >
        <TextField name="email" label={t('E-mail')} type="email" autoComplete="username" required autoFocus />
      </CommandForm>
    </AuthLayout>
  )
}
