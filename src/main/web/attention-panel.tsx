import {
  IconAddressBook,
  IconAlertTriangle,
  IconCertificate,
  IconCircleCheck,
  IconHistory,
  IconMail,
  IconUser,
  IconUsersGroup,
} from '@tabler/icons-react'
import { links } from '../../base/employee-links.ts'
import type { Icon } from '../../ui/button.tsx'
import { type Translate, useText } from '../../ui/language.ts'
import { Panel, Row, Stack, Text } from '../../ui/layout.tsx'
import { TextLink } from '../../ui/link.tsx'
import { Loaded } from '../../ui/loaded.tsx'
import { useQueryOf } from '../../ui/queries.ts'
import { ListSkeleton } from '../../ui/skeletons.tsx'
import { StatusBadge } from '../../ui/status-badge.tsx'
import { type AttentionKind, attentionMost, getAttentionApi } from '../attention-contract.ts'

type Line = { words: string; why: string; href: string; icon: Icon; tone: 'bad' | 'warning' | 'neutral' }

function linesOf(t: Translate): Record<AttentionKind, Line> {
  return {
    broken_audit: {
      words: t('The audit is not as it was sealed'),
      why: t('Rows were altered, removed or inserted. Look at what was found, and tell whoever runs the database.'),
      href: links.auditSettings(),
      icon: IconHistory,
      tone: 'bad',
    },
    incidents: {
      words: t('Incidents'),
      why: t('Process instances that cannot go on until somebody helps.'),
      href: links.incidents(),
      icon: IconAlertTriangle,
      tone: 'bad',
    },
    directory_runs: {
      words: t('Directories that need somebody'),
      why: t('A run failed or stopped and asks, or the directory does not answer.'),
      href: links.directories(),
      icon: IconAddressBook,
      tone: 'bad',
    },
    orphaned_tasks: {
      words: t('Tasks that fell to the System supervisor'),
      why: t('Nobody else could be found for them. Fill the group or position they ask for.'),
      href: links.myTasks(),
      icon: IconUser,
      tone: 'warning',
    },
    empty_lane_groups: {
      words: t('Lanes whose group has nobody'),
      why: t('Their tasks would fall to the System supervisor.'),
      href: links.groups(),
      icon: IconUsersGroup,
      tone: 'warning',
    },
    seats_short: {
      words: t('Kinds of seats nearly used up'),
      why: t('The next person may find none. Free some, or add a pack.'),
      href: links.licenses(),
      icon: IconCertificate,
      tone: 'warning',
    },
    failed_mails: {
      words: t('Mails that could not be sent'),
      why: t('The mail server did not take them. They are tried again; the reason stands beside each.'),
      href: links.mail({}, { state: 'failed' }),
      icon: IconMail,
      tone: 'bad',
    },
    kept_mails: {
      words: t('Mails kept here'),
      why: t('No mail server was set, so nobody got them. Set one and send them, or hand their links on.'),
      href: links.mail({}, { state: 'kept' }),
      icon: IconMail,
      tone: 'warning',
    },
    invitations_ending: {
      words: t('Invitations that end within a day'),
      why: t('Remind the people, or send the invitation again.'),
      href: links.users({}, { status: 'invited' }),
      icon: IconUser,
      tone: 'neutral',
    },
    invitations_ended: {
      words: t('Invitations that have ended'),
      why: t('Nobody came. Send them again or cancel them.'),
      href: links.users({}, { status: 'invited' }),
      icon: IconUser,
      tone: 'neutral',
    },
    unsealed_audit: {
      words: t('The audit waits to be sealed'),
      why: t('For more than 15 minutes. Is a process with background work running, or a transaction open for long?'),
      href: links.auditSettings(),
      icon: IconHistory,
      tone: 'warning',
    },
    one_administrator: {
      words: t('No second administrator'),
      why: t('Nobody but the System supervisor keeps users, groups and portals. Put somebody into Administrators.'),
      href: links.groups({}, { place: 'system' }),
      icon: IconUsersGroup,
      tone: 'neutral',
    },
  }
}

const counted = (count: number): string => (count > attentionMost ? `${attentionMost}+` : String(count))

/** What needs somebody now, the worst first, each with the way there. */
export function Attention() {
  const t = useText()
  const attention = useQueryOf(
    getAttentionApi,
    {},
    { topics: ['mail', 'incidents', 'users', 'licenses', 'groups', 'processes', 'directories'] },
  )
  const lines = linesOf(t)
  return (
    <Panel title={t('Needs attention')}>
      <Loaded query={attention} skeleton={<ListSkeleton lines={3} />}>
        {({ rows }) =>
          rows.length === 0 ? (
            <Row gap="xs">
              <IconCircleCheck size={20} stroke={1.75} color="var(--mantine-color-success)" aria-hidden />
              <Text quiet>{t('Nothing: everything runs by itself.')}</Text>
            </Row>
          ) : (
            <Stack gap="sm">
              {rows.map(({ kind, count }) => {
                const { words, why, href, icon: Icon, tone } = lines[kind]
                return (
                  <Row key={kind} oneLine align="start">
                    <Icon size={20} stroke={1.6} aria-hidden />
                    <div style={{ flex: 1, minWidth: 0 }}>
                      <TextLink href={href}>{words}</TextLink>
                      <Text small quiet>
                        {why}
                      </Text>
                    </div>
                    {!['broken_audit', 'unsealed_audit', 'one_administrator'].includes(kind) && (
                      <StatusBadge tone={tone}>{counted(count)}</StatusBadge>
                    )}
                  </Row>
                )
              })}
            </Stack>
          )
        }
      </Loaded>
    </Panel>
  )
}
