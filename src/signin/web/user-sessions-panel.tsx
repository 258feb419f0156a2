import { Button } from '../../ui/button.tsx'
import { useText } from '../../ui/language.ts'
import { Panel, Row, Stack, Text } from '../../ui/layout.tsx'
import { Loaded } from '../../ui/loaded.tsx'
import { useCommand, useQueryOf } from '../../ui/queries.ts'
import { RelativeTime } from '../../ui/relative-time.tsx'
import { FormSkeleton } from '../../ui/skeletons.tsx'
import { StatusBadge } from '../../ui/status-badge.tsx'
import {
  endSessionsApi,
  endSessionsOfUserApi,
  listActiveSessionsApi,
  listUserSessionsApi,
} from '../accounts-contract.ts'
import { useDevice } from './device.ts'

const stale = [listUserSessionsApi, listActiveSessionsApi]

/** Where a person is signed in, for administrators. */
export function UserSessionsPanel({ user }: { user: string }) {
  const t = useText()
  const device = useDevice()
  const sessions = useQueryOf(listUserSessionsApi, { user }, { topics: ['sessions', 'users'] })
  const end = useCommand(endSessionsApi, { invalidates: stale, done: t('That session is ended.') })
  const endAll = useCommand(endSessionsOfUserApi, { invalidates: stale, done: t('Signed out everywhere.') })
  const others = sessions.data?.rows.filter(({ isThis }) => !isThis) ?? []
  return (
    <Panel
      title={t('Sessions')}
      description={t('Where the person is signed in. Ending one signs its open pages out within a second.')}
      actions={
        others.length > 1 && (
          <Button kind="plain" size="xs" isRunning={endAll.isRunning} onClick={() => endAll.run({ user })}>
            {t('End all')}
          </Button>
        )
      }
    >
      <Loaded query={sessions} skeleton={<FormSkeleton fields={1} />}>
        {({ rows }) =>
          rows.length === 0 ? (
            <Text quiet>{t('Not signed in anywhere.')}</Text>
          ) : (
            <Stack gap="sm">
              {rows.map((session) => (
                <Row key={session.id} justify="between" oneLine>
                  <div>
                    <Row gap="xs">
                      <Text>{device(session.userAgent)}</Text>
                      {session.isThis && <StatusBadge tone="good">{t('This one')}</StatusBadge>}
                    </Row>
                    <Text small quiet>
                      {session.address} · {t('seen')} <RelativeTime at={session.lastSeenAt} />
                    </Text>
                  </div>
                  {!session.isThis && (
                    <Button
                      kind="plain"
                      size="xs"
                      isRunning={end.isRunning}
                      onClick={() => end.run({ sessions: [session.id] })}
                    >
                      {t('End')}
                    </Button>
                  )}
                </Row>
              ))}
            </Stack>
          )
        }
      </Loaded>
    </Panel>
  )
}
