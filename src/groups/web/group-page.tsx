import { IconEdit, IconTrash, IconUserPlus, IconUsersGroup } from '@tabler/icons-react'
import { useState } from 'react'
import { links } from '../../base/employee-links.ts'
import type { AnswerOf } from '../../base/endpoint.ts'
import { Button } from '../../ui/button.tsx'
import { Callout } from '../../ui/callout.tsx'
import { confirm } from '../../ui/confirm.tsx'
import { EmptyState } from '../../ui/empty-state.tsx'
import { useText } from '../../ui/language.ts'
import { Panel, Stack, Text } from '../../ui/layout.tsx'
import { TextLink, useGo } from '../../ui/link.tsx'
import { Loaded } from '../../ui/loaded.tsx'
import { Menu } from '../../ui/menu.tsx'
import { Page } from '../../ui/page.tsx'
import { useCommand, useQueryOf } from '../../ui/queries.ts'
import { deleteGroupApi, getGroupApi, listGroupsApi } from '../contract.ts'
import { AddMembersDialog } from './add-members-dialog.tsx'
import { EditGroupDialog } from './edit-group-dialog.tsx'
import { GroupKind, groupDescription, groupName } from './group-kind.tsx'
import { MemberList } from './member-list.tsx'

type Group = AnswerOf<typeof getGroupApi>

function Members({ group }: { group: Group }) {
  const t = useText()
  const [isAdding, setAdding] = useState(false)
  const add = (
    <Button
      icon={IconUserPlus}
      onClick={() => setAdding(true)}
      disabledReason={!group.can.editMembers && t('Members of this group are kept by Portico itself.')}
    >
      {t('Add members')}
    </Button>
  )
  return (
    <Panel
      title={t('Members')}
      description={t('{{number}} in the group directly', { number: group.members })}
      actions={group.can.editMembers && add}
    >
      {group.can.editMembers ? null : (
        <Callout>
          {group.code === 'system_supervisor'
            ? t('Exactly one person holds this role. Only the supervisor can hand it over, on the card of the new one.')
            : t(
                'Members of this group are kept by Portico itself: whoever registers is in it, whoever is locked is not.',
              )}{' '}
          <TextLink href={group.audience === 'employees' ? links.users() : links.externalUsers()}>
            {t('See the people')}
          </TextLink>
        </Callout>
      )}
      {group.can.editMembers && group.memberList.length === 0 ? (
        <EmptyState
          icon={IconUsersGroup}
          level={3}
          title={t('Nobody is in this group')}
          text={t('Tasks offered to an empty group go to the System supervisor, who is told why.')}
          action={add}
        />
      ) : (
        <MemberList members={group.memberList} group={group} />
      )}
      <AddMembersDialog group={group} isOpen={isAdding} onClose={() => setAdding(false)} />
    </Panel>
  )
}

function useDelete(group: Group): () => Promise<void> {
  const t = useText()
  const go = useGo()
  const command = useCommand(deleteGroupApi, {
    done: t('The group is deleted.'),
    invalidates: [listGroupsApi],
    onDone: () => go(links.groups()),
  })
  return async () => {
    const sure = await confirm({
      title: t('Delete {{group}}?', { group: group.name }),
      text: t(
        'It leaves all lists and cannot be chosen any more. What was given to it stays given until it is taken away. This cannot be undone.',
      ),
      action: t('Delete group'),
      danger: true,
    })
    if (sure) command.run({ group: group.id })
  }
}

function GroupScreen({ group }: { group: Group }) {
  const t = useText()
  const [isEditing, setEditing] = useState(false)
  const remove = useDelete(group)
  const isFixed = t('System groups cannot be renamed or deleted.')
  return (
    <Page
      title={groupName(group, t)}
      badge={<GroupKind scope={group.scope} />}
      description={groupDescription(group, t)}
      width="reading"
      breadcrumbs={[
        { label: t('Administration'), href: links.administration() },
        { label: t('Groups'), href: links.groups() },
      ]}
      actions={
        <>
          <Button
            kind="plain"
            icon={IconEdit}
            onClick={() => setEditing(true)}
            disabledReason={!group.can.edit && isFixed}
          >
            {t('Rename')}
          </Button>
          <Menu
            label={t('More')}
            entries={[
              {
                label: t('Delete group'),
                icon: IconTrash,
                danger: true,
                onClick: () => void remove(),
                disabledReason: !group.can.delete && isFixed,
              },
            ]}
          />
        </>
      }
    >
      <Stack>
        <Text quiet>
          {group.audience === 'employees'
            ? t('Only employees can be in this group.')
            : t('Only people from outside can be in this group.')}
        </Text>
        <Members group={group} />
      </Stack>
      <EditGroupDialog group={group} isOpen={isEditing} onClose={() => setEditing(false)} />
    </Page>
  )
}

export function GroupPage({ group: id }: { group: string }) {
  const group = useQueryOf(getGroupApi, { group: id }, { topics: ['groups'] })
  return (
    <Loaded query={group} home={links.groups()}>
      {(found) => <GroupScreen group={found} />}
    </Loaded>
  )
}
