import { links } from '../../base/employee-links.ts'
import { Dialog } from '../../ui/dialog.tsx'
import { TextField } from '../../ui/fields.tsx'
import { CommandForm } from '../../ui/form.tsx'
import { useText } from '../../ui/language.ts'
import { useGo } from '../../ui/link.tsx'
import { createExternalUserApi, listExternalUsersApi } from '../contract.ts'
import { OrganizationField } from './organization-field.tsx'

export function AddExternalUserDialog({ isOpen, onClose }: { isOpen: boolean; onClose: () => void }) {
  const t = useText()
  const go = useGo()
  return (
    <Dialog title={t('Add an external user')} isOpen={isOpen} onClose={onClose}>
      <CommandForm
        endpoint={createExternalUserApi}
        start={{ fullName: '', email: '', phone: '', organization: undefined as string | undefined }}
        submit={t('Add external user')}
        onCancel={onClose}
        invalidates={[listExternalUsersApi]}
        problemFields={{ 'user.email_taken': 'email', 'organization.not_found': 'organization' }}
        done={t('Added. Make an invitation link to let the person in.')}
        onDone={({ id }) => go(links.externalUser({ user: id }))}
      >
        <TextField name="fullName" label={t('Full name')} required autoFocus />
        <TextField
          name="email"
          label={t('E-mail')}
          type="email"
          description={t('Can be left empty: the person then says it when registering.')}
        />
        <TextField name="phone" label={t('Phone')} type="tel" description={t('With the country code.')} />
        <OrganizationField />
      </CommandForm>
    </Dialog>
  )
}
