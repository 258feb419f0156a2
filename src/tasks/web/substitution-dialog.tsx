import { useWatch } from 'react-hook-form'
import type { UserId } from '../../base/ids.ts'
import { Callout } from '../../ui/callout.tsx'
import { DateTimeField } from '../../ui/date-field.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { ChoiceField, SelectField, SwitchField, TextField } from '../../ui/fields.tsx'
import { CommandForm } from '../../ui/form.tsx'
import { useZone } from '../../ui/format.ts'
import { type Translate, useText } from '../../ui/language.ts'
import { Columns, Text } from '../../ui/layout.tsx'
import { PersonField, type PersonOption } from '../../ui/person-field.tsx'
import { useQueryOf } from '../../ui/queries.ts'
import { momentOf } from '../../ui/zoned-time.ts'
import {
  planSubstitutionApi,
  previewSubstitutionApi,
  type SubstitutionShape,
  updateSubstitutionApi,
} from '../contract-substitutions.ts'
import { findPeople } from './find-people.ts'
import { SubstitutionRules } from './substitution-rules.tsx'
import { newValues, planOf, type SubstitutionValues, valuesOf } from './substitution-values.ts'

type Props = {
  /** Whose absence it is, where that is settled: one's own. */
  absent?: string | undefined
  /** One that has not begun, to be changed. */
  known?: SubstitutionShape
  /** Lending all access is for administrators. */
  mayLend: boolean
  isOpen: boolean
  onClose: () => void
}

export function SubstitutionDialog({ isOpen, onClose, ...props }: Props) {
  const t = useText()
  const title = props.known ? t('Change the absence') : t('Plan an absence')
  return (
    <Dialog title={title} isOpen={isOpen} onClose={onClose} size="lg">
      <SubstitutionForm {...props} onClose={onClose} />
    </Dialog>
  )
}

const namedIn = (known: SubstitutionShape | undefined): PersonOption[] =>
  known
    ? [known.absent, known.substitute, ...known.rules.map(({ substitute }) => substitute)].filter((one) => one !== null)
    : []

function SubstitutionForm({ absent, known, mayLend, onClose }: Omit<Props, 'isOpen'>) {
  const t = useText()
  const zone = useZone()
  const common = {
    onCancel: onClose,
    onDone: onClose,
    invalidates: ['substitutions', 'tasks'],
    problemFields: {
      'substitution.overlaps': 'startsAt',
      'substitution.absent_unfit': 'absent',
    },
    children: <Fields {...{ known, mayLend, zone }} isOwn={absent !== undefined} />,
  }
  if (known) {
    return (
      <CommandForm
        {...common}
        endpoint={updateSubstitutionApi}
        start={valuesOf(known, zone)}
        input={(values) => ({ substitution: known.id, version: known.version, ...planOf(values, zone) })}
        submit={t('Save')}
        done={t('Saved.')}
      />
    )
  }
  return (
    <CommandForm
      {...common}
      endpoint={planSubstitutionApi}
      start={newValues(absent, zone)}
      input={(values) => ({ absent: values.absent as UserId, ...planOf(values, zone) })}
      submit={t('Plan')}
      done={t('The absence is planned.')}
    />
  )
}

const typeChoices = (t: Translate, mayLend: boolean) => [
  { value: 'inform', label: t('Inform'), description: t('Colleagues see the absence and whom to ask. Nothing moves.') },
  { value: 'reassign', label: t('Reassign tasks'), description: t('New tasks go to the substitute in this time.') },
  ...(mayLend
    ? [
        {
          value: 'all_access',
          label: t('Grant all access'),
          description: t(
            'New tasks go to the substitute, who may also see and edit what the absent person may. Never administration.',
          ),
        },
      ]
    : []),
]

type FieldsProps = { known: SubstitutionShape | undefined; mayLend: boolean; zone: string; isOwn: boolean }

function Fields({ known, mayLend, zone, isOwn }: FieldsProps) {
  const t = useText()
  const { type, absent } = useWatch<SubstitutionValues>()
  const people = namedIn(known)
  const takesTasks = type !== 'inform'
  return (
    <>
      {!isOwn && !known && (
        <PersonField name="absent" label={t('Who is away')} search={findPeople} searchKey="absent" required autoFocus />
      )}
      <Columns>
        <DateTimeField name="startsAt" label={t('From')} required />
        <DateTimeField name="endsAt" label={t('Until')} required />
      </Columns>
      <Text small quiet>
        {t('By the clock in {{zone}}.', { zone })}
      </Text>
      <ChoiceField name="type" label={t('What happens')} choices={typeChoices(t, mayLend)} />
      <PersonField
        name="substitute"
        label={takesTasks ? t('Main substitute') : t('Whom to ask')}
        search={findPeople}
        searchKey="substitute"
        known={people}
        required={takesTasks}
      />
      {takesTasks && <TaskFields zone={zone} />}
      {takesTasks && <SubstitutionRules absent={absent} known={people} />}
      <TextField name="note" label={t('Note for the substitutes')} maxLength={500} />
    </>
  )
}

/** Which tasks move at the start, with how many that would be now. */
function TaskFields({ zone }: { zone: string }) {
  const t = useText()
  const { absent, startsAt, endsAt, moveTasks } = useWatch<SubstitutionValues>()
  const isAsked = !!absent && !!startsAt && !!endsAt
  const period = isAsked
    ? { startsAt: momentOf(startsAt, zone), endsAt: momentOf(endsAt, zone) }
    : { startsAt: '', endsAt: '' }
  const preview = useQueryOf(
    previewSubstitutionApi,
    { absent: absent as UserId, ...period },
    { enabled: isAsked, topics: ['tasks'] },
  )
  const count = moveTasks === 'due' ? preview.data?.due : preview.data?.all
  return (
    <>
      <SelectField
        name="moveTasks"
        label={t('Tasks there already')}
        options={[
          { value: 'none', label: t('Stay') },
          { value: 'due', label: t('Move those due before the end') },
          { value: 'all', label: t('Move all') },
        ]}
      />
      {moveTasks !== 'none' && count !== undefined && (
        <Callout>
          {count === 0
            ? t('No open task would move as things are now.')
            : t('{{count}} open tasks would move', { count })}
        </Callout>
      )}
      <SwitchField
        name="giveBack"
        label={t('Give tasks back at the end')}
        description={t('What is still open then goes back to the absent person.')}
      />
    </>
  )
}
