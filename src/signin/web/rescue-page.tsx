import { useState } from 'react'
import { links } from '../../base/employee-links.ts'
import { AuthLayout } from '../../ui/auth-layout.tsx'
import { Button } from '../../ui/button.tsx'
import { CommandForm } from '../../ui/form.tsx'
import { useText } from '../../ui/language.ts'
import { NewPasswordField, passwordProblemFields } from '../portal/new-password-field.tsx'
import { SaidPage } from '../portal/said-page.tsx'
import { finishRescueApi } from '../rescue-contract.ts'
import { useCompany } from './use-company.ts'

/** Where the link of `portico rescue` leads. */
export function RescuePage({ token }: { token: string }) {
  const t = useText()
  const { brand } = useCompany()
  const [isDone, setDone] = useState(false)
  if (isDone) {
    return (
      <SaidPage
        brand={brand}
        title={t('You can sign in again')}
        text={t('Second factors and passkeys are removed. Sign in with the new password and set them up anew at once.')}
      >
        <Button href={links.signIn()}>{t('Sign in')}</Button>
      </SaidPage>
    )
  }
  return (
    <AuthLayout
      title={t('Get back in')}
      description={t(
        'For the System supervisor. A new password is set, second factors and passkeys are removed, and every session and API token ends.',
      )}
      brand={brand}
    >
      <CommandForm
        endpoint={finishRescueApi}
        start={{ password: '' }}
        input={({ password }) => ({ token, password })}
        submit={t('Set the password')}
        wideButton
        problemFields={passwordProblemFields}
        onDone={() => setDone(true)}
      >
        <NewPasswordField autoFocus ownWords={[brand.name]} />
      </CommandForm>
    </AuthLayout>
  )
}
