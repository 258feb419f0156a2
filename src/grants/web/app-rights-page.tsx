import { type AppShape, getAppApi } from '../../apps/contract.ts'
import { links } from '../../base/employee-links.ts'
import { useText } from '../../ui/language.ts'
import { Panel, Stack } from '../../ui/layout.tsx'
import { Loaded } from '../../ui/loaded.tsx'
import { Page } from '../../ui/page.tsx'
import { useQueryOf } from '../../ui/queries.ts'
import { ModeForm } from './mode-form.tsx'
import { rightsOfAnApp } from './place.ts'
import { RightsPanel } from './rights-panel.tsx'

/** Who reaches the items of an app: which rows decide, and the rows. */
export function AppRightsPage({ workspace, app }: { workspace: string; app: string }) {
  const query = useQueryOf(getAppApi, { app }, { topics: [`app:${app}`] })
  return <Loaded query={query}>{(found) => <AppRights workspace={workspace} app={found} />}</Loaded>
}

function AppRights({ workspace, app }: { workspace: string; app: AppShape }) {
  const t = useText()
  return (
    <Page
      title={t('Access to “{{name}}”', { name: app.name })}
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
        <RightsPanel
          place={rightsOfAnApp(app.id)}
          fields={app.fields}
          topics={[`app:${app.id}`]}
          note={
            app.mode === 'open' &&
            t('The app is open: every employee has it anyway. Rows for people from outside count all the same.')
          }
        />
      </Stack>
    </Page>
  )
}
