import { IconCalendarTime, IconPlus } from '@tabler/icons-react'
import { links } from '../../base/employee-links.ts'
import { useAddress } from '../../ui/address.ts'
import { Button } from '../../ui/button.tsx'
import { DataList } from '../../ui/data-list.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { SelectField, TextField } from '../../ui/fields.tsx'
import { CommandForm } from '../../ui/form.tsx'
import { useText } from '../../ui/language.ts'
import { Row, Text } from '../../ui/layout.tsx'
import { useGo } from '../../ui/link.tsx'
import { Page } from '../../ui/page.tsx'
import { StatusBadge } from '../../ui/status-badge.tsx'
import { type CalendarShape, createCalendarApi, listCalendarsApi } from '../contract.ts'
import { zoneOptions } from './zone-options.ts'

/** Working hours of a week, as an administrator tells calendars apart. */
const hoursOfWeek = ({ week }: CalendarShape): number =>
  Math.round(week.flat().reduce((sum, [from, to]) => sum + (to - from), 0) / 6) / 10

function NewCalendarDialog({ isOpen, onClose }: { isOpen: boolean; onClose: () => void }) {
  const t = useText()
  const go = useGo()
  return (
    <Dialog title={t('New calendar')} isOpen={isOpen} onClose={onClose}>
      <CommandForm
        endpoint={createCalendarApi}
        start={{ name: '', timeZone: undefined as string | undefined }}
        input={({ name, timeZone }) => ({ name, timeZone: timeZone ?? null })}
        submit={t('Make the calendar')}
        onCancel={onClose}
        invalidates={[listCalendarsApi]}
        problemFields={{ 'calendar.name_taken': 'name' }}
        onDone={({ id }) => go(links.calendar({ calendar: id }))}
      >
        <TextField name="name" label={t('Name')} required autoFocus maxLength={120} />
        <SelectField
          name="timeZone"
          label={t('Time zone')}
          placeholder={t('That of the company')}
          options={zoneOptions()}
          clearable
        />
      </CommandForm>
    </Dialog>
  )
}

/** Administration → Business calendars: by which hours and days working time is counted. */
export function CalendarsPage() {
  const t = useText()
  const { search, change } = useAddress()
  const add = (
    <Button icon={IconPlus} onClick={() => change({ dialog: 'new' })}>
      {t('New calendar')}
    </Button>
  )
  return (
    <Page
      title={t('Business calendars')}
      description={t('When the company works: by the hours of a week, with holidays and other days that differ.')}
      breadcrumbs={[{ label: t('Administration'), href: links.administration() }]}
      actions={add}
    >
      <DataList
        label={t('Business calendars')}
        endpoint={listCalendarsApi}
        topics={['calendars']}
        rowHref={({ id }) => links.calendar({ calendar: id })}
        empty={{
          icon: IconCalendarTime,
          title: t('No calendar yet'),
          text: t('Make one for each place or shift that works by its own hours.'),
          action: add,
        }}
        columns={[
          {
            key: 'name',
            title: t('Name'),
            show: ({ name, isDefault }) => (
              <Row gap="xs">
                {name}
                {isDefault && <StatusBadge tone="info">{t('Default')}</StatusBadge>}
              </Row>
            ),
          },
          {
            key: 'zone',
            title: t('Time zone'),
            width: 220,
            show: ({ timeZone }) => timeZone ?? <Text quiet>{t('That of the company')}</Text>,
          },
          {
            key: 'hours',
            title: t('Hours a week'),
            width: 150,
            align: 'end',
            show: (row) => hoursOfWeek(row),
          },
          {
            key: 'people',
            title: t('People of its own'),
            width: 170,
            align: 'end',
            show: ({ people, isDefault }) => (isDefault ? t('Everybody else') : people),
          },
        ]}
      />
      <NewCalendarDialog isOpen={search.dialog === 'new'} onClose={() => change({ dialog: undefined })} />
    </Page>
  )
}
