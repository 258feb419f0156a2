import { IconPlugConnectedX, IconRefresh, IconUserCheck } from '@tabler/icons-react'
import { links } from '../../base/employee-links.ts'
import { Person } from '../../ui/avatar.tsx'
import { Button } from '../../ui/button.tsx'
import { DataList } from '../../ui/data-list.tsx'
import { useText } from '../../ui/language.ts'
import { Row, Text } from '../../ui/layout.tsx'
import { Page } from '../../ui/page.tsx'
import { useCommand, useRefresh } from '../../ui/queries.ts'
import { RelativeTime } from '../../ui/relative-time.tsx'
import { StatusBadge } from '../../ui/status-badge.tsx'
import { activeMinutes, type ActiveSessionShape, endSessionsApi, listActiveSessionsApi } from '../accounts-contract.ts'
import { useDevice } from './device.ts'

const cardOf = ({ user }: ActiveSessionShape): string =>
  user.kind === 'employee' ? links.user({ user: user.id }) : links.externalUser({ user: user.id })

function EndChosen({ rows, clear }: { rows: ActiveSessionShape[]; clear: () => void }) {
  const t = useText()
  const end = useCommand(endSessionsApi, {
    invalidates: [listActiveSessionsApi],
    done: t('Ended. Their open pages are signed out.'),
    onDone: clear,
  })
  const others = rows.filter(({ isThis }) => !isThis)
  return (
    <Button
      kind="danger"
      size="xs"
      icon={IconPlugConnectedX}
      isRunning={end.isRunning}
      disabledReason={others.length === 0 && t('This is the session you are using. Sign out instead.')}
      onClick={() => end.run({ sessions: others.slice(0, 200).map(({ id }) => id) })}
    >
      {t('End the chosen sessions')}
    </Button>
  )
}

/** Administration → Active users: who is signed in now. */
export function ActiveUsersPage() {
  const t = useText()
  const device = useDevice()
  return (
    <Page
      title={t('Active users')}
      description={t('Who is signed in and was active in the last {{minutes}} minutes, on both sides.', {
        minutes: activeMinutes,
      })}
      breadcrumbs={[{ label: t('Administration'), href: links.administration() }]}
    >
      <DataList
        label={t('Active users')}
        endpoint={listActiveSessionsApi}
        topics={['sessions']}
        search={t('Search by name or e-mail')}
        filters={[
          {
            name: 'kind',
            label: t('Side'),
            options: [
              { value: 'employee', label: t('Employees') },
              { value: 'external', label: t('External users') },
            ],
          },
        ]}
        empty={{ icon: IconUserCheck, title: t('Nobody is here'), text: t('Whoever does something shows up here.') }}
        rowHref={cardOf}
        chosenActions={(rows, clear) => <EndChosen rows={rows} clear={clear} />}
        columns={[
          {
            key: 'user',
            title: t('User'),
            show: ({ user }) => <Person name={user.fullName} note={user.email} />,
          },
          {
            key: 'device',
            title: t('Device'),
            show: ({ userAgent, isThis }) => (
              <Row gap="xs">
                <Text>{device(userAgent)}</Text>
                {isThis && <StatusBadge tone="good">{t('This one')}</StatusBadge>}
              </Row>
            ),
          },
          { key: 'address', title: t('Address'), width: 160, show: ({ address }) => address },
          { key: 'createdAt', title: t('Signed in'), width: 150, show: (row) => <RelativeTime at={row.createdAt} /> },
          { key: 'seen', title: t('Last active'), width: 150, show: (row) => <RelativeTime at={row.lastSeenAt} /> },
        ]}
        actions={<Refresh />}
      />
    </Page>
  )
}

function Refresh() {
  const t = useText()
  const refresh = useRefresh(['sessions'])
  return (
    <Button kind="plain" icon={IconRefresh} onClick={refresh}>
      {t('Refresh')}
    </Button>
  )
}
