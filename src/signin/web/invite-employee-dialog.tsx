import { links } from '../../base/employee-links.ts'
import { listGroupsApi } from '../../groups/contract.ts'
import { listUsersApi } from '../../people/contract.ts'
import { Dialog } from '../../ui/dialog.tsx'
import { MultiSelectField, SelectField, TextField } from '../../ui/fields.tsx'
import { CommandForm } from '../../ui/form.tsx'
import { currentLanguage, languages, useText } from '../../ui/language.ts'
import { useGo } from '../../ui/link.tsx'
import { useQueryOf } from '../../ui/queries.ts'
import { inviteEmployeeApi, invitationDays } from '../invitations-contract.ts'

function InviteEmployee({ onClose }: { onClose: () => void }) {
  const t = useText()
  const go = useGo()
  const groups = useQueryOf(listGroupsApi, { limit: 200 })
  const choices = (groups.data?.rows ?? [])
    .filter((group) => group.audience === 'employees' && group.membership === 'by_hand' && group.type === 'group')
    .map(({ id, name, scope }) => ({ value: id as string, label: scope === 'system' ? t(name) : name }))
  return (
    <CommandForm
      endpoint={inviteEmployeeApi}
      start={{ fullName: '', email: '', groups: [] as string[], language: currentLanguage() }}
      submit={t('Send the invitation')}
      onCancel={onClose}
      invalidates={[listUsersApi, 'users', 'licenses', 'mail']}
      problemFields={{
        'user.email_taken': 'email',
        'group.other_audience': 'groups',
        'group.members_computed': 'groups',
      }}
      done={t('Invited. Without a mail server read the mail with the link under Mail.')}
      onDone={({ id }) => go(links.user({ user: id }))}
    >
      <TextField name="fullName" label={t('Full name')} required autoFocus />
      <TextField
        name="email"
        label={t('E-mail')}
        type="email"
        required
        description={t('The link in the mail works for {{count}} days and takes a named seat at once.', {
          count: invitationDays.employee,
        })}
      />
      <MultiSelectField
        name="groups"
        label={t('Groups')}
        options={choices}
        description={t('What the person is a member of from the first day.')}
      />
      <SelectField name="language" label={t('Language of the mail')} options={languages} />
    </CommandForm>
  )
}

export function InviteEmployeeDialog({ isOpen, onClose }: { isOpen: boolean; onClose: () => void }) {
  const t = useText()
  return (
    <Dialog title={t('Invite an employee')} isOpen={isOpen} onClose={onClose}>
      <InviteEmployee onClose={onClose} />
    </Dialog>
  )
}
