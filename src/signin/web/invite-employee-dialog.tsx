import { links } from '../../base/employee-links.ts'
import { getOrgChartApi } from '../../orgchart/contract.ts'
import { listUsersApi } from '../../people/contract.ts'
import { DateField } from '../../ui/date-field.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { MultiSelectField, SelectField, TextField } from '../../ui/fields.tsx'
import { CommandForm } from '../../ui/form.tsx'
import { languages, useText } from '../../ui/language.ts'
import { Columns } from '../../ui/layout.tsx'
import { useGo } from '../../ui/link.tsx'
import { useQueryOf } from '../../ui/queries.ts'
import { inviteEmployeeApi, invitationDays } from '../invitations-contract.ts'
import { timeZones } from '../portal/time-zones.ts'
import { useGroupChoices } from './use-group-choices.ts'

/** Where somebody new can stand: vacant positions, and whatever takes more than one. */
function usePlaceChoices() {
  const chart = useQueryOf(getOrgChartApi, {})
  return (chart.data?.elements ?? [])
    .filter(({ kind, lead }) => kind !== 'position' || lead === null)
    .map(({ id, name }) => ({ value: id as string, label: name }))
}

const today = (): string => {
  const now = new Date()
  return new Date(now.getTime() - now.getTimezoneOffset() * 60_000).toISOString().slice(0, 10)
}

const start = () => ({
  fullName: '',
  email: '',
  hireDate: today() as string | undefined,
  phone: '',
  workPhone: '',
  birthDate: undefined as string | undefined,
  timeZone: undefined as string | undefined,
  groups: [] as string[],
  positions: [] as string[],
  language: undefined as 'en' | 'ru' | undefined,
})

function InviteEmployee({ onClose }: { onClose: () => void }) {
  const t = useText()
  const go = useGo()
  const groups = useGroupChoices()
  const places = usePlaceChoices()
  return (
    <CommandForm
      endpoint={inviteEmployeeApi}
      start={start()}
      input={({ phone, workPhone, ...person }) => ({
        ...person,
        phone: phone || undefined,
        workPhone: workPhone || undefined,
      })}
      submit={t('Send the invitation')}
      onCancel={onClose}
      invalidates={[listUsersApi, 'users', 'licenses', 'mail']}
      problemFields={{
        'user.email_taken': 'email',
        'group.other_audience': 'groups',
        'group.members_computed': 'groups',
        'org_element.occupied': 'positions',
        'org_element.not_found': 'positions',
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
      <Columns>
        <DateField name="hireDate" label={t('Hire date')} required />
        <DateField name="birthDate" label={t('Birth date')} />
        <TextField name="phone" label={t('Mobile')} type="tel" />
        <TextField name="workPhone" label={t('Work phone')} type="tel" />
      </Columns>
      <MultiSelectField
        name="groups"
        label={t('Groups')}
        options={groups}
        description={t('What the person is a member of from the first day.')}
      />
      <MultiSelectField
        name="positions"
        label={t('Places in the org chart')}
        options={places}
        description={t('Vacant positions, departments and employee groups.')}
      />
      <Columns>
        <SelectField
          name="timeZone"
          label={t('Time zone')}
          placeholder={t('The company’s')}
          options={timeZones()}
          searchable
          clearable
        />
        <SelectField
          name="language"
          label={t('Language of the mail')}
          placeholder={t('The company’s')}
          options={languages}
          clearable
        />
      </Columns>
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
