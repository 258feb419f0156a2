import { Dialog } from '../../ui/dialog.tsx'
import { TextField } from '../../ui/fields.tsx'
import { CommandForm } from '../../ui/form.tsx'
import { useText } from '../../ui/language.ts'
import { type ExternalUserShape, getExternalUserApi, listExternalUsersApi, updateExternalUserApi } from '../contract.ts'
import { OrganizationField } from './organization-field.tsx'

type Props = { person: ExternalUserShape; isOpen: boolean; onClose: () => void }

export function EditExternalUserDialog({ person, isOpen, onClose }: Props) {
  const t = useText()
  return (
    <Dialog title={t('Edit {{name}}', { name: person.fullName })} isOpen={isOpen} onClose={onClose}>
      <CommandForm
        endpoint={updateExternalUserApi}
        start={{
          fullName: person.fullName,
          email: person.email ?? '',
          phone: person.phone ?? '',
          organization: person.organization?.id as string | undefined,
        }}
        input={({ fullName, email, phone, organization }) => ({
          user: person.id,
          version: person.version,
          fullName,
          ...((email || null) !== person.email && { email: email || null }),
          phone: phone || null,
          organization: organization ?? null,
        })}
        submit={t('Save')}
        onCancel={onClose}
        done={t('Saved.')}
        invalidates={[getExternalUserApi, listExternalUsersApi]}
        problemFields={{ 'user.email_taken': 'email', 'user.email_needed': 'email' }}
        onDone={onClose}
      >
        <TextField name="fullName" label={t('Full name')} required autoFocus />
        <TextField name="email" label={t('E-mail')} type="email" />
        <TextField name="phone" label={t('Phone')} type="tel" />
        <OrganizationField known={person.organization} />
      </CommandForm>
    </Dialog>
  )
}
