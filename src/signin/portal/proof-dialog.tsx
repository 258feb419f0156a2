import { Dialog } from '../../ui/dialog.tsx'
import { PasswordField } from '../../ui/fields.tsx'
import { CommandForm } from '../../ui/form.tsx'
import { useText } from '../../ui/language.ts'
import { Text } from '../../ui/layout.tsx'
import type { proveIdentityApi } from '../contract.ts'

export type ProofEndpoints = { prove: typeof proveIdentityApi }

/** Asks again who one is, before something dangerous; what was refused is sent again by itself afterwards. */
export function ProofDialog({ prove, onDone }: ProofEndpoints & { onDone: (isProved: boolean) => void }) {
  const t = useText()
  const cancel = (): void => onDone(false)
  return (
    <Dialog title={t('Confirm it is you')} isOpen onClose={cancel} size="sm">
      <CommandForm
        endpoint={prove}
        start={{ secret: '' }}
        input={({ secret }) => ({ method: 'password' as const, secret })}
        submit={t('Confirm')}
        onCancel={cancel}
        problemFields={{ 'session.proof_refused': 'secret', 'sign_in.too_many_tries': 'secret' }}
        onDone={() => onDone(true)}
      >
        <Text quiet>
          {t('What you are about to do is guarded. Once confirmed, you are not asked again for five minutes.')}
        </Text>
        <PasswordField
          name="secret"
          label={t('Your own password')}
          autoComplete="current-password"
          required
          autoFocus
        />
      </CommandForm>
    </Dialog>
  )
}
