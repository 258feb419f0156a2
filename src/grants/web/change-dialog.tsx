import { DateField } from '../../ui/date-field.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { MultiSelectField, TextField } from '../../ui/fields.tsx'
import { CommandForm } from '../../ui/form.tsx'
import { useText } from '../../ui/language.ts'
import { type GrantRow, rightsOfNarrowed, rightsOfOutsiders } from '../contract.ts'
import { dayOf, endOfDay } from './end-of-day.ts'
import type { RightsPlace } from './place.ts'
import { rightName } from './right-names.ts'

type Props = { place: RightsPlace; row: GrantRow; onClose: () => void }

/** Puts another row in the place of one; what stood there stays in the history. */
export function ChangeDialog({ place, row, onClose }: Props) {
  const t = useText()
  const most = row.narrowedTo === 'all' ? place.offered : rightsOfNarrowed
  const offered =
    row.audience === 'external'
      ? most.filter((right) => (rightsOfOutsiders as readonly string[]).includes(right))
      : most
  return (
    <Dialog title={t('Rights of {{name}}', { name: row.to.name })} isOpen onClose={onClose}>
      <CommandForm
        endpoint={place.change}
        start={{ rights: row.rights, until: dayOf(row.expiresAt), reason: row.reason }}
        input={({ rights, until, reason }) => ({
          ...place.at,
          grant: row.id,
          rights: rights as 'view'[],
          expiresAt: endOfDay(until),
          reason,
        })}
        submit={t('Save')}
        done={t('Saved.')}
        invalidates={[place.list]}
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
