import { IconDeviceMobile, IconKey, IconMail } from '@tabler/icons-react'
import { useState } from 'react'
import { Button } from '../../ui/button.tsx'
import { Callout } from '../../ui/callout.tsx'
import { confirm } from '../../ui/confirm.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { CodeField } from '../../ui/fields.tsx'
import { CommandForm } from '../../ui/form.tsx'
import { useText } from '../../ui/language.ts'
import { Panel, Stack, Text } from '../../ui/layout.tsx'
import { Loaded } from '../../ui/loaded.tsx'
import { useCommand, useQueryOf } from '../../ui/queries.ts'
import { FormSkeleton } from '../../ui/skeletons.tsx'
import { StatusBadge } from '../../ui/status-badge.tsx'
import { AppSteps } from './app-steps.tsx'
import { CodeList } from './code-list.tsx'
import type { OwnEndpoints } from './own-endpoints.ts'
import { type PartProps, Passkeys } from './passkey-list.tsx'
import { Way } from './way.tsx'

function App({ own, factors, onCodes }: PartProps) {
  const t = useText()
  const [app, setApp] = useState<{ seed: string; address: string } | null>(null)
  const start = useCommand(own.startApp, { onDone: setApp })
  const remove = useCommand(own.removeFactor, {
    invalidates: [own.getFactors],
    done: t('The app is no longer asked for.'),
  })
  if (!factors.app && !factors.allowed.includes('totp')) return null
  const ask = async (): Promise<void> => {
    const text = t('Its codes are no longer asked for when you sign in.')
    if (await confirm({ title: t('Remove the authenticator app?'), text, action: t('Remove'), danger: true }))
      remove.run({ kind: 'app' })
  }
  return (
    <>
      <Way
        icon={IconDeviceMobile}
        title={
          <>
            <Text strong>{t('Authenticator app')}</Text>
            {factors.app && <StatusBadge tone="good">{t('On')}</StatusBadge>}
          </>
        }
        text={t('Six digits from an app on your phone, asked for after the password.')}
      >
        {factors.app ? (
          <Button kind="plain" size="xs" isRunning={remove.isRunning} onClick={() => void ask()}>
            {t('Remove')}
          </Button>
        ) : (
          <Button kind="plain" size="xs" isRunning={start.isRunning} onClick={() => start.run({})}>
            {t('Set up')}
          </Button>
        )}
      </Way>
      <Dialog title={t('Set up an authenticator app')} isOpen={app !== null} onClose={() => setApp(null)}>
        {app && (
          <AppSteps
            app={app}
            finish={own.finishApp}
            onCancel={() => setApp(null)}
            onDone={({ recoveryCodes }) => {
              setApp(null)
              onCodes(recoveryCodes)
            }}
          />
        )}
      </Dialog>
    </>
  )
}

function MailCodes({ own, factors, onCodes }: PartProps) {
  const t = useText()
  const [isOpen, setOpen] = useState(false)
  const send = useCommand(own.sendCode, { onDone: () => setOpen(true) })
  const remove = useCommand(own.removeFactor, { invalidates: [own.getFactors], done: t('Codes by mail are off.') })
  if (!factors.emailCode && !factors.allowed.includes('email_code')) return null
  return (
    <>
      <Way
        icon={IconMail}
        title={
          <>
            <Text strong>{t('Codes by mail')}</Text>
            {factors.emailCode && <StatusBadge tone="good">{t('On')}</StatusBadge>}
          </>
        }
        text={t('Six digits to your e-mail address, asked for after the password. Weaker than the others.')}
      >
        {factors.emailCode ? (
          <Button kind="plain" size="xs" isRunning={remove.isRunning} onClick={() => remove.run({ kind: 'mail' })}>
            {t('Remove')}
          </Button>
        ) : (
          <Button kind="plain" size="xs" isRunning={send.isRunning} onClick={() => send.run({})}>
            {t('Set up')}
          </Button>
        )}
      </Way>
      <Dialog title={t('Codes by mail')} isOpen={isOpen} onClose={() => setOpen(false)} size="sm">
        <CommandForm
          endpoint={own.addMail}
          start={{ code: '' }}
          submit={t('Check the code')}
          onCancel={() => setOpen(false)}
          problemFields={{ 'sign_in.factor_refused': 'code', 'sign_in.too_many_tries': 'code' }}
          onDone={({ recoveryCodes }) => {
            setOpen(false)
            onCodes(recoveryCodes)
          }}
        >
          <Text>{t('We have sent six digits to your address, to see that mails reach you.')}</Text>
          <CodeField name="code" label={t('Code from the mail')} autoFocus />
        </CommandForm>
      </Dialog>
    </>
  )
}

function RecoveryCodes({ own, factors, onCodes }: PartProps) {
  const t = useText()
  const renew = useCommand(own.renewCodes, { onDone: ({ recoveryCodes }) => onCodes(recoveryCodes) })
  if (!factors.app && !factors.emailCode && factors.passkeys.length === 0) return null
  const ask = async (): Promise<void> => {
    const text = t('The ten you have are void at the same moment.')
    if (await confirm({ title: t('Make new recovery codes?'), text, action: t('Make new ones') })) renew.run({})
  }
  return (
    <Way
      icon={IconKey}
      title={t('Recovery codes')}
      text={t('Left: {{number}}. Each lets you in once when your device is lost.', { number: factors.recoveryCodes })}
    >
      <Button kind="plain" size="xs" isRunning={renew.isRunning} onClick={() => void ask()}>
        {t('Make new ones')}
      </Button>
    </Way>
  )
}

/** What proves who one is beside the password; each change of it wants a recent proof and is told by mail. */
export function FactorsPanel({ own }: { own: OwnEndpoints }) {
  const t = useText()
  const [codes, setCodes] = useState<readonly string[]>([])
  const query = useQueryOf(own.getFactors, {}, { topics: ['me', 'security'] })
  const shown = (fresh: string[]): void => {
    setCodes(fresh)
    void query.refetch()
  }
  return (
    <Panel title={t('More than a password')} description={t('A stolen password alone is then worth nothing.')}>
      <Loaded query={query} skeleton={<FormSkeleton fields={3} />}>
        {(factors) => (
          <Stack>
            {factors.isDemanded && <Callout>{t('Your company asks for a second proof at every sign-in.')}</Callout>}
            {[Passkeys, App, MailCodes, RecoveryCodes].map((Part) => (
              <Part key={Part.name} own={own} factors={factors} onCodes={shown} />
            ))}
          </Stack>
        )}
      </Loaded>
      <Dialog title={t('Recovery codes')} isOpen={codes.length > 0} onClose={() => setCodes([])}>
        <CodeList codes={codes} onDone={() => setCodes([])} done={t('I have kept them')} />
      </Dialog>
    </Panel>
  )
}
