import { IconBuilding, IconSitemap, IconUsersGroup } from '@tabler/icons-react'
import { links } from '../../base/employee-links.ts'
import { Avatar } from '../../ui/avatar.tsx'
import { type Translate, useText } from '../../ui/language.ts'
import { Row, Text } from '../../ui/layout.tsx'
import { StatusBadge } from '../../ui/status-badge.tsx'
import type { GroupShape, MemberShape } from '../contract.ts'

const icons = { group: IconUsersGroup, org_element: IconSitemap, organization: IconBuilding }

export function memberHref(member: Pick<MemberShape, 'id' | 'kind'>, audience: GroupShape['audience']): string {
  if (member.kind === 'group') return links.group({ group: member.id })
  if (member.kind === 'org_element') return links.orgChart()
  if (member.kind === 'organization') return links.externalUsers({}, { organization: member.id })
  return audience === 'employees' ? links.user({ user: member.id }) : links.externalUser({ user: member.id })
}

export function memberKind({ kind, detail }: MemberShape, t: Translate): string {
  const words = {
    group: t('Group'),
    role: t('Role'),
    department: t('Department'),
    position: t('Position'),
    employee_group: t('Employee group'),
  }
  return kind === 'organization' ? t('Organization') : (words[detail as 'group'] ?? detail)
}

export function MemberName({ member }: { member: MemberShape }) {
  const t = useText()
  const Icon = member.kind === 'user' ? undefined : icons[member.kind]
  return (
    <Row oneLine>
      {Icon ? <Icon size={24} stroke={1.5} aria-hidden /> : <Avatar name={member.name} />}
      <div>
        <Row gap="xs">
          {member.name}
          {member.isGone && (
            <StatusBadge tone="bad">{member.kind === 'user' ? t('Locked or deleted') : t('Deleted')}</StatusBadge>
          )}
        </Row>
        <Text small quiet>
          {memberKind(member, t)}
        </Text>
      </div>
    </Row>
  )
}
