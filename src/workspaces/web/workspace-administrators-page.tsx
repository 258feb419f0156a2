import { IconSitemap, IconUserMinus, IconUserPlus, IconUserShield, IconUsersGroup } from '@tabler/icons-react'
import { links } from '../../base/employee-links.ts'
import { useAddress } from '../../ui/address.ts'
import { Avatar } from '../../ui/avatar.tsx'
import { Button, IconButton } from '../../ui/button.tsx'
import { confirm } from '../../ui/confirm.tsx'
import { EmptyState } from '../../ui/empty-state.tsx'
import { useFormat } from '../../ui/format.ts'
import { type Translate, useText } from '../../ui/language.ts'
import { Panel, Row, Text } from '../../ui/layout.tsx'
import { Loaded } from '../../ui/loaded.tsx'
import { Page } from '../../ui/page.tsx'
import { useCommand, useQueryOf } from '../../ui/queries.ts'
import { StatusBadge } from '../../ui/status-badge.tsx'
import {
  dismissWorkspaceAdministratorApi,
  getWorkspaceApi,
  listWorkspaceAdministratorsApi,
  type WorkspaceAdministrator,
  type WorkspaceShape,
} from '../contract.ts'
import { AppointDialog } from './appoint-dialog.tsx'

function kindText({ kind, detail }: WorkspaceAdministrator, t: Translate): string {
  const words = {
    group: t('Group'),
    role: t('Role'),
    department: t('Department'),
    position: t('Position'),
    employee_group: t('Employee group'),
  }
  return kind === 'user' ? detail : (words[detail as 'group'] ?? detail)
}

const icons = { group: IconUsersGroup, org_element: IconSitemap }

function Administrator({ workspace, one }: { workspace: WorkspaceShape; one: WorkspaceAdministrator }) {
  const t = useText()
  const { date } = useFormat()
  const dismiss = useCommand(dismissWorkspaceAdministratorApi, {
    done: t('{{name}} does not administer this workspace any more.', { name: one.name }),
    invalidates: [listWorkspaceAdministratorsApi],
  })
  const ask = async () => {
    const wanted = await confirm({
      title: t('Take the administration from {{name}}?', { name: one.name }),
      text: t('It counts from the next click on. What was configured stays as it is.'),
      action: t('Take it away'),
      danger: true,
    })
    if (wanted) dismiss.run({ workspace: workspace.id, principal: one.id })
  }
  const Icon = one.kind === 'user' ? undefined : icons[one.kind]
  return (
    <li>
      <Row justify="between" oneLine>
        <Row oneLine>
          {Icon ? <Icon size={24} stroke={1.5} aria-hidden /> : <Avatar name={one.name} />}
          <div>
            <Row gap="xs">
              {one.name}
              {one.isGone && (
                <StatusBadge tone="bad">{one.kind === 'user' ? t('Locked or deleted') : t('Deleted')}</StatusBadge>
              )}
            </Row>
            <Text small quiet>
              {[kindText(one, t), t('since {{date}}', { date: date(one.since) }), one.by].filter(Boolean).join(' · ')}
            </Text>
          </div>
        </Row>
        {workspace.can.manage && (
          <IconButton
            icon={IconUserMinus}
            label={t('Take the administration from {{name}}', { name: one.name })}
            isRunning={dismiss.isRunning}
            onClick={() => void ask()}
          />
        )}
      </Row>
    </li>
  )
}

function Administrators({ workspace }: { workspace: WorkspaceShape }) {
  const t = useText()
  const { search, change } = useAddress()
  const found = useQueryOf(listWorkspaceAdministratorsApi, { workspace: workspace.id }, { topics: ['workspaces'] })
  const add = workspace.can.manage && (
    <Button icon={IconUserPlus} onClick={() => change({ dialog: 'appoint' })}>
      {t('Add an administrator')}
    </Button>
  )
  return (
    <Page
      title={t('Workspace administration')}
      description={t(
        'They configure this workspace: its apps, pages, processes and groups. Its data, what is open to people from outside, and Administration are not theirs by that.',
      )}
      width="reading"
      breadcrumbs={[{ label: workspace.name, href: links.workspace({ workspace: workspace.id }) }]}
      actions={add}
    >
      <Loaded query={found}>
        {({ rows }) =>
          rows.length === 0 ? (
            <EmptyState
              icon={IconUserShield}
              title={t('Nobody administers this workspace alone')}
              text={t('The administrators of the company do. Let somebody who knows the work configure it.')}
              action={add}
            />
          ) : (
            <Panel>
              <ul
                aria-label={t('Workspace administration')}
                style={{ listStyle: 'none', padding: 0, margin: 0, display: 'grid', gap: 'var(--mantine-spacing-md)' }}
              >
                {rows.map((one) => (
                  <Administrator key={one.id} workspace={workspace} one={one} />
                ))}
              </ul>
            </Panel>
          )
        }
      </Loaded>
      <AppointDialog
        workspace={workspace}
        isOpen={search.dialog === 'appoint' && workspace.can.manage}
        onClose={() => change({ dialog: undefined })}
      />
    </Page>
  )
}

/** Who administers one workspace without administering the company. */
export function WorkspaceAdministratorsPage({ workspace }: { workspace: string }) {
  const query = useQueryOf(getWorkspaceApi, { workspace }, { topics: ['workspaces'] })
  return <Loaded query={query}>{(found) => <Administrators workspace={found} />}</Loaded>
}
