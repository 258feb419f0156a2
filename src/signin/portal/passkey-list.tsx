import { IconFingerprint, IconPencil, IconTrash } from '@tabler/icons-react'
import { useState } from 'react'
import type { AnswerOf } from '../../base/endpoint.ts'
import { Button, IconButton } from '../../ui/button.tsx'
import { confirm } from '../../ui/confirm.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { TextField } from '../../ui/fields.tsx'
import { CommandForm } from '../../ui/form.tsx'
import { useText } from '../../ui/language.ts'
import { Row, Stack, Text } from '../../ui/layout.tsx'
import { knowsPasskeys, makePasskey } from '../../ui/passkey.ts'
import { useCommand } from '../../ui/queries.ts'
import { RelativeTime } from '../../ui/relative-time.tsx'
import { deviceWords } from './device-words.ts'
import type { OwnEndpoints } from './own-endpoints.ts'
import { usePasskey } from './use-passkey.ts'
import { Way } from './way.tsx'

type Factors = AnswerOf<OwnEndpoints['getFactors']>
export type PartProps = { own: OwnEndpoints; factors: Factors; onCodes: (codes: string[]) => void }

function PasskeyLine({ own, passkey }: { own: OwnEndpoints; passkey: Factors['passkeys'][number] }) {
  const t = useText()
  const [isNaming, setNaming] = useState(false)
  const remove = useCommand(own.removePasskey, { invalidates: [own.getFactors], done: t('The passkey is removed.') })
  const { id, name, createdAt, lastUsedAt } = passkey
  const ask = async (): Promise<void> => {
    const text = t('It no longer signs you in. Delete it on the device too, or it will go on offering it.')
    if (
      await confirm({ title: t('Remove the passkey “{{name}}”?', { name }), text, action: t('Remove'), danger: true })
    )
      remove.run({ passkey: id })
  }
  return (
    <Row justify="between" oneLine>
      <div>
        <Text>{name}</Text>
        <Text small quiet>
          {t('made')} <RelativeTime at={createdAt} />
          {lastUsedAt && (
            <>
              {' '}
              · {t('last used')} <RelativeTime at={lastUsedAt} />
            </>
          )}
        </Text>
      </div>
      <Row gap="xs" oneLine>
        <IconButton icon={IconPencil} label={t('Rename {{name}}', { name })} onClick={() => setNaming(true)} />
        <IconButton
          icon={IconTrash}
          label={t('Remove {{name}}', { name })}
          isRunning={remove.isRunning}
          onClick={() => void ask()}
        />
      </Row>
      <Dialog title={t('Rename the passkey')} isOpen={isNaming} onClose={() => setNaming(false)} size="sm">
        <CommandForm
          endpoint={own.renamePasskey}
          start={{ name }}
          input={(values) => ({ passkey: id, ...values })}
          submit={t('Save')}
          invalidates={[own.getFactors]}
          onCancel={() => setNaming(false)}
          onDone={() => setNaming(false)}
        >
          <TextField name="name" label={t('Name')} required autoFocus maxLength={60} />
        </CommandForm>
      </Dialog>
    </Row>
  )
}

export function Passkeys({ own, factors, onCodes }: PartProps) {
  const t = useText()
  const passkey = usePasskey({ ask: own.askNewPasskey, answer: own.addPasskey }, makePasskey, ({ recoveryCodes }) =>
    onCodes(recoveryCodes),
  )
  if (factors.passkeys.length === 0 && !factors.allowed.includes('passkey')) return null
  const { browser, system } = deviceWords(navigator.userAgent)
  const name = [browser, system].filter(Boolean).join(', ') || t('Passkey')
  return (
    <Stack gap="xs">
      <Way
        icon={IconFingerprint}
        title={t('Passkeys')}
        text={t('A device with its fingerprint, face or PIN. It signs you in by itself, without the password.')}
      >
        {factors.allowed.includes('passkey') && (
          <Button
            kind="plain"
            size="xs"
            isRunning={passkey.isRunning}
            disabledReason={!knowsPasskeys() && t('This browser knows no passkeys here.')}
            onClick={() => passkey.run({}, { name })}
          >
            {t('Add a passkey')}
          </Button>
        )}
      </Way>
      {factors.passkeys.map((each) => (
        <PasskeyLine key={each.id} own={own} passkey={each} />
      ))}
    </Stack>
  )
}
