import { IconDownload, IconPlus, IconTrash, IconUpload } from '@tabler/icons-react'
import { useState } from 'react'
import { api } from '../../ui/api.ts'
import { Button, IconButton } from '../../ui/button.tsx'
import { DateField } from '../../ui/date-field.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { TextAreaField, TextField } from '../../ui/fields.tsx'
import { CommandForm } from '../../ui/form.tsx'
import { useFormat } from '../../ui/format.ts'
import { useText } from '../../ui/language.ts'
import { Panel, Row, Stack, Text } from '../../ui/layout.tsx'
import { Menu } from '../../ui/menu.tsx'
import { notifyDone } from '../../ui/notify.tsx'
import { useCommand } from '../../ui/queries.ts'
import {
  type CalendarDetailShape,
  deleteCalendarExceptionApi,
  type ExceptionShape,
  exportCalendarExceptionsApi,
  importCalendarExceptionsApi,
  setCalendarExceptionApi,
} from '../contract.ts'
import { hoursFrom, hoursText } from '../hours.ts'

type Props = { calendar: CalendarDetailShape }
type DialogProps = Props & { isOpen: boolean; onClose: () => void }

/** Holidays and other days that differ from the week; what has passed is shown and stays. */
export function ExceptionsPanel({ calendar }: Props) {
  const t = useText()
  const [open, setOpen] = useState<'add' | 'import'>()
  const close = () => setOpen(undefined)
  return (
    <Panel
      title={t('Days that differ')}
      description={t('Holidays, and days with other hours. Days that have passed stay as they were counted.')}
      actions={
        <>
          <Menu
            label={t('More')}
            entries={[
              { label: t('Import CSV'), icon: IconUpload, onClick: () => setOpen('import') },
              { label: t('Export CSV'), icon: IconDownload, onClick: () => void save(calendar) },
            ]}
          />
          <Button icon={IconPlus} onClick={() => setOpen('add')}>
            {t('Add a day')}
          </Button>
        </>
      }
    >
      {calendar.exceptions.length === 0 ? (
        <Text quiet>{t('No day differs yet. Add the holidays of the place, or import them.')}</Text>
      ) : (
        <Stack gap="xs">
          {calendar.exceptions.map((exception) => (
            <Exception key={exception.day} calendar={calendar} exception={exception} />
          ))}
        </Stack>
      )}
      <AddDialog calendar={calendar} isOpen={open === 'add'} onClose={close} />
      <ImportDialog calendar={calendar} isOpen={open === 'import'} onClose={close} />
    </Panel>
  )
}

/** Hands the file over as any page would: by a link to what was made here. */
async function save({ id, name }: CalendarDetailShape): Promise<void> {
  const { csv } = await api(exportCalendarExceptionsApi, { calendar: id })
  const link = document.createElement('a')
  link.href = URL.createObjectURL(new Blob([csv], { type: 'text/csv' }))
  link.download = `${name}.csv`
  link.click()
  URL.revokeObjectURL(link.href)
}

function Exception({ calendar, exception }: Props & { exception: ExceptionShape }) {
  const t = useText()
  const format = useFormat()
  const { day, name, hours, isPast } = exception
  const remove = useCommand(deleteCalendarExceptionApi, { invalidates: ['calendars'], done: t('Removed.') })
  return (
    <Row justify="between" oneLine>
      <div>
        <Text strong={!isPast} quiet={isPast}>
          {format.date(`${day}T12:00:00`)}
          {name && ` · ${name}`}
        </Text>
        <Text small quiet>
          {hours.length === 0 ? t('Not worked') : hoursText(hours)}
        </Text>
      </div>
      <IconButton
        icon={IconTrash}
        label={t('Remove')}
        onClick={() => remove.run({ calendar: calendar.id, day })}
        isRunning={remove.isRunning}
        disabledReason={isPast && t('This day has passed.')}
      />
    </Row>
  )
}

function AddDialog({ calendar, isOpen, onClose }: DialogProps) {
  const t = useText()
  return (
    <Dialog title={t('Add a day')} isOpen={isOpen} onClose={onClose} size="sm">
      <CommandForm
        endpoint={setCalendarExceptionApi}
        start={{ day: undefined as string | undefined, name: '', hours: '' }}
        input={({ day, name, hours }) => ({
          calendar: calendar.id,
          day: day ?? '',
          name,
          hours: hoursFrom(hours) ?? [[1, 0]],
        })}
        submit={t('Add')}
        invalidates={['calendars']}
        problemFields={{ 'calendar.day_has_passed': 'day' }}
        onCancel={onClose}
        onDone={onClose}
      >
        <DateField name="day" label={t('Day')} from={calendar.today} required />
        <TextField name="name" label={t('Name')} maxLength={120} />
        <TextField
          name="hours"
          label={t('Hours')}
          description={t('Such as 09:00-13:00; empty: not worked.')}
          maxLength={200}
        />
      </CommandForm>
    </Dialog>
  )
}

function ImportDialog({ calendar, isOpen, onClose }: DialogProps) {
  const t = useText()
  return (
    <Dialog title={t('Import CSV')} isOpen={isOpen} onClose={onClose}>
      <CommandForm
        endpoint={importCalendarExceptionsApi}
        start={{ csv: 'day,name,hours\n' }}
        input={({ csv }) => ({ calendar: calendar.id, csv })}
        submit={t('Import')}
        invalidates={['calendars']}
        problemFields={{ 'calendar.csv_invalid': 'csv' }}
        onCancel={onClose}
        onDone={({ imported, skipped }) => {
          notifyDone(t('Days imported: {{imported}}; passed already: {{skipped}}', { imported, skipped }))
          onClose()
        }}
      >
        <TextAreaField
          name="csv"
          label={t('Paste the file')}
          description={t('Columns day, name and hours, such as: 2026-12-24,Christmas Eve,09:00-13:00')}
          rows={8}
        />
      </CommandForm>
    </Dialog>
  )
}
