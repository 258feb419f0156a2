import { IconUserMinus, IconUserPlus, IconUsersGroup } from '@tabler/icons-react'
import { useState } from 'react'
import { links } from '../../base/employee-links.ts'
import { Button, IconButton } from '../../ui/button.tsx'
import { Callout } from '../../ui/callout.tsx'
import { DataList } from '../../ui/data-list.tsx'
import { useText } from '../../ui/language.ts'
import { Stack } from '../../ui/layout.tsx'
import { TextLink } from '../../ui/link.tsx'
import { type GroupShape, listGroupMembersApi, type MemberShape } from '../contract.ts'
import { AddMembersDialog } from './add-members-dialog.tsx'
import { TakeOutDialog } from './change-members-dialog.tsx'
import { GroupPeople } from './group-people.tsx'
import { MemberName, memberHref } from './member-name.tsx'

/** Why nobody can be added by this person; undefined where somebody can. */
export function useFixedReason(group: GroupShape): string | undefined {
  const t = useText()
  if (group.can.editMembers) return undefined
  if (group.deletedAt) return t('The group is deleted. Restore it before you change it.')
  if (group.membership === 'computed') return t('Members of this group are kept by Portico itself.')
  if (group.scope === 'system') return t('Only the System supervisor decides who administers.')
  return t('It gives rights you do not hold, or works outside of this workspace. Ask an administrator.')
}

/** Whom Portico itself works out. */
export function ComputedMembers({ group }: { group: GroupShape }) {
  const t = useText()
  return (
    <Stack>
      <Callout>
        {group.code === 'system_supervisor'
          ? t('Exactly one person holds this role. Only the supervisor can hand it over.')
          : t(
              'Members of this group are kept by Portico itself: whoever registers is in it, whoever is locked is not.',
            )}{' '}
        <TextLink href={group.audience === 'employees' ? links.users() : links.externalUsers()}>
          {t('See the people')}
        </TextLink>
      </Callout>
      <GroupPeople group={group} />
    </Stack>
  )
}

/** What stands in the group directly. */
export function GroupMembers({ group }: { group: GroupShape }) {
  const t = useText()
  const fixed = useFixedReason(group)
  const [isAdding, setAdding] = useState(false)
  const [leaving, setLeaving] = useState<readonly MemberShape[]>([])
  const add = (
    <Button icon={IconUserPlus} onClick={() => setAdding(true)} disabledReason={fixed}>
      {group.type === 'role' ? t('Choose the holder') : t('Add members')}
    </Button>
  )
  return (
    <Stack>
      {fixed && !group.deletedAt && <Callout>{fixed}</Callout>}
      <DataList
        label={t('Members')}
        endpoint={listGroupMembersApi}
        input={{ group: group.id }}
        topics={['groups']}
        prefix="m_"
        search={t('Search by name')}
        empty={{
          icon: IconUsersGroup,
          level: 3,
          title: t('Nobody is in this group'),
          text: t('Tasks offered to an empty group go to the System supervisor, who is told why.'),
          action: add,
        }}
        actions={!!group.members && add}
        rowHref={(member) => memberHref(member, group.audience)}
        columns={[
          { key: 'name', title: t('Name'), show: (member) => <MemberName member={member} /> },
          {
            key: 'out',
            title: '',
            width: 60,
            align: 'end',
            show: (member) => (
              <IconButton
                icon={IconUserMinus}
                label={t('Take {{name}} out', { name: member.name })}
                disabledReason={fixed}
                onClick={() => setLeaving([member])}
              />
            ),
          },
        ]}
        {...(fixed
          ? {}
          : {
              chosenActions: (rows: MemberShape[]) => (
                <Button kind="plain" icon={IconUserMinus} onClick={() => setLeaving(rows)}>
                  {t('Take out')}
                </Button>
              ),
            })}
      />
      <AddMembersDialog group={group} isOpen={isAdding} onClose={() => setAdding(false)} />
      <TakeOutDialog group={group} members={leaving} onClose={() => setLeaving([])} />
    </Stack>
  )
}
