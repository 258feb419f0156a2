import { useState } from 'react'
import { AuthLayout, type AuthLayoutProps } from '../../ui/auth-layout.tsx'
import { Button } from '../../ui/button.tsx'
import { CommandForm } from '../../ui/form.tsx'
import { useText } from '../../ui/language.ts'
import { TextLink } from '../../ui/link.tsx'
import type { resetPasswordApi } from '../contract.ts'
import { NewPasswordField, passwordProblemFields } from './new-password-field.tsx'
import { SaidPage } from './said-page.tsx'

export type NewPasswordFormProps = {
  endpoint: typeof resetPasswordApi
  token: string
  brand: NonNullable<AuthLayoutProps['brand']>
  signIn: string
  askAgain: string
}

/** Where the link of a forgotten password leads, on either side. */
export function NewPasswordForm({ endpoint, token, brand, signIn, askAgain }: NewPasswordFormProps) {
  const t = useText()
  const [isSet, setIsSet] = useState(false)
  if (isSet) {
    return (
      <SaidPage
        brand={brand}
        title={t('Your new password is set')}
        text={t('You have been signed out everywhere. Sign in with the new password.')}
      >
        <Button href={signIn}>{t('Sign in')}</Button>
      </SaidPage>
    )
  }
  return (
    <AuthLayout
      title={t('New password')}
      brand={brand}
      footer={<TextLink href={askAgain}>{t('Ask for a fresh link')}</TextLink>}
    >
      <CommandForm
        endpoint={endpoint}
        start={{ password: '' }}
        input={({ password }) => ({ token, password })}
        submit={t('Set the password')}
        wideButton
        problemFields={passwordProblemFields}
        onDone={() => setIsSet(true)}
      >
        <NewPasswordField autoFocus ownWords={[brand.name]} />
      </CommandForm>
    </AuthLayout>
  )
}
