import {
  IconArrowBackUp,
  IconAt,
  IconCrown,
  IconEdit,
  IconMailForward,
  IconMailOff,
  IconTrash,
} from '@tabler/icons-react'
import { useState } from 'react'
import type { AnswerOf } from '../../base/endpoint.ts'
import { links } from '../../base/employee-links.ts'
import { getUserApi, listUsersApi } from '../../people/contract.ts'
import { UserStatus } from '../../people/web/user-status.tsx'
import { useAddress } from '../../ui/address.ts'
import { Button } from '../../ui/button.tsx'
import { DirectoryPanel } from '../../directories/web/directory-panel.tsx'
import { Callout } from '../../ui/callout.tsx'
import { confirm } from '../../ui/confirm.tsx'
import { useText } from '../../ui/language.ts'
import { Stack } from '../../ui/layout.tsx'
import { TextLink } from '../../ui/link.tsx'
import { Loaded } from '../../ui/loaded.tsx'
import { Menu } from '../../ui/menu.tsx'
import { Page } from '../../ui/page.tsx'
import { useCommand, useQueryOf } from '../../ui/queries.ts'
import { cancelInvitationApi, listInvitationsApi, resendInvitationApi } from '../invitations-contract.ts'
import { SignInPaused, useAccountDeeds } from './account-buttons.tsx'
import { ChangeEmailDialog } from './change-email-dialog.tsx'
import { DeletedCallout } from './deleted-callout.tsx'
import { EditUserDialog } from './edit-user-dialog.tsx'
import { HandOverDialog } from './hand-over-dialog.tsx'
import { FactorsOfUser } from './factors-of-user.tsx'
import { IdentitiesOfUser } from './identities-of-user.tsx'
import { InvitationsPanel } from './invitations-panel.tsx'
import { TasksOfLocked } from './tasks-of-locked.tsx'
import { useAdministers } from './use-administers.ts'
import { AccountPanel, BelongsPanel } from './user-panels.tsx'
import { UserSessionsPanel } from './user-sessions-panel.tsx'
import { Roles } from './roles.tsx'

type User = AnswerOf<typeof getUserApi>

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

type Deeds = ReturnType<typeof useAccountDeeds>

function MainActions({ user, deeds }: { user: User; deeds: Deeds }) {
  const t = useText()
  const { change } = useAddress()
  const invitation = useInvitationDeeds(user)
  const [isHandingOver, setHandingOver] = useState(false)
  if (user.can.restore) {
    return (
      <Button icon={IconArrowBackUp} onClick={deeds.restore}>
        {t('Restore')}
      </Button>
    )
  }
  return (
    <>
      {user.can.edit && (
        <Button kind="plain" icon={IconEdit} onClick={() => change({ dialog: 'edit' })}>
          {t('Edit')}
        </Button>
      )}
      {(user.status === 'active' || user.status === 'locked') && deeds.buttons}
      {user.can.resendInvitation && (
        <Button kind="plain" icon={IconMailForward} onClick={invitation.resend} isRunning={invitation.isResending}>
          {t('Send a new invitation')}
        </Button>
      )}
      <Menu
        label={t('More')}
        entries={[
          user.can.changeEmail && {
            label: t('Change the e-mail address'),
            icon: IconAt,
            onClick: () => change({ dialog: 'email' }),
          },
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
          { label: t('What was done to this account'), href: links.audit({}, { resource: user.id }) },
          user.can.delete && { label: t('Delete account'), icon: IconTrash, danger: true, onClick: deeds.askToDelete },
        ]}
      />
      <HandOverDialog user={user} isOpen={isHandingOver} onClose={() => setHandingOver(false)} />
    </>
  )
}

function Notices({ user }: { user: User }) {
  const t = useText()
  return (
    <>
      {user.deletedAt && <DeletedCallout at={user.deletedAt} by={user.deletedBy} />}
      <SignInPaused account={user} />
      {user.status === 'invited' && !user.deletedAt && (
        <Callout title={t('Has not come yet')}>
          {t('The link was sent by mail. Without a mail server read it under')}{' '}
          <TextLink href={links.mail({}, { search: user.email ?? user.fullName })}>{t('Mail')}</TextLink>.
        </Callout>
      )}
      {user.status === 'locked' && !user.deletedAt && <TasksOfLocked user={user.id} />}
    </>
  )
}

function UserScreen({ user }: { user: User }) {
  const t = useText()
  const { search, change } = useAddress()
  const administers = useAdministers()
  const deeds = useAccountDeeds(user, false)
  return (
    <Page
      title={user.fullName}
      badge={
        <>
          <UserStatus status={user.status} />
          <Roles user={user} />
        </>
      }
      description={user.position?.name}
      width="reading"
      breadcrumbs={[
        ...(administers ? [{ label: t('Administration'), href: links.administration() }] : []),
        { label: t('Users'), href: links.users() },
      ]}
      actions={administers && <MainActions user={user} deeds={deeds} />}
    >
      <Stack>
        {deeds.refusal}
        {administers && <Notices user={user} />}
        {user.isSupervisor && (
          <Callout>
            {t(
              'The System supervisor cannot be locked or deleted. The role is handed over on the card of the new one.',
            )}
          </Callout>
        )}
        <AccountPanel user={user} administers={administers} />
        {user.directoryFields.length > 0 && <DirectoryPanel user={user.id} />}
        <BelongsPanel user={user} administers={administers} />
        {administers && <UserSessionsPanel user={user.id} />}
        {administers && user.registeredAt !== null && <FactorsOfUser user={user} isHeld={!user.can.removeFactors} />}
        {administers && <IdentitiesOfUser user={user.id} />}
        {administers && <InvitationsPanel user={user.id} empty={t('No invitation was made for this person.')} />}
      </Stack>
      {deeds.dialog}
      <ChangeEmailDialog user={user} isOpen={search.dialog === 'email'} onClose={() => change({ dialog: undefined })} />
      <EditUserDialog user={user} isOpen={search.dialog === 'edit'} onClose={() => change({ dialog: undefined })} />
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
