import { IconTicketOff } from '@tabler/icons-react'
import type { ReactNode } from 'react'
import { getExternalUserApi } from '../../people/contract.ts'
import { IconButton } from '../../ui/button.tsx'
import { confirm } from '../../ui/confirm.tsx'
import { type Translate, useText } from '../../ui/language.ts'
import { Panel, Row, Stack, Text } from '../../ui/layout.tsx'
import { Loaded } from '../../ui/loaded.tsx'
import { useCommand, useQueryOf } from '../../ui/queries.ts'
import { Moment, RelativeTime } from '../../ui/relative-time.tsx'
import { FormSkeleton } from '../../ui/skeletons.tsx'
import { StatusBadge } from '../../ui/status-badge.tsx'
import { type InvitationShape, listInvitationsApi, withdrawInvitationApi } from '../invitations-contract.ts'

const states = {
  open: { words: 'Waiting', tone: 'info' },
  opened: { words: 'Looked at', tone: 'info' },
  accepted: { words: 'Accepted', tone: 'good' },
  expired: { words: 'Expired', tone: 'neutral' },
  withdrawn: { words: 'Withdrawn', tone: 'neutral' },
} as const

const endings = { withdrawn: 'Withdrawn', replaced: 'Replaced by a newer one', declined: 'Declined' } as const

const isAlive = ({ state }: InvitationShape): boolean => state === 'open' || state === 'opened'

function Ending({ invitation, t }: { invitation: InvitationShape; t: Translate }) {
  const { acceptedAt, withdrawnAt, withdrawReason, expiresAt } = invitation
  if (acceptedAt) {
    return (
      <>
        {t('Accepted')} <RelativeTime at={acceptedAt} />
      </>
    )
  }
  if (withdrawnAt) {
    return (
      <>
        {t(endings[withdrawReason ?? 'withdrawn'])} <RelativeTime at={withdrawnAt} />
      </>
    )
  }
  if (!expiresAt) return t('Without an end')
  return (
    <>
      {isAlive(invitation) ? t('Works until') : t('Worked until')} <Moment at={expiresAt} />
    </>
  )
}

function Invitation({ invitation, user }: { invitation: InvitationShape; user: string }) {
  const t = useText()
  const withdraw = useCommand(withdrawInvitationApi, {
    invalidates: [listInvitationsApi, getExternalUserApi],
    done: t('The invitation is withdrawn.'),
  })
  const ask = async (): Promise<void> => {
    const sure = await confirm({
      title: t('Withdraw this invitation?'),
      text: t('Its link stops working at once, also where it is open already.'),
      action: t('Withdraw'),
      danger: true,
    })
    if (sure) withdraw.run({ user, invitation: invitation.id })
  }
  const { state, portal, createdBy, createdAt, withoutConfirmation, renewalAskedAt, can } = invitation
  return (
    <Row justify="between" oneLine>
      <div>
        <Row gap="xs">
          <Text strong>{portal?.name ?? t('Employee side')}</Text>
          <StatusBadge tone={states[state].tone}>{t(states[state].words)}</StatusBadge>
          {portal && withoutConfirmation && <StatusBadge>{t('Without confirmation')}</StatusBadge>}
          {renewalAskedAt && !isAlive(invitation) && (
            <StatusBadge tone="warning">{t('A fresh link was asked for')}</StatusBadge>
          )}
        </Row>
        <Text small quiet>
          {createdBy ? t('Made by {{name}}', { name: createdBy }) : t('Made')} <RelativeTime at={createdAt} />
          {' · '}
          <Ending invitation={invitation} t={t} />
        </Text>
      </div>
      {can.withdraw && (
        <IconButton
          icon={IconTicketOff}
          label={t('Withdraw the invitation')}
          isRunning={withdraw.isRunning}
          onClick={() => void ask()}
        />
      )}
    </Row>
  )
}

/** Every link that was made for a person, and what became of it. The links themselves are never shown again. */
export function InvitationsPanel({ user, empty, actions }: { user: string; empty: string; actions?: ReactNode }) {
  const t = useText()
  const invitations = useQueryOf(listInvitationsApi, { user }, { topics: ['users'] })
  return (
    <Panel title={t('Invitations')} actions={actions}>
      <Loaded query={invitations} skeleton={<FormSkeleton fields={2} />}>
        {({ rows }) =>
          rows.length === 0 ? (
            <Text quiet>{empty}</Text>
          ) : (
            <Stack gap="md">
              {rows.map((invitation) => (
                <Invitation key={invitation.id} invitation={invitation} user={user} />
              ))}
            </Stack>
          )
        }
      </Loaded>
    </Panel>
  )
}
