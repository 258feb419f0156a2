import type { AnswerOf } from '../../base/endpoint.ts'
import { getUserApi, listUsersApi } from '../../people/contract.ts'
import { updateUserApi } from '../../people/contract-users.ts'
import { Callout } from '../../ui/callout.tsx'
import { DateField } from '../../ui/date-field.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { SelectField, TextField } from '../../ui/fields.tsx'
import { CommandForm } from '../../ui/form.tsx'
import { languages, useText } from '../../ui/language.ts'
import { Columns } from '../../ui/layout.tsx'
import { timeZones } from '../portal/time-zones.ts'

type User = AnswerOf<typeof getUserApi>
type Props = { user: User; isOpen: boolean; onClose: () => void }

/** What administrators change of an employee; the address to sign in with has a way of its own. */
export function EditUserDialog({ user, isOpen, onClose }: Props) {
  const t = useText()
  const isKept = (field: string) => user.directoryFields.includes(field)
  return (
    <Dialog title={t('Edit {{name}}', { name: user.fullName })} isOpen={isOpen} onClose={onClose}>
      <CommandForm
        endpoint={updateUserApi}
        start={{
          fullName: user.fullName,
          phone: user.phone ?? '',
          workPhone: user.workPhone ?? '',
          hireDate: user.hireDate ?? undefined,
          birthDate: user.birthDate ?? undefined,
          displayedPosition: user.position?.id as string | undefined,
          timeZone: user.timeZone as string | undefined,
          language: user.language as string,
        }}
        input={({ phone, workPhone, birthDate, displayedPosition, language, ...rest }) => ({
          ...rest,
          user: user.id,
          version: user.version,
          phone: phone || null,
          workPhone: workPhone || null,
          birthDate: birthDate ?? null,
          displayedPosition: displayedPosition ?? null,
          language: language as 'en',
        })}
        submit={t('Save')}
        onCancel={onClose}
        done={t('Saved.')}
        invalidates={[getUserApi, listUsersApi, 'users']}
        problemFields={{ 'user.position_not_held': 'displayedPosition' }}
        onDone={onClose}
      >
        {user.directoryFields.length > 0 && (
          <Callout>
            {t('A directory keeps what cannot be changed here. Change it there; the next run brings it.')}
          </Callout>
        )}
        <TextField name="fullName" label={t('Full name')} required autoFocus disabled={isKept('fullName')} />
        <Columns>
          <TextField name="phone" label={t('Mobile')} type="tel" disabled={isKept('phone')} />
          <TextField name="workPhone" label={t('Work phone')} type="tel" disabled={isKept('workPhone')} />
          <DateField name="hireDate" label={t('Hire date')} required />
          <DateField name="birthDate" label={t('Birth date')} />
        </Columns>
        {user.positions.length > 1 && (
          <SelectField
            name="displayedPosition"
            label={t('Displayed position')}
            description={t('Which of several places is shown beside the name.')}
            options={user.positions.map(({ id, name }) => ({ value: id as string, label: name }))}
          />
        )}
        <Columns>
          <SelectField name="timeZone" label={t('Time zone')} options={timeZones()} searchable />
          <SelectField name="language" label={t('Language')} options={languages} />
        </Columns>
      </CommandForm>
    </Dialog>
  )
}
