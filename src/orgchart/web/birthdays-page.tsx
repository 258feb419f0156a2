import { IconCake } from '@tabler/icons-react'
import { links } from '../../base/employee-links.ts'
import { DataList } from '../../ui/data-list.tsx'
import { useFormat } from '../../ui/format.ts'
import { useText } from '../../ui/language.ts'
import { Text } from '../../ui/layout.tsx'
import { Page } from '../../ui/page.tsx'
import { listBirthdaysApi } from '../contract.ts'
import { useColleagueColumns } from './colleague.tsx'

/** Company → Birthdays: the next thirty days. */
export function BirthdaysPage() {
  const t = useText()
  const { date } = useFormat()
  const [name, ...others] = useColleagueColumns()
  return (
    <Page title={t('Birthdays')} description={t('Whose birthday it is within the next 30 days.')}>
      <DataList
        label={t('Birthdays')}
        endpoint={listBirthdaysApi}
        topics={['users']}
        empty={{
          icon: IconCake,
          title: t('No birthdays in the next 30 days'),
          text: t('They are known of people whose card has a date of birth. Nobody sees the year here.'),
        }}
        rowHref={({ id }) => links.user({ user: id })}
        columns={[
          name!,
          {
            key: 'on',
            title: t('When'),
            show: ({ on, days }) => (
              <div>
                <Text strong={days === 0}>{date(`${on}T12:00:00Z`)}</Text>
                <Text small quiet>
                  {days === 0 ? t('Today') : days === 1 ? t('Tomorrow') : t('in {{number}} days', { number: days })}
                </Text>
              </div>
            ),
          },
          ...others,
        ]}
      />
    </Page>
  )
}
