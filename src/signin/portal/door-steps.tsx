import { IconDeviceMobile, IconFingerprint, IconKey, IconMail } from '@tabler/icons-react'
import { useState } from 'react'
import { AuthLayout, type AuthLayoutProps } from '../../ui/auth-layout.tsx'
import { Button, type Icon } from '../../ui/button.tsx'
import { CodeField, TextField } from '../../ui/fields.tsx'
import { CommandForm } from '../../ui/form.tsx'
import { useText } from '../../ui/language.ts'
import { Line, Stack, Text } from '../../ui/layout.tsx'
import { knowsPasskeys, makePasskey, proveByDevice } from '../../ui/passkey.ts'
import { useCommand } from '../../ui/queries.ts'
import type { DoorAnswer } from '../door-contract.ts'
import type { ProvingMethod } from '../security-contract.ts'
import { AppSteps } from './app-steps.tsx'
import { CodeList } from './code-list.tsx'
import { methodWords } from './method-words.ts'
import type { DoorEndpoints } from './door-endpoints.ts'
import { NewPasswordField, problemFieldsOf } from './new-password-field.tsx'
import { usePasskey } from './use-passkey.ts'

type StepProps = {
  answer: DoorAnswer
  endpoints: DoorEndpoints
  brand: NonNullable<AuthLayoutProps['brand']>
  onAnswer: (answer: DoorAnswer) => void
  onStartAgain: () => void
}

const icons: Record<ProvingMethod, Icon> = {
  passkey: IconFingerprint,
  totp: IconDeviceMobile,
  email_code: IconMail,
  recovery_code: IconKey,
}
function AgainLink({ onStartAgain }: Pick<StepProps, 'onStartAgain'>) {
  const t = useText()
  return (
    <Button kind="quiet" onClick={onStartAgain}>
      {t('Begin again')}
    </Button>
  )
}

type CodeFormProps = Pick<StepProps, 'endpoints' | 'answer' | 'onAnswer'> & {
  method: Exclude<ProvingMethod, 'passkey'>
}

function CodeForm({ method, endpoints, answer, onAnswer }: CodeFormProps) {
  const t = useText()
  const isRecovery = method === 'recovery_code'
  return (
    <CommandForm
      key={method}
      endpoint={endpoints.proveFactor}
      start={{ code: '' }}
      input={({ code }) => ({ method, code })}
      submit={t('Go on')}
      wideButton
      problemFields={{ 'sign_in.factor_refused': 'code', 'sign_in.too_many_tries': 'code' }}
      onDone={onAnswer}
    >
      {isRecovery ? (
        <TextField
          name="code"
          label={t('Recovery code')}
          description={t('One of the ten you kept when you set this up. Each works once.')}
          placeholder="abcd-efgh-jkmn-pqrs"
          required
          autoFocus
        />
      ) : (
        <CodeField
          name="code"
          label={
            method === 'totp'
              ? t('Code of the app')
              : t('Code from the mail to {{email}}', { email: answer.email ?? '' })
          }
          autoFocus
        />
      )}
    </CommandForm>
  )
}

/** The second proof: the best way first, the others below it. */
function FactorStep({ answer, endpoints, brand, onAnswer, onStartAgain }: StepProps) {
  const t = useText()
  const [method, setMethod] = useState<ProvingMethod>(answer.methods[0] ?? 'recovery_code')
  const [isSent, setSent] = useState(false)
  const passkey = usePasskey({ ask: endpoints.askPasskey, answer: endpoints.provePasskey }, proveByDevice, onAnswer)
  const send = useCommand(endpoints.sendCode, { onDone: () => setSent(true), done: t('The code is on its way.') })
  return (
    <AuthLayout
      title={t('Prove it once more')}
      description={t('This account asks for a second proof.')}
      brand={brand}
      footer={<AgainLink onStartAgain={onStartAgain} />}
    >
      <Stack>
        {method === 'passkey' ? (
          <Button
            icon={IconFingerprint}
            wide
            isRunning={passkey.isRunning}
            onClick={() => passkey.run(endpoints.asked)}
          >
            {t('Use a passkey')}
          </Button>
        ) : method === 'email_code' && !isSent ? (
          <>
            <Text>{t('We send six digits to {{email}}.', { email: answer.email ?? '' })}</Text>
            <Button icon={IconMail} wide isRunning={send.isRunning} onClick={() => send.run({})}>
              {t('Send the code')}
            </Button>
          </>
        ) : (
          <CodeForm method={method} endpoints={endpoints} answer={answer} onAnswer={onAnswer} />
        )}
        {answer.methods.length > 1 && <Line />}
        {answer.methods
          .filter((other) => other !== method)
          .map((other) => (
            <Button key={other} kind="plain" wide icon={icons[other]} onClick={() => setMethod(other)}>
              {methodWords(other, t)}
            </Button>
          ))}
      </Stack>
    </AuthLayout>
  )
}

/** Of whom a second factor is demanded and who has none: nobody comes in before one is set up. */
function EnrolStep({ answer, endpoints, brand, onAnswer, onStartAgain }: StepProps) {
  const t = useText()
  const [app, setApp] = useState<{ seed: string; address: string } | null>(null)
  const start = useCommand(endpoints.startEnrolment, { onDone: setApp })
  const passkey = usePasskey({ ask: endpoints.askNewPasskey, answer: endpoints.enrolPasskey }, makePasskey, onAnswer)
  return (
    <AuthLayout
      title={t('Set up a second proof')}
      description={t('Your company asks for more than a password. It takes a minute, once.')}
      brand={brand}
      footer={<AgainLink onStartAgain={onStartAgain} />}
    >
      {app ? (
        <AppSteps app={app} finish={endpoints.finishEnrolment} onDone={onAnswer} />
      ) : (
        <Stack>
          {answer.enrollable.includes('passkey') && knowsPasskeys() && (
            <>
              <Text small quiet>
                {t(
                  'A passkey is this device with its fingerprint, face or PIN. You sign in with it alone, without a password.',
                )}
              </Text>
              <Button icon={IconFingerprint} wide isRunning={passkey.isRunning} onClick={() => passkey.run({})}>
                {t('Make a passkey on this device')}
              </Button>
            </>
          )}
          {answer.enrollable.includes('totp') && (
            <Button kind="plain" icon={IconDeviceMobile} wide isRunning={start.isRunning} onClick={() => start.run({})}>
              {t('Set up an authenticator app')}
            </Button>
          )}
          {answer.enrollable.length === 0 && <Text>{t('Nothing can be set up here. Ask your administrator.')}</Text>}
        </Stack>
      )}
    </AuthLayout>
  )
}

function PasswordStep({ endpoints, brand, onAnswer, onStartAgain }: StepProps) {
  const t = useText()
  return (
    <AuthLayout
      title={t('Your password is too old')}
      description={t('Your company asks for a new one from time to time. Choose it now, then you are in.')}
      brand={brand}
      footer={<AgainLink onStartAgain={onStartAgain} />}
    >
      <CommandForm
        endpoint={endpoints.replacePassword}
        start={{ password: '' }}
        submit={t('Set the password')}
        wideButton
        problemFields={problemFieldsOf('password')}
        onDone={onAnswer}
      >
        <NewPasswordField autoFocus ownWords={[brand.name]} />
      </CommandForm>
    </AuthLayout>
  )
}

/** What is still to be proved after the password, one page after another. */
export function DoorSteps(props: StepProps & { onIn: () => void }) {
  const t = useText()
  const { answer, brand, onIn } = props
  if (answer.next === 'factor') return <FactorStep {...props} />
  if (answer.next === 'enrol') return <EnrolStep {...props} />
  if (answer.next === 'password') return <PasswordStep {...props} />
  return (
    <AuthLayout title={t('You are in')} brand={brand}>
      <CodeList codes={answer.recoveryCodes ?? []} onDone={onIn} done={t('I have kept them')} />
    </AuthLayout>
  )
}
