import { DateField } from '../../ui/date-field.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { MultiSelectField, TextField } from '../../ui/fields.tsx'
import { CommandForm } from '../../ui/form.tsx'
import { useText } from '../../ui/language.ts'
import {
  changeAppRightsApi,
  type GrantRow,
  listAppRightsApi,
  rightsOfApp,
  rightsOfNarrowed,
  rightsOfOutsiders,
} from '../contract.ts'
import { dayOf, endOfDay } from './end-of-day.ts'
import { rightName } from './right-names.ts'

type Props = { app: string; row: GrantRow; onClose: () => void }

/** Puts another row in the place of one; what stood there stays in the history. */
export function ChangeDialog({ app, row, onClose }: Props) {
  const t = useText()
  const offered: readonly string[] =
    row.audience === 'external' ? rightsOfOutsiders : row.narrowedTo === 'all' ? rightsOfApp : rightsOfNarrowed
  return (
    <Dialog title={t('Rights of {{name}}', { name: row.to.name })} isOpen onClose={onClose}>
      <CommandForm
        endpoint={changeAppRightsApi}
        start={{ rights: row.rights, until: dayOf(row.expiresAt), reason: row.reason }}
        input={({ rights, until, reason }) => ({
          app,
          grant: row.id,
          rights: rights as 'view'[],
          expiresAt: endOfDay(until),
          reason,
        })}
        submit={t('Save')}
        done={t('Saved.')}
        invalidates={[listAppRightsApi]}
        problemFields={{ 'grants.ends_before_it_begins': 'until', 'grants.external_wall': 'rights' }}
        onDone={onClose}
        onCancel={onClose}
      >
        <MultiSelectField
          name="rights"
          label={t('Rights')}
          required
          options={offered.map((right) => ({ value: right, label: rightName(right, t) }))}
        />
        <DateField name="until" label={t('Until')} description={t('Ends by itself after this day.')} clearable />
        <TextField name="reason" label={t('Reason')} maxLength={1000} />
      </CommandForm>
    </Dialog>
  )
}
