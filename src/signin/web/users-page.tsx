import { IconMailForward, IconUsers } from '@tabler/icons-react'
import { links } from '../../base/employee-links.ts'
import { employeeStatuses, listUsersApi, type UserShape } from '../../people/contract.ts'
import { statusWords, UserStatus } from '../../people/web/user-status.tsx'
import { useAddress } from '../../ui/address.ts'
import { Person } from '../../ui/avatar.tsx'
import { Button } from '../../ui/button.tsx'
import { DataList } from '../../ui/data-list.tsx'
import { useText } from '../../ui/language.ts'
import { Row, Text } from '../../ui/layout.tsx'
import { Page } from '../../ui/page.tsx'
import { RelativeTime } from '../../ui/relative-time.tsx'
import { StatusBadge } from '../../ui/status-badge.tsx'
import { InviteEmployeeDialog } from './invite-employee-dialog.tsx'
import { useAdministers } from './use-administers.ts'

export function Roles({ user }: { user: Pick<UserShape, 'isAdministrator' | 'isSupervisor'> }) {
  const t = useText()
  if (user.isSupervisor) return <StatusBadge tone="info">{t('System supervisor')}</StatusBadge>
  return user.isAdministrator ? <StatusBadge tone="info">{t('Administrator')}</StatusBadge> : null
}

/** Administration → Users: the company's own people. */
export function UsersPage() {
  const t = useText()
  const { search, change } = useAddress()
  const administers = useAdministers()
  const invite = administers && (
    <Button icon={IconMailForward} onClick={() => change({ dialog: 'invite' })}>
      {t('Invite an employee')}
    </Button>
  )
  return (
    <Page
      title={t('Users')}
      description={t('The company’s own people. Locked and cancelled ones are found by their status.')}
      breadcrumbs={administers ? [{ label: t('Administration'), href: links.administration() }] : []}
      actions={invite}
    >
      <DataList
        label={t('Users')}
        endpoint={listUsersApi}
        topics={['users']}
        search={t('Search by name or e-mail')}
        filters={[
          {
            name: 'status',
            label: t('Status'),
            options: employeeStatuses.map((status) => ({ value: status, label: t(statusWords[status]) })),
          },
        ]}
        empty={{
          icon: IconUsers,
          title: t('You are alone here'),
          text: t('Invite the people you work with. Each gets a link by mail and chooses a password.'),
          action: invite,
        }}
        rowHref={({ id }) => links.user({ user: id })}
        columns={[
          {
            key: 'name',
            title: t('Full name'),
            show: ({ fullName, email }) => <Person name={fullName} note={email} />,
          },
          {
            key: 'status',
            title: t('Status'),
            width: 260,
            show: (user) => (
              <Row gap="xs">
                <UserStatus status={user.status} />
                <Roles user={user} />
              </Row>
            ),
          },
          {
            key: 'registered',
            title: t('In since'),
            width: 160,
            show: ({ registeredAt }) => (registeredAt ? <RelativeTime at={registeredAt} /> : <Text quiet>—</Text>),
          },
        ]}
      />
      <InviteEmployeeDialog
        isOpen={administers && search.dialog === 'invite'}
        onClose={() => change({ dialog: undefined })}
      />
    </Page>
  )
}
