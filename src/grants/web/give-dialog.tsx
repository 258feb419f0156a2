import type { AppShape } from '../../apps/contract.ts'
import { DateField } from '../../ui/date-field.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { ChoiceField, MultiSelectField, SelectField, TextField } from '../../ui/fields.tsx'
import { CommandForm } from '../../ui/form.tsx'
import { useText } from '../../ui/language.ts'
import { PersonField } from '../../ui/person-field.tsx'
import { rightsOfNarrowed } from '../contract.ts'
import { endOfDay } from './end-of-day.ts'
import { findPrincipals } from './find-principals.ts'
import type { RightsPlace } from './place.ts'
import { rightName } from './right-names.ts'

const everybody = {
  employees: '00000000-0000-7000-8000-000000000002',
  external: '00000000-0000-7000-8000-000000000003',
}

type Values = {
  narrowedTo: 'all' | 'author' | 'field'
  to: string | undefined
  side: 'employees' | 'external'
  field: string | undefined
  rights: string[]
  until: string | undefined
  reason: string
}

const start: Values = {
  narrowedTo: 'all',
  to: undefined,
  side: 'employees',
  field: undefined,
  rights: ['view'],
  until: undefined,
  reason: '',
}

type Props = { place: RightsPlace; fields: AppShape['fields']; isOpen: boolean; onClose: () => void }

/** One row for a table of rights. */
export function GiveDialog({ place, fields, isOpen, onClose }: Props) {
  const t = useText()
  const people = fields.filter(({ type }) => type === 'user')
  return (
    <Dialog title={t('Give rights')} isOpen={isOpen} onClose={onClose} size="lg">
      <CommandForm
        endpoint={place.give}
        start={start}
        input={({ narrowedTo, to, side, field, rights, until, reason }) => ({
          ...place.at,
          ...(place.isApp && { narrowedTo }),
          to: narrowedTo === 'all' ? (to ?? '') : everybody[side],
          ...(narrowedTo === 'field' && { field: field ?? '' }),
          rights: rights as 'view'[],
          expiresAt: endOfDay(until),
          reason,
        })}
        submit={t('Give the rights')}
        done={t('The rights are given.')}
        invalidates={[place.list]}
        problemFields={{
          'grants.nobody': 'to',
          'grants.already': 'to',
          'grants.external_wall': 'rights',
          'grants.beyond_own': 'rights',
          'grants.no_such_field': 'field',
          'grants.ends_before_it_begins': 'until',
        }}
        onDone={onClose}
        onCancel={onClose}
      >
        {(form) => {
          const narrowedTo = form.watch('narrowedTo')
          const offered: readonly string[] = narrowedTo === 'all' ? place.offered : rightsOfNarrowed
          return (
            <>
              {place.isApp && (
                <ChoiceField
                  name="narrowedTo"
                  label={t('To whom')}
                  choices={[
                    { value: 'all', label: t('Somebody'), description: t('A person, group, place or organization.') },
                    {
                      value: 'author',
                      label: t('The author'),
                      description: t('Whoever wrote an item, for that item.'),
                    },
                    ...(people.length > 0
                      ? [
                          {
                            value: 'field',
                            label: t('Whom a field names'),
                            description: t('Follows the field: another value, other rights.'),
                          },
                        ]
                      : []),
                  ]}
                />
              )}
              {narrowedTo === 'all' ? (
                <PersonField
                  name="to"
                  label={t('Who')}
                  placeholder={t('Type a name')}
                  search={(text) => findPrincipals(text, t)}
                  searchKey="principals"
                  required
                />
              ) : (
                <SelectField
                  name="side"
                  label={t('Among whom')}
                  options={[
                    { value: 'employees', label: t('All employees') },
                    { value: 'external', label: t('People from outside') },
                  ]}
                />
              )}
              {narrowedTo === 'field' && (
                <SelectField
                  name="field"
                  label={t('Field')}
                  required
                  options={people.map(({ code, name }) => ({ value: code, label: name }))}
                />
              )}
              <MultiSelectField
                name="rights"
                label={t('Rights')}
                description={t('People from outside can hold at most view, create, edit, delete and export.')}
                required
                options={offered.map((right) => ({ value: right, label: rightName(right, t) }))}
              />
              <DateField name="until" label={t('Until')} description={t('Ends by itself after this day.')} clearable />
              <TextField name="reason" label={t('Reason')} maxLength={1000} />
            </>
          )
        }}
      </CommandForm>
    </Dialog>
  )
}
