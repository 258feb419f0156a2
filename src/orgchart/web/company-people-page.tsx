import { IconUsers } from '@tabler/icons-react'
import { links } from '../../base/employee-links.ts'
import { DataList } from '../../ui/data-list.tsx'
import { useText } from '../../ui/language.ts'
import { Page } from '../../ui/page.tsx'
import { useQueryOf } from '../../ui/queries.ts'
import { getOrgChartApi, listColleaguesApi } from '../contract.ts'
import { useColleagueColumns } from './colleague.tsx'

/** Company → People: everybody who works here, and how to reach them. */
export function CompanyPeoplePage() {
  const t = useText()
  const columns = useColleagueColumns()
  const chart = useQueryOf(getOrgChartApi, {}, { topics: ['orgchart'] })
  const departments = (chart.data?.elements ?? []).filter(({ kind }) => kind === 'department')
  return (
    <Page title={t('People')} description={t('Everybody who works here, and how to reach them.')}>
      <DataList
        label={t('People')}
        endpoint={listColleaguesApi}
        topics={['users', 'orgchart']}
        search={t('Search by name, e-mail or phone')}
        filters={[
          {
            name: 'department',
            label: t('Department'),
            options: departments.map(({ id, name }) => ({ value: id, label: name })),
          },
        ]}
        empty={{
          icon: IconUsers,
          title: t('Nobody is here yet'),
          text: t('Whoever accepts the invitation to Portico appears here.'),
        }}
        rowHref={({ id }) => links.user({ user: id })}
        columns={columns}
      />
    </Page>
  )
}
