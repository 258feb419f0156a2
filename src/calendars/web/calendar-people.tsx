import { IconUserPlus } from '@tabler/icons-react'
import { useState } from 'react'
import { links } from '../../base/employee-links.ts'
import type { UserId } from '../../base/ids.ts'
import { searchPeopleApi } from '../../people/contract.ts'
import { api } from '../../ui/api.ts'
import { Button } from '../../ui/button.tsx'
import { DateField } from '../../ui/date-field.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { CommandForm } from '../../ui/form.tsx'
import { useFormat } from '../../ui/format.ts'
import { useText } from '../../ui/language.ts'
import { Panel, Row, Stack, Text } from '../../ui/layout.tsx'
import { TextLink } from '../../ui/link.tsx'
import { PersonField, type PersonOption } from '../../ui/person-field.tsx'
import { type CalendarDetailShape, setUserCalendarApi } from '../contract.ts'

async function findPeople(search: string): Promise<PersonOption[]> {
  const { rows } = await api(searchPeopleApi, { search, kind: 'employee' })
  return rows.map(({ id, name, detail }) => ({ id, name, note: detail }))
}

/** Who works by this calendar, and from which day on. */
export function CalendarPeople({ calendar }: { calendar: CalendarDetailShape }) {
  const t = useText()
  const format = useFormat()
  const [isAdding, setAdding] = useState(false)
  return (
    <Panel
      title={t('People')}
      description={
        calendar.isDefault
          ? t('Everybody works by this calendar who was not given another one.')
          : t('Whoever is not named in any calendar works by the default one.')
      }
      actions={
        <Button icon={IconUserPlus} onClick={() => setAdding(true)}>
          {t('Add a person')}
        </Button>
      }
    >
      <Stack gap="xs">
        {calendar.users.map(({ id, name, fromDay }) => (
          <Row key={`${id} ${fromDay}`} justify="between" oneLine>
            <TextLink href={links.user({ user: id })}>{name}</TextLink>
            <Text quiet>{t('from {{day}}', { day: format.date(`${fromDay}T12:00:00`) })}</Text>
          </Row>
        ))}
      </Stack>
      <Dialog title={t('Add a person')} isOpen={isAdding} onClose={() => setAdding(false)} size="sm">
        <CommandForm
          endpoint={setUserCalendarApi}
          start={{ user: undefined as string | undefined, fromDay: calendar.today as string | undefined }}
          input={({ user, fromDay }) => ({ user: user as UserId, calendar: calendar.id, fromDay: fromDay ?? '' })}
          submit={t('Add')}
          invalidates={['calendars']}
          problemFields={{ 'calendar.day_has_passed': 'fromDay' }}
          onCancel={() => setAdding(false)}
          onDone={() => setAdding(false)}
        >
          <PersonField name="user" label={t('Who')} search={findPeople} searchKey="calendar" required autoFocus />
          <DateField name="fromDay" label={t('From which day')} from={calendar.today} required />
        </CommandForm>
      </Dialog>
    </Panel>
  )
}
