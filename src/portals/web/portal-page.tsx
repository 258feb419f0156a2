import { IconExternalLink, IconPlus, IconUserPlus, IconWorld } from '@tabler/icons-react'
import { links } from '../../base/employee-links.ts'
import { portalLinks } from '../../base/portal-links.ts'
import { getWorkspaceApi } from '../../workspaces/contract.ts'
import { useAddress } from '../../ui/address.ts'
import { Button } from '../../ui/button.tsx'
import { Callout } from '../../ui/callout.tsx'
import { confirm } from '../../ui/confirm.tsx'
import { EmptyState } from '../../ui/empty-state.tsx'
import { type Translate, useText } from '../../ui/language.ts'
import { Panel, Stack } from '../../ui/layout.tsx'
import { Loaded } from '../../ui/loaded.tsx'
import { Menu } from '../../ui/menu.tsx'
import { Page } from '../../ui/page.tsx'
import { useCommand, useQueryOf } from '../../ui/queries.ts'
import { StatusBadge } from '../../ui/status-badge.tsx'
import { Tabs } from '../../ui/tabs.tsx'
import {
  activatePortalApi,
  deactivatePortalApi,
  disablePortalApi,
  enablePortalApi,
  getPortalApi,
  listPortalsApi,
  type PortalShape,
  type PortalState,
} from '../contract.ts'
import { BrandingForm } from './branding-form.tsx'
import { EnablePortalDialog } from './enable-portal-dialog.tsx'
import { NewPageDialog } from './page-dialogs.tsx'
import { PageList } from './page-list.tsx'

const stateWords = (state: PortalState, t: Translate): string =>
  ({ active: t('Active'), inactive: t('Inactive'), disabled: t('Disabled') })[state]

type NoPortalProps = { workspace: string; isDisabled: boolean; canEnable: boolean }

function NoPortal({ workspace, isDisabled, canEnable }: NoPortalProps) {
  const t = useText()
  const { search, change } = useAddress()
  const again = useCommand(enablePortalApi, { invalidates: [getPortalApi, listPortalsApi, 'workspaces'] })
  return (
    <>
      <EmptyState
        icon={IconWorld}
        title={isDisabled ? t('The portal is disabled') : t('This workspace has no portal yet')}
        text={
          isDisabled
            ? t('Its pages and people are kept and come back when you enable it again, inactive at first.')
            : t('A portal lets people from outside file requests, follow them and do what you ask of them.')
        }
        action={
          <Button
            disabledReason={!canEnable && t('Only administrators of the company open anything to people from outside.')}
            isRunning={again.isRunning}
            onClick={() => (isDisabled ? again.run({ workspace }) : change({ dialog: 'enable' }))}
          >
            {isDisabled ? t('Enable again') : t('Enable the portal')}
          </Button>
        }
      />
      <EnablePortalDialog
        workspace={workspace}
        isOpen={search.dialog === 'enable'}
        onClose={() => change({ dialog: undefined })}
      />
    </>
  )
}

function StateButtons({ portal }: { portal: PortalShape }) {
  const t = useText()
  const stale = { invalidates: [getPortalApi, listPortalsApi] }
  const activate = useCommand(activatePortalApi, { ...stale, done: t('The portal is open') })
  const deactivate = useCommand(deactivatePortalApi, { ...stale, done: t('The portal is closed') })
  const disable = useCommand(disablePortalApi, { ...stale, done: t('The portal is disabled') })
  const isActive = portal.state === 'active'
  const askAndClose = async () => {
    const isSure = await confirm({
      title: t('Deactivate the portal?'),
      text: t('Its {{count}} people see a notice at once and can do nothing until you activate it again.', {
        count: portal.users,
      }),
      action: t('Deactivate'),
    })
    if (isSure) deactivate.run({ portal: portal.id })
  }
  const askAndDisable = async () => {
    const isSure = await confirm({
      title: t('Disable the portal?'),
      text: t('It leaves the workspace; nobody reaches it by its address. Pages and people are kept.'),
      action: t('Disable'),
      danger: true,
    })
    if (isSure) disable.run({ portal: portal.id })
  }
  return (
    <>
      <Button
        kind={isActive ? 'plain' : 'main'}
        isRunning={activate.isRunning || deactivate.isRunning}
        onClick={() => (isActive ? void askAndClose() : activate.run({ portal: portal.id }))}
      >
        {isActive ? t('Deactivate') : t('Activate')}
      </Button>
      <Menu
        label={t('More about the portal')}
        entries={[
          { label: t('Open the portal'), icon: IconExternalLink, href: portalLinks.home({ portal: portal.code }) },
          'line',
          { label: t('Disable'), danger: true, onClick: () => void askAndDisable() },
        ]}
      />
    </>
  )
}

function Notice({ portal }: { portal: PortalShape }) {
  const t = useText()
  const home = portal.pages.find((page) => page.home)
  if (portal.state === 'active' && !home?.published) {
    return <Callout kind="warning">{t('The portal is open, but its home page is not published yet.')}</Callout>
  }
  if (portal.state === 'inactive') {
    return (
      <Callout>
        {t('People you invite see a notice until you activate the portal. You can prepare pages and add people now.')}
      </Callout>
    )
  }
  return null
}

function Enabled({ portal, workspaceName }: { portal: PortalShape; workspaceName: string }) {
  const t = useText()
  const { search, change } = useAddress()
  return (
    <Page
      title={portal.name}
      breadcrumbs={[{ label: workspaceName, href: links.workspace({ workspace: portal.workspace }) }]}
      badge={
        <StatusBadge tone={portal.state === 'active' ? 'good' : 'neutral'}>{stateWords(portal.state, t)}</StatusBadge>
      }
      description={t('{{count}} people · address {{address}}', {
        count: portal.users,
        address: portalLinks.home({ portal: portal.code }),
      })}
      actions={
        <>
          {portal.can.manage && (
            <>
              <Button kind="plain" icon={IconUserPlus} href={links.externalUsers()}>
                {t('Invite people')}
              </Button>
              <StateButtons portal={portal} />
            </>
          )}
        </>
      }
    >
      <Stack>
        <Notice portal={portal} />
        <Tabs
          tabs={[
            {
              key: 'pages',
              label: t('Pages'),
              content: (
                <Panel
                  title={t('Pages')}
                  description={t('Their order is the order of the navigation.')}
                  flush
                  actions={
                    <Button icon={IconPlus} size="xs" onClick={() => change({ dialog: 'new-page' })}>
                      {t('Page')}
                    </Button>
                  }
                >
                  <PageList portal={portal} />
                </Panel>
              ),
            },
            { key: 'branding', label: t('Branding'), content: <BrandingForm portal={portal} /> },
          ]}
        />
      </Stack>
      <NewPageDialog
        portal={portal}
        isOpen={search.dialog === 'new-page'}
        onClose={() => change({ dialog: undefined })}
      />
    </Page>
  )
}

/** A workspace's portal: whether it is open, its pages, its look. */
export function PortalPage({ workspace }: { workspace: string }) {
  const t = useText()
  const found = useQueryOf(getPortalApi, { workspace }, { topics: ['portals', 'portal'] })
  const place = useQueryOf(getWorkspaceApi, { workspace }, { topics: ['workspaces'] })
  return (
    <Loaded query={place}>
      {({ name, can }) => (
        <Loaded query={found}>
          {({ portal }) =>
            portal && portal.state !== 'disabled' ? (
              <Enabled portal={portal} workspaceName={name} />
            ) : (
              <Page title={t('Portal')} breadcrumbs={[{ label: name, href: links.workspace({ workspace }) }]}>
                <NoPortal workspace={workspace} isDisabled={portal !== null} canEnable={can.manage} />
              </Page>
            )
          }
        </Loaded>
      )}
    </Loaded>
  )
}
