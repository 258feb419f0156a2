import { IconCrown, IconMailForward, IconMailOff } from '@tabler/icons-react'
import { useState } from 'react'
import type { AnswerOf } from '../../base/endpoint.ts'
import { links } from '../../base/employee-links.ts'
import { getUserApi, listUsersApi } from '../../people/contract.ts'
import { UserStatus } from '../../people/web/user-status.tsx'
import { Button } from '../../ui/button.tsx'
import { Callout } from '../../ui/callout.tsx'
import { confirm } from '../../ui/confirm.tsx'
import { useText } from '../../ui/language.ts'
import { Panel, Row, Stack, Text } from '../../ui/layout.tsx'
import { TextLink } from '../../ui/link.tsx'
import { Loaded } from '../../ui/loaded.tsx'
import { Menu } from '../../ui/menu.tsx'
import { Page } from '../../ui/page.tsx'
import { PropertyList } from '../../ui/property-list.tsx'
import { useCommand, useQueryOf } from '../../ui/queries.ts'
import { Moment } from '../../ui/relative-time.tsx'
import { cancelInvitationApi, listInvitationsApi, resendInvitationApi } from '../invitations-contract.ts'
import { SignInPaused, useAccountDeeds } from './account-buttons.tsx'
import { HandOverDialog } from './hand-over-dialog.tsx'
import { InvitationsPanel } from './invitations-panel.tsx'
import { useAdministers } from './use-administers.ts'
import { Roles } from './users-page.tsx'

type User = AnswerOf<typeof getUserApi>
type Shown = { user: User; administers: boolean }

function useInvitationDeeds(user: User) {
  const t = useText()
  const stale = { invalidates: [getUserApi, listUsersApi, listInvitationsApi, 'users', 'licenses', 'mail'] }
  const resend = useCommand(resendInvitationApi, {
    ...stale,
    done: t('A new link is on its way; the earlier one is dead.'),
  })
  const cancel = useCommand(cancelInvitationApi, { ...stale, done: t('The invitation is cancelled.') })
  return {
    resend: () => resend.run({ user: user.id }),
    isResending: resend.isRunning,
    cancel: async () => {
      const sure = await confirm({
        title: t('Cancel the invitation of {{name}}?', { name: user.fullName }),
        text: t('The link stops working and the seat is free again. You can invite the person anew later.'),
        action: t('Cancel the invitation'),
        danger: true,
      })
      if (sure) cancel.run({ user: user.id })
    },
  }
}

function Facts({ user, administers }: Shown) {
  const t = useText()
  return (
    <Panel title={t('Account')}>
      <PropertyList
        items={[
          { label: t('E-mail'), value: user.email },
          { label: t('Phone'), value: user.phone },
          { label: t('Invited'), value: <Moment at={user.createdAt} /> },
          { label: t('Registered'), value: user.registeredAt && <Moment at={user.registeredAt} /> },
          user.lockedAt && {
            label: t('Locked'),
            value: (
              <>
                <Moment at={user.lockedAt} /> {user.lockedBy && `· ${user.lockedBy}`}
              </>
            ),
          },
          administers && {
            label: t('Seat'),
            value:
              user.status === 'active' || user.status === 'invited' ? (
                <TextLink href={links.licenses()}>{t('One named seat')}</TextLink>
              ) : (
                t('None')
              ),
          },
        ]}
      />
    </Panel>
  )
}

function Belongs({ user, administers }: Shown) {
  const t = useText()
  return (
    <Panel title={t('Belongs to')} description={t('Through groups and places in the org chart come rights and tasks.')}>
      {user.groups.length + user.positions.length === 0 ? (
        <Text quiet>{t('No groups and no place in the org chart yet.')}</Text>
      ) : (
        <PropertyList
          items={[
            administers && {
              label: t('Groups'),
              value: (
                <Row gap="xs">
                  {user.groups.map(({ id, name }) => (
                    <TextLink key={id} href={links.group({ group: id })}>
                      {name}
                    </TextLink>
                  ))}
                </Row>
              ),
            },
            { label: t('Org chart'), value: user.positions.map(({ name }) => name).join(', ') },
          ]}
        />
      )}
    </Panel>
  )
}

function UserScreen({ user }: { user: User }) {
  const t = useText()
  const [isHandingOver, setHandingOver] = useState(false)
  const { buttons, refusal } = useAccountDeeds(user, false)
  const invitation = useInvitationDeeds(user)
  const administers = useAdministers()
  const isSettled = user.status === 'active' || user.status === 'locked'
  return (
    <Page
      title={user.fullName}
      badge={
        <>
          <UserStatus status={user.status} />
          <Roles user={user} />
        </>
      }
      width="reading"
      breadcrumbs={[
        ...(administers ? [{ label: t('Administration'), href: links.administration() }] : []),
        { label: t('Users'), href: links.users() },
      ]}
      actions={
        administers && (
          <>
            {isSettled && buttons}
            {user.can.resendInvitation && (
              <Button
                kind="plain"
                icon={IconMailForward}
                onClick={invitation.resend}
                isRunning={invitation.isResending}
              >
                {t('Send a new invitation')}
              </Button>
            )}
            <Menu
              label={t('More')}
              entries={[
                user.can.cancelInvitation && {
                  label: t('Cancel the invitation'),
                  icon: IconMailOff,
                  danger: true,
                  onClick: () => void invitation.cancel(),
                },
                user.can.becomeSupervisor && {
                  label: t('Make System supervisor'),
                  icon: IconCrown,
                  onClick: () => setHandingOver(true),
                },
                { label: t('What this person did'), href: links.audit({}, { actor: user.id }) },
              ]}
            />
          </>
        )
      }
    >
      <Stack>
        {refusal}
        {administers && <SignInPaused account={user} />}
        {administers && user.status === 'invited' && (
          <Callout title={t('Has not come yet')}>
            {t('The link was sent by mail. Without a mail server read it under')}{' '}
            <TextLink href={links.mail({}, { search: user.email ?? user.fullName })}>{t('Mail')}</TextLink>.
          </Callout>
        )}
        {user.isSupervisor && (
          <Callout>
            {t(
              'The System supervisor cannot be locked or deleted. The role is handed over on the card of the new one.',
            )}
          </Callout>
        )}
        <Facts user={user} administers={administers} />
        <Belongs user={user} administers={administers} />
        {administers && <InvitationsPanel user={user.id} empty={t('No invitation was made for this person.')} />}
      </Stack>
      <HandOverDialog user={user} isOpen={isHandingOver} onClose={() => setHandingOver(false)} />
    </Page>
  )
}

/** One employee: account, groups, invitations, and what can be done with them. */
export function UserPage({ user: id }: { user: string }) {
  const user = useQueryOf(getUserApi, { user: id }, { topics: ['users'] })
  return (
    <Loaded query={user} home={links.users()}>
      {(found) => <UserScreen user={found} />}
    </Loaded>
  )
}
