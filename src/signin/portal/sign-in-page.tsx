import { useMemo } from 'react'
import { portalLinks } from '../../base/portal-links.ts'
import { useAddress } from '../../ui/address.ts'
import { AuthLayout } from '../../ui/auth-layout.tsx'
import { PasswordField, TextField } from '../../ui/fields.tsx'
import { CommandForm } from '../../ui/form.tsx'
import { useText } from '../../ui/language.ts'
import { Stack } from '../../ui/layout.tsx'
import { TextLink } from '../../ui/link.tsx'
import { nextAddress } from '../../ui/next-address.ts'
import * as door from '../door-contract.ts'
import { beginAtPortalProviderApi } from '../provider-contract.ts'
import { SignInDoor } from './door.tsx'
import { PortalDoor } from './portal-door.tsx'

const { atPortalDoor } = door
const endpoints = {
  getOpenProof: atPortalDoor(door.getOpenProofApi),
  proveFactor: atPortalDoor(door.proveFactorApi),
  sendCode: atPortalDoor(door.sendProofCodeApi),
  askPasskey: door.askPortalPasskeyApi,
  provePasskey: atPortalDoor(door.provePasskeyApi),
  startEnrolment: atPortalDoor(door.startEnrolmentApi),
  finishEnrolment: atPortalDoor(door.finishEnrolmentApi),
  askNewPasskey: atPortalDoor(door.askNewPasskeyApi),
  enrolPasskey: atPortalDoor(door.enrolPasskeyApi),
  replacePassword: atPortalDoor(door.replacePasswordApi),
  beginAtProvider: beginAtPortalProviderApi,
}

export function PortalSignInPage({ portal }: { portal: string }) {
  const t = useText()
  const { search } = useAddress()
  const here = useMemo(() => ({ ...endpoints, asked: { portal } }), [portal])
  // A new page, so that nothing of whoever sat here before is left in memory.
  const enter = (): void => window.location.assign(nextAddress(search.next, portalLinks.home({ portal })))
  return (
    <PortalDoor portal={portal}>
      {({ brand, branding }) => (
        <SignInDoor endpoints={here} brand={brand} onIn={enter} portal={portal}>
          {(tell, others) => (
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
              <Stack>
                <CommandForm
                  endpoint={door.portalSignInApi}
                  start={{ email: '', password: '' }}
                  input={(values) => ({ portal, ...values })}
                  submit={t('Sign in')}
                  wideButton
                  onDone={tell}
                >
                  <TextField name="email" label={t('E-mail')} type="email" autoComplete="username" required autoFocus />
                  <PasswordField name="password" label={t('Password')} autoComplete="current-password" required />
                </CommandForm>
                {others}
              </Stack>
            </AuthLayout>
          )}
        </SignInDoor>
      )}
    </PortalDoor>
  )
}
