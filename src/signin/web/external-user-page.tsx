import { IconArrowBackUp, IconEdit, IconLink, IconTrash } from '@tabler/icons-react'
import type { AnswerOf } from '../../base/endpoint.ts'
import { links } from '../../base/employee-links.ts'
import { getExternalUserApi } from '../../people/contract.ts'
import { EditExternalUserDialog } from '../../people/web/edit-external-user-dialog.tsx'
import { UserStatus } from '../../people/web/user-status.tsx'
import { useAddress } from '../../ui/address.ts'
import { Button } from '../../ui/button.tsx'
import { useText } from '../../ui/language.ts'
import { Panel, Row, Stack } from '../../ui/layout.tsx'
import { TextLink } from '../../ui/link.tsx'
import { Loaded } from '../../ui/loaded.tsx'
import { Menu } from '../../ui/menu.tsx'
import { Page } from '../../ui/page.tsx'
import { PropertyList } from '../../ui/property-list.tsx'
import { useQueryOf } from '../../ui/queries.ts'
import { Moment } from '../../ui/relative-time.tsx'
import { SignInPaused, useAccountDeeds } from './account-buttons.tsx'
import { DeletedCallout } from './deleted-callout.tsx'
import { CreateInvitationDialog } from './create-invitation-dialog.tsx'
import { FactorsOfUser } from './factors-of-user.tsx'
import { IdentitiesOfUser } from './identities-of-user.tsx'
import { InvitationsPanel } from './invitations-panel.tsx'

type Person = AnswerOf<typeof getExternalUserApi>

function Facts({ person }: { person: Person }) {
  const t = useText()
  const { organization } = person
  return (
    <Panel title={t('Contact')}>
      <PropertyList
        items={[
          { label: t('Full name'), value: person.fullName },
          { label: t('E-mail'), value: person.email },
          { label: t('Phone'), value: person.phone },
          {
            label: t('Organization'),
            value: organization && (
              <TextLink href={links.externalUsers({}, { organization: organization.id })}>{organization.name}</TextLink>
            ),
          },
        ]}
      />
    </Panel>
  )
}

function Account({ person }: { person: Person }) {
  const t = useText()
  const says = {
    not_registered: t('Nobody has signed in with this account yet; it takes no seat.'),
    active: t('Can sign in to the portals below; takes one external seat.'),
    locked: t('Cannot sign in; the seat is free.'),
  }[person.status]
  return (
    <Panel title={t('Account')} description={says}>
      <PropertyList
        items={[
          { label: t('Status'), value: <UserStatus status={person.status} /> },
          { label: t('Registered'), value: person.registeredAt && <Moment at={person.registeredAt} /> },
          person.lockedAt && {
            label: t('Locked'),
            value: (
              <>
                <Moment at={person.lockedAt} /> {person.lockedBy && `· ${person.lockedBy}`}
              </>
            ),
          },
          {
            label: t('Portals'),
            value: (
              <Row gap="xs">
                {person.portals.length === 0
                  ? '—'
                  : person.portals.map(({ id, name, code }) => (
                      <TextLink key={id} href={`/portal/${code}`} newTab>
                        {name}
                      </TextLink>
                    ))}
              </Row>
            ),
          },
        ]}
      />
    </Panel>
  )
}

function ExternalUserScreen({ person }: { person: Person }) {
  const t = useText()
  const { search, change } = useAddress()
  const { buttons, refusal, askToDelete, restore, dialog } = useAccountDeeds(person, true)
  const close = (): void => change({ dialog: undefined })
  const invite = (
    <Button
      icon={IconLink}
      onClick={() => change({ dialog: 'invite' })}
      disabledReason={
        !person.can.invite &&
        (person.status === 'locked' ? t('Unlock the account first.') : t('Only administrators make invitations.'))
      }
    >
      {t('Create invitation link')}
    </Button>
  )
  return (
    <Page
      title={person.fullName}
      badge={<UserStatus status={person.status} />}
      width="reading"
      breadcrumbs={[{ label: t('External users'), href: links.externalUsers() }]}
      actions={
        <>
          <Button
            kind="plain"
            icon={IconEdit}
            onClick={() => change({ dialog: 'edit' })}
            disabledReason={!person.can.edit && t('Only administrators change external users.')}
          >
            {t('Edit')}
          </Button>
          {person.can.restore ? (
            <Button icon={IconArrowBackUp} onClick={restore}>
              {t('Restore')}
            </Button>
          ) : (
            buttons
          )}
          <Menu
            label={t('More')}
            entries={[
              person.can.delete && {
                label: t('Delete account'),
                icon: IconTrash,
                danger: true,
                onClick: askToDelete,
              },
              { label: t('What this person did'), href: links.audit({}, { actor: person.id }) },
            ]}
          />
        </>
      }
    >
      <Stack>
        {refusal}
        {person.deletedAt && <DeletedCallout at={person.deletedAt} />}
        <SignInPaused account={person} />
        <Account person={person} />
        <Facts person={person} />
        {person.can.edit && person.registeredAt !== null && <FactorsOfUser user={person} />}
        {person.can.edit && <IdentitiesOfUser user={person.id} />}
        <InvitationsPanel
          user={person.id}
          actions={invite}
          empty={t('No invitation yet. Make a link and send it to the person by any way you like.')}
        />
      </Stack>
      {dialog}
      <EditExternalUserDialog person={person} isOpen={search.dialog === 'edit'} onClose={close} />
      <CreateInvitationDialog person={person} isOpen={search.dialog === 'invite'} onClose={close} />
    </Page>
  )
}

/** One external user: record, account, invitations. */
export function ExternalUserPage({ user: id }: { user: string }) {
  const person = useQueryOf(getExternalUserApi, { user: id }, { topics: ['users'] })
  return (
    <Loaded query={person} home={links.externalUsers()}>
      {(found) => <ExternalUserScreen person={found} />}
    </Loaded>
  )
}
