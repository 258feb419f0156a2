import type { AnswerOf } from '../../base/endpoint.ts'
import { getUserApi, listUsersApi } from '../../people/contract.ts'
import { Dialog } from '../../ui/dialog.tsx'
import { TextField } from '../../ui/fields.tsx'
import { CommandForm } from '../../ui/form.tsx'
import { useText } from '../../ui/language.ts'
import { Text } from '../../ui/layout.tsx'
import { changeEmailOfUserApi } from '../email-contract.ts'

type Props = { user: AnswerOf<typeof getUserApi>; isOpen: boolean; onClose: () => void }

/** Another address for an employee, without a mail to be answered: for who cannot read the old one any more. */
export function ChangeEmailDialog({ user, isOpen, onClose }: Props) {
  const t = useText()
  return (
    <Dialog title={t('Change the e-mail address')} isOpen={isOpen} onClose={onClose} size="sm">
      <CommandForm
        endpoint={changeEmailOfUserApi}
        start={{ email: user.email ?? '' }}
        input={({ email }) => ({ user: user.id, version: user.version, email })}
        submit={t('Change')}
        onCancel={onClose}
        done={t('The address is changed. The old and the new one are told.')}
        invalidates={[getUserApi, listUsersApi, 'users', 'mail']}
        problemFields={{ 'user.email_taken': 'email', 'email_change.same': 'email' }}
        onDone={onClose}
      >
        <Text>
          {t('{{name}} signs in with it from now on. Make sure who asks you for this.', { name: user.fullName })}
        </Text>
        <TextField name="email" type="email" label={t('New e-mail address')} required autoFocus />
      </CommandForm>
    </Dialog>
  )
}
