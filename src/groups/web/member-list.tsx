import { IconBuilding, IconSitemap, IconUserMinus, IconUsersGroup } from '@tabler/icons-react'
import { Avatar } from '../../ui/avatar.tsx'
import { IconButton } from '../../ui/button.tsx'
import { confirm } from '../../ui/confirm.tsx'
import { links } from '../../base/employee-links.ts'
import { useText } from '../../ui/language.ts'
import { Row, Stack, Text } from '../../ui/layout.tsx'
import { TextLink } from '../../ui/link.tsx'
import { useCommand } from '../../ui/queries.ts'
import { getGroupApi, type GroupShape, listGroupsApi, type MemberShape, removeGroupMemberApi } from '../contract.ts'
import { groupName } from './group-kind.tsx'

const icons = { group: IconUsersGroup, org_element: IconSitemap, organization: IconBuilding }

function hrefOf(member: MemberShape, audience: GroupShape['audience']): string {
  if (member.kind === 'group') return links.group({ group: member.id })
  if (member.kind === 'org_element') return links.orgChart()
  if (member.kind === 'organization') return links.externalUsers({}, { organization: member.id })
  return audience === 'employees' ? links.user({ user: member.id }) : links.externalUser({ user: member.id })
}

function Member({ member, group }: { member: MemberShape; group: GroupShape }) {
  const t = useText()
  const remove = useCommand(removeGroupMemberApi, { invalidates: [getGroupApi, listGroupsApi], done: t('Removed.') })
  const words = {
    group: t('Group'),
    department: t('Department'),
    position: t('Position'),
    employee_group: t('Employee group'),
    role: t('Role'),
  }
  const note = member.kind === 'organization' ? t('Organization') : (words[member.detail as 'group'] ?? member.detail)
  const Icon = member.kind === 'user' ? undefined : icons[member.kind]

  const ask = async (): Promise<void> => {
    const names = { name: member.name, group: groupName(group, t) }
    const sure = await confirm({
      title: t('Take {{name}} out of {{group}}?', names),
      text: t(
        'From the next click on, {{name}} has no rights through {{group}} and is not offered its tasks. Tasks already taken stay where they are.',
        names,
      ),
      action: t('Take out'),
      danger: true,
    })
    if (sure) remove.run({ group: group.id, member: member.id })
  }

  return (
    <Row justify="between" oneLine>
      <Row oneLine>
        {Icon ? <Icon size={24} stroke={1.5} aria-hidden /> : <Avatar name={member.name} />}
        <div>
          <TextLink href={hrefOf(member, group.audience)} quiet>
            {member.name}
          </TextLink>
          <Text small quiet>
            {note}
          </Text>
        </div>
      </Row>
      <IconButton
        icon={IconUserMinus}
        label={t('Take {{name}} out', { name: member.name })}
        isRunning={remove.isRunning}
        disabledReason={!group.can.editMembers && t('Members of this group are kept by Portico itself.')}
        onClick={() => void ask()}
      />
    </Row>
  )
}

export function MemberList({ members, group }: { members: MemberShape[]; group: GroupShape }) {
  return (
    <Stack gap="sm">
      {members.map((member) => (
        <Member key={member.id} member={member} group={group} />
      ))}
    </Stack>
  )
}
