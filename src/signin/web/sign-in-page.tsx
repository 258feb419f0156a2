import { useEffect } from 'react'
import { links } from '../../base/employee-links.ts'
import { useAddress } from '../../ui/address.ts'
import { AuthLayout } from '../../ui/auth-layout.tsx'
import { PasswordField, TextField } from '../../ui/fields.tsx'
import { CommandForm } from '../../ui/form.tsx'
import { useText } from '../../ui/language.ts'
import { Stack } from '../../ui/layout.tsx'
import { TextLink, useGo } from '../../ui/link.tsx'
import { Loaded } from '../../ui/loaded.tsx'
import { nextAddress } from '../../ui/next-address.ts'
import * as door from '../door-contract.ts'
import { SignInDoor } from '../portal/door.tsx'
import { beginAtProviderApi } from '../provider-contract.ts'
import { useCompany } from './use-company.ts'

const endpoints = {
  getOpenProof: door.getOpenProofApi,
  proveFactor: door.proveFactorApi,
  sendCode: door.sendProofCodeApi,
  askPasskey: door.askPasskeyApi,
  asked: {},
  provePasskey: door.provePasskeyApi,
  startEnrolment: door.startEnrolmentApi,
  finishEnrolment: door.finishEnrolmentApi,
  askNewPasskey: door.askNewPasskeyApi,
  enrolPasskey: door.enrolPasskeyApi,
  replacePassword: door.replacePasswordApi,
  beginAtProvider: beginAtProviderApi,
}

export function SignInPage() {
  const t = useText()
  const go = useGo()
  const { search } = useAddress()
  const { state, brand } = useCompany()
  const isNew = state.data?.done === false
  useEffect(() => {
    if (isNew) go(links.setUp(), { replace: true })
  }, [isNew, go])
  // A new page, so that nothing of whoever sat here before is left in memory.
  const enter = (): void => window.location.assign(nextAddress(search.next, links.home()))

  return (
    <Loaded query={state}>
      {({ done }) =>
        done ? (
          <SignInDoor endpoints={endpoints} brand={brand} onIn={enter}>
            {(tell, others, isRecoveryOpen) => (
              <AuthLayout
                title={t('Sign in')}
                brand={brand}
                footer={
                  isRecoveryOpen && <TextLink href={links.forgotPassword()}>{t('Forgotten your password?')}</TextLink>
                }
              >
                <Stack>
                  <CommandForm
                    endpoint={door.signInApi}
                    start={{ email: '', password: '' }}
                    submit={t('Sign in')}
                    wideButton
                    onDone={tell}
                  >
                    <TextField
                      name="email"
                      label={t('E-mail')}
                      type="email"
                      autoComplete="username"
                      required
                      autoFocus
                    />
                    <PasswordField name="password" label={t('Password')} autoComplete="current-password" required />
                  </CommandForm>
                  {others}
                </Stack>
              </AuthLayout>
            )}
          </SignInDoor>
        ) : null
      }
    </Loaded>
  )
}
