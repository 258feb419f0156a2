import { useEffect } from 'react'
import { links } from '../../base/employee-links.ts'
import { useAddress } from '../../ui/address.ts'
import { AuthLayout } from '../../ui/auth-layout.tsx'
import { PasswordField, TextField } from '../../ui/fields.tsx'
import { CommandForm } from '../../ui/form.tsx'
import { useText } from '../../ui/language.ts'
import { TextLink, useGo } from '../../ui/link.tsx'
import { Loaded } from '../../ui/loaded.tsx'
import { nextAddress } from '../../ui/next-address.ts'
import { signInApi } from '../contract.ts'
import { useCompany } from './use-company.ts'

export function SignInPage() {
  const t = useText()
  const go = useGo()
  const { search } = useAddress()
  const { state, brand } = useCompany()
  const isNew = state.data?.done === false
  useEffect(() => {
    if (isNew) go(links.setUp(), { replace: true })
  }, [isNew, go])

  return (
    <Loaded query={state}>
      {({ done }) =>
        done ? (
          <AuthLayout
            title={t('Sign in')}
            brand={brand}
            footer={<TextLink href={links.forgotPassword()}>{t('Forgotten your password?')}</TextLink>}
          >
            <CommandForm
              endpoint={signInApi}
              start={{ email: '', password: '' }}
              submit={t('Sign in')}
              wideButton
              // A new page, so that nothing of whoever sat here before is left in memory.
              onDone={() => window.location.assign(nextAddress(search.next, links.home()))}
            >
              <TextField name="email" label={t('E-mail')} type="email" autoComplete="username" required autoFocus />
              <PasswordField name="password" label={t('Password')} autoComplete="current-password" required />
            </CommandForm>
          </AuthLayout>
        ) : null
      }
    </Loaded>
  )
}
