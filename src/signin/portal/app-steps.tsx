import type { Endpoint } from '../../base/endpoint.ts'
import type { AnswerOf, SentOf } from '../../base/endpoint.ts'
import { CopyField } from '../../ui/copy-field.tsx'
import { CodeField } from '../../ui/fields.tsx'
import { CommandForm } from '../../ui/form.tsx'
import { useText } from '../../ui/language.ts'
import { Row, Stack, Text } from '../../ui/layout.tsx'
import { QrCode } from '../../ui/qr-code.tsx'

export type AppStepsProps<E extends Endpoint> = {
  /** What was shown a moment ago: the seed and its address for the QR code. */
  app: { seed: string; address: string }
  finish: E
  onDone: (answer: AnswerOf<E>) => void
  onCancel?: () => void
}

/** Setting an authenticator app up: scan, then the first code, so that nobody ends with an app that does not work. */
export function AppSteps<E extends Endpoint>({ app, finish, onDone, onCancel }: AppStepsProps<E>) {
  const t = useText()
  return (
    <CommandForm
      endpoint={finish}
      start={{ code: '' }}
      input={({ code }) => ({ code }) as SentOf<E>}
      submit={t('Check the code')}
      wideButton={!onCancel}
      problemFields={{ 'sign_in.factor_refused': 'code', 'sign_in.too_many_tries': 'code' }}
      onDone={(answer) => onDone(answer)}
      {...(onCancel ? { onCancel } : {})}
    >
      <Stack gap="sm">
        <Text>
          {t(
            'Scan this with an app such as Google Authenticator, Aegis or 1Password, then enter the six digits it shows.',
          )}
        </Text>
        <Row justify="center">
          <QrCode text={app.address} label={t('QR code for the authenticator app')} />
        </Row>
        <CopyField label={t('Or type this key into the app')} value={app.seed} />
        <CodeField name="code" label={t('Code of the app')} autoFocus />
      </Stack>
    </CommandForm>
  )
}
