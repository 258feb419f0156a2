import { IconStar, IconTrash } from '@tabler/icons-react'
import { links } from '../../base/employee-links.ts'
import type { CalendarId } from '../../base/ids.ts'
import { Button } from '../../ui/button.tsx'
import { confirm } from '../../ui/confirm.tsx'
import { SelectField, TextField } from '../../ui/fields.tsx'
import { CommandForm } from '../../ui/form.tsx'
import { useText } from '../../ui/language.ts'
import { Columns, Panel, Stack } from '../../ui/layout.tsx'
import { useGo } from '../../ui/link.tsx'
import { Loaded } from '../../ui/loaded.tsx'
import { Menu } from '../../ui/menu.tsx'
import { Page } from '../../ui/page.tsx'
import { useCommand, useQueryOf } from '../../ui/queries.ts'
import { StatusBadge } from '../../ui/status-badge.tsx'
import { type CalendarDetailShape, deleteCalendarApi, getCalendarApi, updateCalendarApi } from '../contract.ts'
import { hoursFrom, hoursText } from '../hours.ts'
import { CalendarPeople } from './calendar-people.tsx'
import { ExceptionsPanel } from './exceptions-panel.tsx'
import { zoneOptions } from './zone-options.ts'

/** One calendar: its week, the days that differ, and who works by it. */
export function CalendarPage({ calendar }: { calendar: string }) {
  const query = useQueryOf(getCalendarApi, { calendar: calendar as CalendarId }, { topics: ['calendars'] })
  return (
    <Loaded query={query} home={links.calendars()}>
      {(found) => <CalendarScreen calendar={found} />}
    </Loaded>
  )
}

function CalendarScreen({ calendar }: { calendar: CalendarDetailShape }) {
  const t = useText()
  return (
    <Page
      title={calendar.name}
      badge={calendar.isDefault && <StatusBadge tone="info">{t('Default')}</StatusBadge>}
      width="reading"
      breadcrumbs={[
        { label: t('Administration'), href: links.administration() },
        { label: t('Business calendars'), href: links.calendars() },
      ]}
      actions={<Actions calendar={calendar} />}
    >
      <Stack>
        <Week key={calendar.version} calendar={calendar} />
        <ExceptionsPanel calendar={calendar} />
        <CalendarPeople calendar={calendar} />
      </Stack>
    </Page>
  )
}

function Actions({ calendar }: { calendar: CalendarDetailShape }) {
  const t = useText()
  const go = useGo()
  const { id, version, name, isDefault, people } = calendar
  const choose = useCommand(updateCalendarApi, { done: t('It is the default now.'), invalidates: ['calendars'] })
  const remove = useCommand(deleteCalendarApi, {
    done: t('The calendar is deleted.'),
    invalidates: ['calendars'],
    onDone: () => go(links.calendars()),
  })
  const ask = async (): Promise<void> => {
    const sure = await confirm({
      title: t('Delete the calendar {{name}}?', { name }),
      text: t('Nobody works by it, so nothing is counted otherwise afterwards.'),
      action: t('Delete'),
      danger: true,
    })
    if (sure) remove.run({ calendar: id })
  }
  const isUsed = people > 0 && t('People work by it. Give them another calendar first.')
  return (
    <>
      {!isDefault && (
        <Button
          kind="plain"
          icon={IconStar}
          onClick={() => choose.run({ calendar: id, version, isDefault: true })}
          isRunning={choose.isRunning}
        >
          {t('Make it the default')}
        </Button>
      )}
      <Menu
        label={t('More')}
        entries={[
          {
            label: t('Delete'),
            icon: IconTrash,
            danger: true,
            onClick: () => void ask(),
            disabledReason: isDefault ? t('The default calendar stays. Choose another default first.') : isUsed,
          },
        ]}
      />
    </>
  )
}

const weekdays = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'] as const

/** What cannot be read goes as it is, and the contract says what was expected, at its field. */
const asHours = (text: string) => hoursFrom(text) ?? [[1, 0] as [number, number]]

function Week({ calendar }: { calendar: CalendarDetailShape }) {
  const t = useText()
  return (
    <Panel
      title={t('Week')}
      description={t('Hours by the clock on the wall, such as 09:00-13:00 14:00-18:00. Empty: not worked.')}
    >
      <CommandForm
        endpoint={updateCalendarApi}
        start={{
          name: calendar.name,
          timeZone: calendar.timeZone ?? undefined,
          week: calendar.week.map(hoursText),
        }}
        input={({ name, timeZone, week }) => ({
          calendar: calendar.id,
          version: calendar.version,
          name,
          timeZone: timeZone ?? null,
          week: week.map(asHours),
        })}
        submit={t('Save')}
        done={t('Saved.')}
        invalidates={['calendars']}
        problemFields={{ 'calendar.name_taken': 'name' }}
      >
        <Columns>
          <TextField name="name" label={t('Name')} required maxLength={120} />
          <SelectField
            name="timeZone"
            label={t('Time zone')}
            placeholder={t('That of the company')}
            options={zoneOptions()}
            clearable
          />
        </Columns>
        <Columns>
          {weekdays.map((day, at) => (
            <TextField
              key={day}
              name={`week.${at}`}
              label={t(weekdays[at]!)}
              placeholder={t('Not worked')}
              maxLength={200}
            />
          ))}
        </Columns>
      </CommandForm>
    </Panel>
  )
}
