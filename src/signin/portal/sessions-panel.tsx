import { IconDeviceDesktop, IconDeviceMobile } from '@tabler/icons-react'
import type { AnswerOf } from '../../base/endpoint.ts'
import { Button } from '../../ui/button.tsx'
import { useText } from '../../ui/language.ts'
import { Panel, Row, Stack, Text } from '../../ui/layout.tsx'
import { Loaded } from '../../ui/loaded.tsx'
import { useCommand, useQueryOf } from '../../ui/queries.ts'
import { RelativeTime } from '../../ui/relative-time.tsx'
import { FormSkeleton } from '../../ui/skeletons.tsx'
import { StatusBadge } from '../../ui/status-badge.tsx'
import type { endMySessionApi, listMySessionsApi } from '../contract.ts'
import type { endOtherSessionsApi } from '../factors-contract.ts'
import { deviceWords } from './device-words.ts'

type Session = AnswerOf<typeof listMySessionsApi>['rows'][number]

export type SessionsPanelProps = {
  listSessions: typeof listMySessionsApi
  endSession: typeof endMySessionApi
  endOthers: typeof endOtherSessionsApi
}

function SessionLine({
  session,
  listSessions,
  endSession,
}: Omit<SessionsPanelProps, 'endOthers'> & { session: Session }) {
  const t = useText()
  const end = useCommand(endSession, { invalidates: [listSessions], done: t('That session is ended.') })
  const { browser, system, isPhone } = deviceWords(session.userAgent)
  const Icon = isPhone ? IconDeviceMobile : IconDeviceDesktop
  const device = browser && system ? t('{{browser}} on {{system}}', { browser, system }) : t('An unknown program')
  return (
    <Row justify="between" oneLine>
      <Row oneLine>
        <Icon size={24} stroke={1.5} aria-hidden />
        <div>
          <Row gap="xs">
            <Text strong>{device}</Text>
            {session.isThis && <StatusBadge tone="good">{t('This one')}</StatusBadge>}
          </Row>
          <Text small quiet>
            {session.address} · {t('seen')} <RelativeTime at={session.lastSeenAt} /> · {t('signed in')}{' '}
            <RelativeTime at={session.createdAt} />
          </Text>
        </div>
      </Row>
      {!session.isThis && (
        <Button kind="plain" size="xs" isRunning={end.isRunning} onClick={() => end.run({ session: session.id })}>
          {t('End')}
        </Button>
      )}
    </Row>
  )
}

/** Where one is signed in, and the way to end what one does not know. */
export function SessionsPanel(props: SessionsPanelProps) {
  const t = useText()
  const sessions = useQueryOf(props.listSessions, {}, { topics: ['me'] })
  const endOthers = useCommand(props.endOthers, {
    invalidates: [props.listSessions],
    done: t('Every other session is ended.'),
  })
  return (
    <Panel
      title={t('Where you are signed in')}
      description={t('End what you do not know, and then change your password.')}
    >
      <Loaded query={sessions} skeleton={<FormSkeleton fields={2} />}>
        {({ rows }) => (
          <Stack>
            {rows.map((session) => (
              <SessionLine key={session.id} session={session} {...props} />
            ))}
            {rows.length > 1 && (
              <Row justify="end">
                <Button kind="plain" size="xs" isRunning={endOthers.isRunning} onClick={() => endOthers.run({})}>
                  {t('End all others')}
                </Button>
              </Row>
            )}
          </Stack>
        )}
      </Loaded>
    </Panel>
  )
}
