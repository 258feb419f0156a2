import {
  IconLayoutGrid,
  IconPencil,
  IconPlus,
  IconTable,
  IconTrash,
  IconUserShield,
  IconUsersGroup,
} from '@tabler/icons-react'
import { links } from '../../base/employee-links.ts'
import { useAddress } from '../../ui/address.ts'
import { Button } from '../../ui/button.tsx'
import { confirm } from '../../ui/confirm.tsx'
import { EmptyState } from '../../ui/empty-state.tsx'
import { useText } from '../../ui/language.ts'
import { Columns, Panel, Row, Stack, Text } from '../../ui/layout.tsx'
import { TextLink, useGo } from '../../ui/link.tsx'
import { Loaded } from '../../ui/loaded.tsx'
import { Menu } from '../../ui/menu.tsx'
import { Page } from '../../ui/page.tsx'
import { useCommand, useQueryOf } from '../../ui/queries.ts'
import { StatusBadge } from '../../ui/status-badge.tsx'
import {
  deleteWorkspaceApi,
  getWorkspaceApi,
  listWorkspacesApi,
  type WorkspaceAppShape,
  type WorkspaceShape,
} from '../../workspaces/contract.ts'
import { EditWorkspaceDialog } from '../../workspaces/web/edit-workspace-dialog.tsx'
import { NewAppDialog } from './new-app-dialog.tsx'

/** A workspace: its apps, and where its processes and its portal are. */
export function WorkspacePage({ workspace }: { workspace: string }) {
  const query = useQueryOf(getWorkspaceApi, { workspace }, { topics: ['workspaces'] })
  return <Loaded query={query}>{(found) => <Workspace workspace={found} />}</Loaded>
}

function useDelete(workspace: WorkspaceShape): () => Promise<void> {
  const t = useText()
  const go = useGo()
  const command = useCommand(deleteWorkspaceApi, {
    done: t('The workspace is deleted.'),
    invalidates: [listWorkspacesApi],
    onDone: () => go(links.home()),
  })
  return async () => {
    const wanted = await confirm({
      title: t('Delete “{{name}}”?', { name: workspace.name }),
      text: t('Only an empty workspace can be deleted. Its name can be used again.'),
      action: t('Delete the workspace'),
      danger: true,
    })
    if (wanted) command.run({ workspace: workspace.id })
  }
}

function Workspace({ workspace }: { workspace: WorkspaceShape }) {
  const t = useText()
  const { search, change } = useAddress()
  const remove = useDelete(workspace)
  const close = () => change({ dialog: undefined })
  const add = workspace.can.configure && (
    <Button icon={IconPlus} onClick={() => change({ dialog: 'new-app' })}>
      {t('New app')}
    </Button>
  )
  return (
    <Page
      title={workspace.name}
      description={workspace.description}
      badge={workspace.visibleTo === 'administrators' && <StatusBadge>{t('Administrators only')}</StatusBadge>}
      actions={
        workspace.can.configure && (
          <>
            {add}
            <Menu
              label={t('More')}
              entries={[
                { label: t('Settings'), icon: IconPencil, onClick: () => change({ dialog: 'edit' }) },
                { label: t('Groups'), icon: IconUsersGroup, href: links.groups({}, { place: workspace.id }) },
                {
                  label: t('Workspace administration'),
                  icon: IconUserShield,
                  href: links.workspaceAdministrators({ workspace: workspace.id }),
                },
                ...(workspace.can.manage
                  ? [
                      'line' as const,
                      { label: t('Delete'), icon: IconTrash, danger: true, onClick: () => void remove() },
                    ]
                  : []),
              ]}
            />
          </>
        )
      }
    >
      {workspace.apps.length === 0 ? (
        <EmptyState
          icon={IconLayoutGrid}
          title={t('No apps yet')}
          text={
            workspace.can.configure
              ? t(
                  'An app is a kind of record, such as requests or contracts: what is written down, listed and worked on.',
                )
              : t('There is nothing here that you can open. Ask an administrator what belongs here.')
          }
          action={add}
        />
      ) : (
        <Columns count={3}>
          {workspace.apps.map((app) => (
            <AppCard key={app.id} workspace={workspace.id} app={app} />
          ))}
        </Columns>
      )}
      <NewAppDialog workspace={workspace.id} isOpen={search.dialog === 'new-app' && !!add} onClose={close} />
      <EditWorkspaceDialog
        workspace={workspace}
        isOpen={search.dialog === 'edit' && workspace.can.configure}
        onClose={close}
      />
    </Page>
  )
}

function AppCard({ workspace, app }: { workspace: string; app: WorkspaceAppShape }) {
  const t = useText()
  return (
    <Panel>
      <Stack gap="xs">
        <Row oneLine>
          <IconTable size={20} stroke={1.6} aria-hidden />
          <TextLink href={links.app({ workspace, app: app.id })} quiet>
            {app.name}
          </TextLink>
          {!app.published && <StatusBadge>{t('Not published')}</StatusBadge>}
        </Row>
        {app.description && (
          <Text small quiet lines={2}>
            {app.description}
          </Text>
        )}
      </Stack>
    </Panel>
  )
}
