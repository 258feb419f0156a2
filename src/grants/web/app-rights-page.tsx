import { IconLock, IconPlus } from '@tabler/icons-react'
import { type AppShape, getAppApi } from '../../apps/contract.ts'
import { links } from '../../base/employee-links.ts'
import { useAddress } from '../../ui/address.ts'
import { Button } from '../../ui/button.tsx'
import { Callout } from '../../ui/callout.tsx'
import { EmptyState } from '../../ui/empty-state.tsx'
import { useText } from '../../ui/language.ts'
import { Panel, Stack } from '../../ui/layout.tsx'
import { Loaded } from '../../ui/loaded.tsx'
import { Page } from '../../ui/page.tsx'
import { useQueryOf } from '../../ui/queries.ts'
import { listAppRightsApi } from '../contract.ts'
import { GiveDialog } from './give-dialog.tsx'
import { ModeForm } from './mode-form.tsx'
import { RightsTable } from './rights-table.tsx'

/** Who reaches the items of an app: which rows decide, and the rows. */
export function AppRightsPage({ workspace, app }: { workspace: string; app: string }) {
  const query = useQueryOf(getAppApi, { app }, { topics: [`app:${app}`] })
  return <Loaded query={query}>{(found) => <AppRights workspace={workspace} app={found} />}</Loaded>
}

function AppRights({ workspace, app }: { workspace: string; app: AppShape }) {
  const t = useText()
  const { search, change } = useAddress()
  const found = useQueryOf(listAppRightsApi, { app: app.id }, { topics: [`app:${app.id}`] })
  const add = (
    <Button icon={IconPlus} onClick={() => change({ dialog: 'give' })}>
      {t('Give rights')}
    </Button>
  )
  return (
    <Page
      title={t('Access to {{name}}', { name: app.name })}
      description={t(
        'Administrators and the System supervisor may everything everywhere. Whoever is at a task sees its item.',
      )}
      width="reading"
      breadcrumbs={[
        { label: app.workspace.name, href: links.workspace({ workspace }) },
        { label: app.name, href: links.app({ workspace, app: app.id }) },
        { label: t('Settings'), href: links.appSettings({ workspace, app: app.id }) },
      ]}
    >
      <Stack gap="lg">
        <Panel>
          <ModeForm app={app} />
        </Panel>
        <Loaded query={found}>
          {({ rows }) => (
            <Panel title={t('Table of rights')} actions={rows.length > 0 && add}>
              <Stack>
                {app.mode === 'open' && rows.length > 0 && (
                  <Callout>
                    {t(
                      'The app is open: every employee has it anyway. Rows for people from outside count all the same.',
                    )}
                  </Callout>
                )}
                {rows.length === 0 ? (
                  <EmptyState
                    icon={IconLock}
                    title={t('Nobody was given rights here')}
                    text={t(
                      'Let a group, a place of the org chart, the author or whom a field names work with the items.',
                    )}
                    action={add}
                  />
                ) : (
                  <RightsTable app={app} rows={rows} />
                )}
              </Stack>
            </Panel>
          )}
        </Loaded>
      </Stack>
      <GiveDialog app={app} isOpen={search.dialog === 'give'} onClose={() => change({ dialog: undefined })} />
    </Page>
  )
}
