import { IconCalendarTime, IconEdit, IconPlayerStop, IconTrash } from '@tabler/icons-react'
import { useState } from 'react'
import type { SubstitutionId } from '../../base/ids.ts'
import { Button } from '../../ui/button.tsx'
import { confirm } from '../../ui/confirm.tsx'
import { DateTimeField } from '../../ui/date-field.tsx'
import { Dialog, Drawer } from '../../ui/dialog.tsx'
import { CommandForm } from '../../ui/form.tsx'
import { useZone } from '../../ui/format.ts'
import { useText } from '../../ui/language.ts'
import { Row, Stack, Text } from '../../ui/layout.tsx'
import { Loaded } from '../../ui/loaded.tsx'
import { PropertyList } from '../../ui/property-list.tsx'
import { useCommand, useQueryOf } from '../../ui/queries.ts'
import { momentOf, wallTime } from '../../ui/zoned-time.ts'
import {
  deleteSubstitutionApi,
  endSubstitutionApi,
  getSubstitutionApi,
  type SubstitutionShape,
} from '../contract-substitutions.ts'
import { SubstitutionDialog } from './substitution-dialog.tsx'
import { Period, SubstitutionState, typeWords } from './substitution-words.tsx'

type Props = { id: string | undefined; mayLend: boolean; onClose: () => void }

/** One substitution beside the list it was opened from. */
export function SubstitutionDetails({ id, mayLend, onClose }: Props) {
  const t = useText()
  return (
    <Drawer title={t('Absence')} isOpen={id !== undefined} onClose={onClose}>
      {id !== undefined && <Found id={id} mayLend={mayLend} onClose={onClose} />}
    </Drawer>
  )
}

function Found({ id, ...props }: Props & { id: string }) {
  const found = useQueryOf(
    getSubstitutionApi,
    { substitution: id as SubstitutionId },
    { topics: ['substitutions', 'tasks'] },
  )
  return <Loaded query={found}>{(substitution) => <Details substitution={substitution} {...props} />}</Loaded>
}

const moveWords = { none: 'Stay', due: 'Move those due before the end', all: 'Move all' } as const

function Details({ substitution, ...props }: Omit<Props, 'id'> & { substitution: SubstitutionShape }) {
  const t = useText()
  const { absent, substitute, type, state, startsAt, endsAt, moveTasks, giveBack, note, rules, taken } = substitution
  const takesTasks = type !== 'inform'
  return (
    <Stack>
      <Row>
        <Text strong>{absent.name}</Text>
        <SubstitutionState state={state} />
      </Row>
      <PropertyList
        items={[
          { label: t('What happens'), value: typeWords(type, t) },
          { label: t('When'), value: <Period startsAt={startsAt} endsAt={endsAt} /> },
          { label: takesTasks ? t('Main substitute') : t('Whom to ask'), value: substitute?.name },
          takesTasks && { label: t('Tasks there already'), value: t(moveWords[moveTasks]) },
          takesTasks && { label: t('At the end'), value: giveBack ? t('Tasks go back') : t('Tasks stay') },
          takesTasks && state !== 'upcoming' && { label: t('Tasks taken over now'), value: String(taken) },
          note !== '' && { label: t('Note for the substitutes'), value: note },
        ]}
      />
      {rules.length > 0 && (
        <div>
          <Text strong>{t('Rules, in their order')}</Text>
          {rules.map((rule, at) => (
            <Text key={rule.name}>
              {at + 1}. {rule.name}: {rule.substitute.name}
              <Text small quiet>
                {[rule.process?.name, rule.workspace?.name, rule.condition].filter((part) => part).join(' · ')}
              </Text>
            </Text>
          ))}
        </div>
      )}
      <Actions substitution={substitution} {...props} />
    </Stack>
  )
}

function Actions({ substitution, mayLend, onClose }: Omit<Props, 'id'> & { substitution: SubstitutionShape }) {
  const t = useText()
  const [open, setOpen] = useState<'change' | 'end'>()
  const { id, version, absent, can } = substitution
  const invalidates = ['substitutions', 'tasks']
  const end = useCommand(endSubstitutionApi, { invalidates, done: t('The absence is over.') })
  const remove = useCommand(deleteSubstitutionApi, { invalidates, done: t('The absence is deleted.'), onDone: onClose })
  const askEnd = async (): Promise<void> => {
    const sure = await confirm({
      title: t('End the absence of {{name}} now?', { name: absent.name }),
      text: t(
        'New tasks go to {{name}} again at once, and lent access ends with the next click. It cannot be resumed.',
        {
          name: absent.name,
        },
      ),
      action: t('End now'),
      danger: true,
    })
    if (sure) end.run({ substitution: id, version })
  }
  const askRemove = async (): Promise<void> => {
    const sure = await confirm({
      title: t('Delete the absence of {{name}}?', { name: absent.name }),
      text: t('It has not begun, so nothing has moved. The substitutes are told by mail.'),
      action: t('Delete'),
      danger: true,
    })
    if (sure) remove.run({ substitution: id })
  }
  return (
    <Row>
      {can.edit && (
        <Button kind="plain" icon={IconEdit} onClick={() => setOpen('change')}>
          {t('Change')}
        </Button>
      )}
      {can.delete && (
        <Button kind="danger" icon={IconTrash} onClick={() => void askRemove()} isRunning={remove.isRunning}>
          {t('Delete')}
        </Button>
      )}
      {can.end && (
        <Button kind="plain" icon={IconCalendarTime} onClick={() => setOpen('end')}>
          {t('Change the end')}
        </Button>
      )}
      {can.end && (
        <Button kind="danger" icon={IconPlayerStop} onClick={() => void askEnd()} isRunning={end.isRunning}>
          {t('End now')}
        </Button>
      )}
      <SubstitutionDialog
        key={version}
        known={substitution}
        mayLend={mayLend}
        isOpen={open === 'change'}
        onClose={() => setOpen(undefined)}
      />
      <EndDialog substitution={substitution} isOpen={open === 'end'} onClose={() => setOpen(undefined)} />
    </Row>
  )
}

type EndProps = { substitution: SubstitutionShape; isOpen: boolean; onClose: () => void }

/** Of one that runs, the end is all that may change. */
function EndDialog({ substitution, isOpen, onClose }: EndProps) {
  const t = useText()
  const zone = useZone()
  const { id, version, endsAt } = substitution
  return (
    <Dialog title={t('Change the end')} isOpen={isOpen} onClose={onClose} size="sm">
      <CommandForm
        endpoint={endSubstitutionApi}
        start={{ endsAt: wallTime(endsAt, zone) }}
        input={(values) => ({ substitution: id, version, endsAt: values.endsAt ? momentOf(values.endsAt, zone) : '' })}
        submit={t('Save')}
        done={t('Saved.')}
        invalidates={['substitutions']}
        problemFields={{ 'substitution.overlaps': 'endsAt', 'substitution.period_invalid': 'endsAt' }}
        onCancel={onClose}
        onDone={onClose}
      >
        <DateTimeField
          name="endsAt"
          label={t('Until')}
          description={t('By the clock in {{zone}}.', { zone })}
          required
        />
      </CommandForm>
    </Dialog>
  )
}
