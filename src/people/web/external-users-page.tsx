import { IconPlus, IconUserShare } from '@tabler/icons-react'
import { links } from '../../base/employee-links.ts'
import { useAddress } from '../../ui/address.ts'
import { Person } from '../../ui/avatar.tsx'
import { Button } from '../../ui/button.tsx'
import { DataList } from '../../ui/data-list.tsx'
import { useText } from '../../ui/language.ts'
import { Text } from '../../ui/layout.tsx'
import { Page } from '../../ui/page.tsx'
import { RelativeTime } from '../../ui/relative-time.tsx'
import { StatusBadge } from '../../ui/status-badge.tsx'
import { type ExternalUserShape, externalStatuses, listExternalUsersApi } from '../contract.ts'
import { AddExternalUserDialog } from './add-external-user-dialog.tsx'
import { statusWords, UserStatus } from './user-status.tsx'

/** System apps → External users: people who sign in to portals only. */
export function ExternalUsersPage() {
  const t = useText()
  const { search, change } = useAddress()
  const statusOf = ({ status, deletedAt }: ExternalUserShape) =>
    deletedAt ? <StatusBadge tone="bad">{t('Deleted')}</StatusBadge> : <UserStatus status={status} />
  const add = (
    <Button icon={IconPlus} onClick={() => change({ dialog: 'add' })}>
      {t('Add external user')}
    </Button>
  )
  return (
    <Page
      title={t('External users')}
      description={t('People from outside the company who sign in to its portals and see nothing else.')}
      actions={add}
    >
      <DataList
        label={t('External users')}
        endpoint={listExternalUsersApi}
        topics={['users']}
        input={search.organization ? { organization: search.organization } : {}}
        search={t('Search by name or e-mail')}
        filters={[
          {
            name: 'status',
            label: t('Status'),
            options: externalStatuses.map((status) => ({ value: status, label: t(statusWords[status]) })),
          },
          { name: 'deleted', label: t('Deleted'), options: [{ value: 'yes', label: t('Only deleted ones') }] },
        ]}
        actions={
          search.organization && (
            <Button kind="plain" onClick={() => change({ organization: undefined })}>
              {t('Show all organizations')}
            </Button>
          )
        }
        empty={{
          icon: IconUserShare,
          title: t('Nobody from outside yet'),
          text: t(
            'Add a person, make an invitation link to a portal, and send it. A seat is taken only when they register.',
          ),
          action: add,
        }}
        rowHref={({ id }) => links.externalUser({ user: id })}
        columns={[
          {
            key: 'name',
            title: t('Full name'),
            show: ({ fullName, email }) => <Person name={fullName} note={email} />,
          },
          {
            key: 'organization',
            title: t('Organization'),
            show: ({ organization }) => organization?.name ?? <Text quiet>{t('None')}</Text>,
          },
          { key: 'status', title: t('Status'), width: 150, show: statusOf },
          {
            key: 'registered',
            title: t('Registered'),
            width: 160,
            desktopOnly: true,
            show: ({ registeredAt }) => (registeredAt ? <RelativeTime at={registeredAt} /> : <Text quiet>—</Text>),
          },
        ]}
      />
      <AddExternalUserDialog isOpen={search.dialog === 'add'} onClose={() => change({ dialog: undefined })} />
    </Page>
  )
}
