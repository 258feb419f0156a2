import { IconFingerprint, IconMail } from '@tabler/icons-react'
import { useState } from 'react'
import { Button } from '../../ui/button.tsx'
import { Callout } from '../../ui/callout.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { CodeField, PasswordField, TextField } from '../../ui/fields.tsx'
import { CommandForm } from '../../ui/form.tsx'
import { useText } from '../../ui/language.ts'
import { Line, Stack, Text } from '../../ui/layout.tsx'
import { Loaded } from '../../ui/loaded.tsx'
import { proveByDevice } from '../../ui/passkey.ts'
import { useCommand, useQueryOf } from '../../ui/queries.ts'
import { FormSkeleton } from '../../ui/skeletons.tsx'
import type { proofMethods } from '../factors-contract.ts'
import { methodWords } from './method-words.ts'
import type { ProofEndpoints } from './proof-endpoints.ts'
import { usePasskey } from './use-passkey.ts'

type Method = (typeof proofMethods)[number]
type Props = ProofEndpoints & { onDone: (isProved: boolean) => void }

function SecretField({ method }: { method: Exclude<Method, 'passkey'> }) {
  const t = useText()
  if (method === 'password') {
    return (
      <PasswordField name="secret" label={t('Your own password')} autoComplete="current-password" required autoFocus />
    )
  }
  if (method === 'recovery_code') return <TextField name="secret" label={t('Recovery code')} required autoFocus />
  return (
    <CodeField name="secret" label={method === 'totp' ? t('Code of the app') : t('Code from the mail')} autoFocus />
  )
}

function ByPasskey({ askPasskey, provePasskey, onDone }: Props) {
  const t = useText()
  const passkey = usePasskey({ ask: askPasskey, answer: provePasskey }, proveByDevice, () => onDone(true))
  return (
    <Button icon={IconFingerprint} wide isRunning={passkey.isRunning} onClick={() => passkey.run({})} autoFocus>
      {t('Use a passkey')}
    </Button>
  )
}

function Proof({ methods, ...props }: Props & { methods: readonly Method[] }) {
  const t = useText()
  const [method, setMethod] = useState<Method>(methods[0] ?? 'password')
  const [isSent, setSent] = useState(false)
  const send = useCommand(props.sendCode, { onDone: () => setSent(true), done: t('The code is on its way.') })
  return (
    <Stack>
      {method === 'passkey' ? (
        <ByPasskey {...props} />
      ) : method === 'email_code' && !isSent ? (
        <Button icon={IconMail} wide isRunning={send.isRunning} onClick={() => send.run({})}>
          {t('Send the code')}
        </Button>
      ) : (
        <CommandForm
          key={method}
          endpoint={props.prove}
          start={{ secret: '' }}
          input={({ secret }) => ({ method, secret })}
          submit={t('Confirm')}
          onCancel={() => props.onDone(false)}
          problemFields={{ 'session.proof_refused': 'secret', 'sign_in.too_many_tries': 'secret' }}
          onDone={() => props.onDone(true)}
        >
          <SecretField method={method} />
        </CommandForm>
      )}
      {methods.length > 1 && <Line />}
      {methods.map((other) =>
        other === method || other === 'password' ? null : (
          <Button key={other} kind="plain" wide onClick={() => setMethod(other)}>
            {methodWords(other, t)}
          </Button>
        ),
      )}
    </Stack>
  )
}

/** Whoever came in by a provider and has nothing else has proved it by coming in. */
function OnlyAnew({ onDone }: Props) {
  const t = useText()
  return (
    <>
      <Callout>
        {t(
          'You have no password here and no second factor. Sign out, sign in again, and repeat this within five minutes.',
        )}
      </Callout>
      <Button kind="plain" wide onClick={() => onDone(false)}>
        {t('Close')}
      </Button>
    </>
  )
}

/** Asks again who one is, before something dangerous; what was refused is sent again by itself afterwards. */
export function ProofDialog(props: Props) {
  const t = useText()
  const methods = useQueryOf(props.getMethods, {})
  return (
    <Dialog title={t('Confirm it is you')} isOpen onClose={() => props.onDone(false)} size="sm">
      <Stack>
        <Text quiet>
          {t('What you are about to do is guarded. Once confirmed, you are not asked again for five minutes.')}
        </Text>
        <Loaded query={methods} skeleton={<FormSkeleton fields={1} />}>
          {({ methods: ways }) => (ways.length > 0 ? <Proof {...props} methods={ways} /> : <OnlyAnew {...props} />)}
        </Loaded>
      </Stack>
    </Dialog>
  )
}
