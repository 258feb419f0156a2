import { IconBeach, IconPlus } from '@tabler/icons-react'
import { links } from '../../base/employee-links.ts'
import { getMeApi } from '../../people/contract.ts'
import { useAddress } from '../../ui/address.ts'
import { Button } from '../../ui/button.tsx'
import { DataList } from '../../ui/data-list.tsx'
import { useText } from '../../ui/language.ts'
import { Page } from '../../ui/page.tsx'
import { useQueryOf } from '../../ui/queries.ts'
import { StatusBadge } from '../../ui/status-badge.tsx'
import { Tabs } from '../../ui/tabs.tsx'
import { listAbsencesApi } from '../contract-substitutions.ts'
import { SubstitutionDetails } from './substitution-details.tsx'
import { SubstitutionDialog } from './substitution-dialog.tsx'
import { SubstitutionList } from './substitution-list.tsx'
import { Period } from './substitution-words.tsx'

function Colleagues() {
  const t = useText()
  return (
    <DataList
      label={t('Who is away')}
      endpoint={listAbsencesApi}
      topics={['substitutions']}
      search={t('Search by name')}
      filters={[
        {
          name: 'days',
          label: t('Within 30 days'),
          options: [
            { value: '0', label: t('Away now') },
            { value: '7', label: t('Within a week') },
            { value: '90', label: t('Within 90 days') },
            { value: '366', label: t('Within a year') },
          ],
        },
      ]}
      rowHref={({ person }) => links.absences({}, { search: person.name })}
      empty={{
        icon: IconBeach,
        title: t('Everybody is here'),
        text: t('Colleagues who are away now or within the next 30 days stand here, with whom to ask meanwhile.'),
      }}
      columns={[
        { key: 'person', title: t('Who is away'), show: ({ person }) => person.name },
        {
          key: 'now',
          title: t('State'),
          width: 130,
          show: ({ isNow }) => (
            <StatusBadge tone={isNow ? 'warning' : 'info'}>{isNow ? t('Away now') : t('Upcoming')}</StatusBadge>
          ),
        },
        { key: 'period', title: t('When'), width: 300, show: (row) => <Period {...row} /> },
        { key: 'substitute', title: t('Whom to ask'), show: ({ substitute }) => substitute?.name ?? '' },
      ]}
    />
  )
}

/** Company → Absences: who is away, and one's own. */
export function AbsencesPage() {
  const t = useText()
  const { search, change } = useAddress()
  const me = useQueryOf(getMeApi, {}, { topics: ['me'] }).data
  const plan = (
    <Button icon={IconPlus} onClick={() => change({ dialog: 'new' })}>
      {t('I will be away')}
    </Button>
  )
  const mine = {
    title: t('Nothing planned'),
    text: t('Say when you are away and who acts for you; times when you stand in for others are here too.'),
    action: plan,
  }
  return (
    <Page title={t('Absences')} description={t('Who is away, and whom to ask meanwhile.')} actions={me && plan}>
      <Tabs
        tabs={[
          { key: 'colleagues', label: t('Everybody'), content: <Colleagues /> },
          {
            key: 'mine',
            label: t('Mine'),
            content: me && <SubstitutionList folder="all" person={me.id} empty={mine} />,
          },
        ]}
      />
      {me && (
        <SubstitutionDialog
          absent={me.id}
          mayLend={me.isAdministrator}
          isOpen={search.dialog === 'new'}
          onClose={() => change({ dialog: undefined })}
        />
      )}
      <SubstitutionDetails
        id={search.substitution}
        mayLend={me?.isAdministrator ?? false}
        onClose={() => change({ substitution: undefined })}
      />
    </Page>
  )
}
