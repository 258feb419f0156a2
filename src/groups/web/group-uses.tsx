import { IconPlugOff } from '@tabler/icons-react'
import { links } from '../../base/employee-links.ts'
import { rightsText } from '../../people/web/access-difference.tsx'
import { EmptyState } from '../../ui/empty-state.tsx'
import { type Translate, useText } from '../../ui/language.ts'
import { Row, Stack, Text } from '../../ui/layout.tsx'
import { TextLink } from '../../ui/link.tsx'
import { Loaded } from '../../ui/loaded.tsx'
import { useQueryOf } from '../../ui/queries.ts'
import { ListSkeleton } from '../../ui/skeletons.tsx'
import { StatusBadge } from '../../ui/status-badge.tsx'
import { type GroupUse, listGroupUsesApi } from '../contract.ts'

const wordsOfUse = {
  portal: 'Users of a portal',
  lane: 'Lane of a process',
  tasks: 'Open tasks',
  visibility: 'In the menu',
  grant: 'Rights',
  group: 'In a group',
} as const

function hrefOf({ on, id, workspace }: GroupUse): string | undefined {
  if (on === 'group') return links.group({ group: id })
  if (on === 'process') return links.process({ process: id })
  if (on === 'workspace') return links.workspace({ workspace: id })
  if (on === 'app' && workspace) return links.app({ workspace, app: id })
  if (on === 'portal' && workspace) return links.portal({ workspace })
  return undefined
}

function detailOf({ kind, detail }: GroupUse, t: Translate): string {
  if (kind === 'tasks') return t('{{count}} open tasks to take', { count: Number(detail[0]) })
  if (kind === 'grant') return rightsText(detail, t)
  if (kind === 'lane') return detail.filter(Boolean).join(', ')
  return detail.includes('deleted') ? t('Deleted') : ''
}

function Use({ use }: { use: GroupUse }) {
  const t = useText()
  const href = hrefOf(use)
  const name = use.name || (use.kind === 'tasks' ? t('Tasks') : t('Something without a name'))
  return (
    <Row justify="between" oneLine>
      <div>
        {href ? (
          <TextLink href={href} quiet>
            {name}
          </TextLink>
        ) : (
          <Text>{name}</Text>
        )}
        <Text small quiet>
          {detailOf(use, t)}
        </Text>
      </div>
      <StatusBadge>{t(wordsOfUse[use.kind])}</StatusBadge>
    </Row>
  )
}

export function UseList({ uses }: { uses: readonly GroupUse[] }) {
  return (
    <Stack gap="sm">
      {uses.map((use) => (
        <Use key={`${use.kind} ${use.on} ${use.id} ${use.detail.join()}`} use={use} />
      ))}
    </Stack>
  )
}

export const useUses = (group: string) => useQueryOf(listGroupUsesApi, { group }, { topics: ['groups', 'tasks'] })

/** Where it is used: what would have to be looked at before it goes. */
export function GroupUses({ group }: { group: string }) {
  const t = useText()
  return (
    <Loaded query={useUses(group)} skeleton={<ListSkeleton lines={4} />}>
      {({ rows }) =>
        rows.length === 0 ? (
          <EmptyState
            icon={IconPlugOff}
            level={3}
            title={t('Nothing names this group')}
            text={t('No rights, menus, lanes, portals or other groups: it can go without anybody noticing.')}
          />
        ) : (
          <UseList uses={rows} />
        )
      }
    </Loaded>
  )
}
