import { useText, type Translate } from '../../ui/language.ts'
import { Row, Text } from '../../ui/layout.tsx'
import { StatusBadge } from '../../ui/status-badge.tsx'
import type { GroupShape } from '../contract.ts'

const scopes = {
  system: { words: 'System', tone: 'info' },
  company: { words: 'Company', tone: 'neutral' },
  workspace: { words: 'Workspace', tone: 'neutral' },
  app: { words: 'App', tone: 'neutral' },
} as const

/** What it is: a role or a group, where it belongs, whether it is deleted. */
export function GroupKind({ group }: { group: GroupShape }) {
  const t = useText()
  const { scope, type, workspace, app } = group
  const where = app && workspace ? `${workspace.name} / ${app.name}` : workspace?.name
  return (
    <div>
      <Row gap="xs">
        {group.deletedAt && <StatusBadge tone="bad">{t('Deleted')}</StatusBadge>}
        {type === 'role' && <StatusBadge tone="good">{t('Role')}</StatusBadge>}
        {group.isDefault && <StatusBadge tone="warning">{t('Default')}</StatusBadge>}
        {!where && <StatusBadge tone={scopes[scope].tone}>{t(scopes[scope].words)}</StatusBadge>}
      </Row>
      {where && (
        <Text small quiet>
          {where}
        </Text>
      )}
    </div>
  )
}

/** System groups carry the product's own words; names that people gave stay as they are. */
export const groupName = ({ name, scope }: Pick<GroupShape, 'name' | 'scope'>, t: Translate): string =>
  scope === 'system' ? t(name) : name

const systemWords: Record<string, string> = {
  administrators:
    'May do everything, but cannot touch the role of the System supervisor, who alone decides who is in here.',
  all_users: 'Every active employee, and nobody from outside. Kept by Portico itself.',
  external_users: 'Everybody from outside who has registered. Kept by Portico itself.',
  privileged_users: 'Hold a named seat of their own where seats are shared.',
  crm_users: 'May use the CRM solution.',
  projects_users: 'May use the projects solution.',
  system_supervisor: 'The one person who gets what nobody else can be found for.',
}

export const groupDescription = ({ code, scope, description }: GroupShape, t: Translate): string =>
  scope === 'system' ? t(systemWords[code] ?? description) : description
