import { useEffect, useState } from 'react'
import type { AnswerOf } from '../../base/endpoint.ts'
import { portalLinks } from '../../base/portal-links.ts'
import { AuthLayout } from '../../ui/auth-layout.tsx'
import { Button } from '../../ui/button.tsx'
import { CodeField, TextField } from '../../ui/fields.tsx'
import { CommandForm } from '../../ui/form.tsx'
import { useText } from '../../ui/language.ts'
import { Row, Stack } from '../../ui/layout.tsx'
import { useCommand } from '../../ui/queries.ts'
import {
  acceptInvitationApi,
  codeMinutes,
  confirmCodeApi,
  type peekInvitationApi,
  sendConfirmationCodeApi,
} from '../invitations-contract.ts'
import { NewPasswordField, passwordProblemFields } from './new-password-field.tsx'
import type { Door } from './portal-door.tsx'

type Invitation = AnswerOf<typeof peekInvitationApi>
export type RegisterStepsProps = { door: Door; token: string; invitation: Invitation }

/** How long somebody waits before a second code; a mail needs about as long. */
const resendSeconds = 60

function useCountdown(from: number): { left: number; restart: () => void } {
  const [left, setLeft] = useState(from)
  useEffect(() => {
    if (left === 0) return
    const timer = setTimeout(() => setLeft(left - 1), 1000)
    return () => clearTimeout(timer)
  }, [left])
  return { left, restart: () => setLeft(from) }
}

function EmailStep({ door, token, invitation, onSent }: RegisterStepsProps & { onSent: (email: string) => void }) {
  const t = useText()
  const { fullName, companyName, emailHint } = invitation
  return (
    <AuthLayout
      title={t('Welcome, {{name}}', { name: fullName })}
      description={t('{{company}} has invited you. First confirm your e-mail address: we send six digits to it.', {
        company: companyName,
      })}
      brand={door.brand}
      footer={t('Step {{step}} of {{steps}}', { step: 1, steps: 3 })}
    >
      <CommandForm
        endpoint={sendConfirmationCodeApi}
        start={{ email: '' }}
        input={(values) => ({ token, ...values })}
        submit={t('Send the code')}
        wideButton
        problemFields={{ 'invitation.other_email': 'email', 'invitation.code_too_soon': 'email' }}
        onDone={(_, { email }) => onSent(email)}
      >
        <TextField
          name="email"
          label={t('E-mail')}
          type="email"
          autoComplete="email"
          required
          autoFocus
          description={emailHint && t('The invitation was sent to {{hint}}.', { hint: emailHint })}
        />
      </CommandForm>
    </AuthLayout>
  )
}

type CodeStepProps = RegisterStepsProps & { email: string; onConfirmed: (proof: string) => void; onBack: () => void }

function CodeStep({ door, token, email, onConfirmed, onBack }: CodeStepProps) {
  const t = useText()
  const { left, restart } = useCountdown(resendSeconds)
  const again = useCommand(sendConfirmationCodeApi, { done: t('A new code is on its way.'), onDone: restart })
  return (
    <AuthLayout
      title={t('Enter the code')}
      description={t('Six digits are on their way to {{email}}. They work for {{count}} minutes.', {
        email,
        count: codeMinutes,
      })}
      brand={door.brand}
      footer={t('Step {{step}} of {{steps}}', { step: 2, steps: 3 })}
    >
      <Stack gap="md">
        <CommandForm
          endpoint={confirmCodeApi}
          start={{ code: '' }}
          input={(values) => ({ token, ...values })}
          submit={t('Confirm')}
          wideButton
          problemFields={{ 'invitation.code_wrong': 'code', 'invitation.code_spent': 'code' }}
          onDone={({ proof }) => onConfirmed(proof)}
        >
          <CodeField name="code" label={t('Code from the mail')} autoFocus />
        </CommandForm>
        <Row gap="xs">
          <Button
            kind="quiet"
            size="xs"
            isRunning={again.isRunning}
            disabledReason={left > 0 && t('You can ask for a new code in a moment.')}
            onClick={() => again.run({ token, email })}
          >
            {left > 0 ? t('Send a new code (in {{seconds}} s)', { seconds: left }) : t('Send a new code')}
          </Button>
          <Button kind="quiet" size="xs" onClick={onBack}>
            {t('Another address')}
          </Button>
        </Row>
      </Stack>
    </AuthLayout>
  )
}

type AccountStepProps = RegisterStepsProps & { email: string; proof: string | undefined; hasSteps: boolean }

function AccountStep({ door, token, invitation, email, proof, hasSteps }: AccountStepProps) {
  const t = useText()
  const { fullName, companyName } = invitation
  return (
    <AuthLayout
      title={hasSteps ? t('Your name and password') : t('Welcome, {{name}}', { name: fullName })}
      description={t('With them you sign in to {{portal}} from now on.', { portal: door.name })}
      brand={door.brand}
      footer={hasSteps && t('Step {{step}} of {{steps}}', { step: 3, steps: 3 })}
    >
      <CommandForm
        endpoint={acceptInvitationApi}
        start={{ fullName, password: '' }}
        input={(values) => ({ token, ...values, ...(proof ? { proof } : {}) })}
        submit={t('Register')}
        wideButton
        problemFields={passwordProblemFields}
        onDone={({ portal }) => window.location.assign(portalLinks.home({ portal }))}
      >
        <TextField name="fullName" label={t('Your name')} autoComplete="name" required />
        {/* For password managers, which take the account's name from the form. */}
        {email && <input type="email" autoComplete="username" value={email} readOnly hidden />}
        <NewPasswordField ownWords={[companyName, email]} wordsOfFields={['fullName']} autoFocus />
      </CommandForm>
    </AuthLayout>
  )
}

/** E-mail → six digits → name and password; or straight to the last where the invitation trusts the address. */
export function RegisterSteps(props: RegisterStepsProps) {
  const needsCode = props.invitation.step === 'confirm_email'
  const [email, setEmail] = useState('')
  const [proof, setProof] = useState<string>()
  if (!needsCode || proof) return <AccountStep {...props} email={email} proof={proof} hasSteps={needsCode} />
  if (email === '') return <EmailStep {...props} onSent={setEmail} />
  return <CodeStep {...props} email={email} onConfirmed={setProof} onBack={() => setEmail('')} />
}
