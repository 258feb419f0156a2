import { IconLock } from '@tabler/icons-react'
import { links } from '../../base/employee-links.ts'
import { Button } from '../../ui/button.tsx'
import { useText } from '../../ui/language.ts'
import { Loaded } from '../../ui/loaded.tsx'
import { Page } from '../../ui/page.tsx'
import { useQueryOf } from '../../ui/queries.ts'
import { StatusBadge } from '../../ui/status-badge.tsx'
import { Tabs } from '../../ui/tabs.tsx'
import { type AppShape, getAppApi, getAppDraftApi } from '../contract.ts'
import { FieldsEditor } from './fields-editor.tsx'
import { GeneralSettings } from './general-settings.tsx'

/** What an app's items consist of, and how the app is called. */
export function AppSettingsPage({ workspace, app }: { workspace: string; app: string }) {
  const query = useQueryOf(getAppApi, { app }, { topics: [`app:${app}`] })
  return <Loaded query={query}>{(found) => <Settings workspace={workspace} app={found} />}</Loaded>
}

function Settings({ workspace, app }: { workspace: string; app: AppShape }) {
  const t = useText()
  const draft = useQueryOf(getAppDraftApi, { app: app.id }, { topics: [`app:${app.id}`] })
  return (
    <Page
      title={t('Settings of {{name}}', { name: app.name })}
      badge={<PublishState app={app} />}
      width="reading"
      actions={
        app.can.manage && (
          <Button icon={IconLock} kind="plain" href={links.appRights({ workspace, app: app.id })}>
            {t('Access')}
          </Button>
        )
      }
      breadcrumbs={[
        { label: app.workspace.name, href: links.workspace({ workspace }) },
        { label: app.name, href: links.app({ workspace, app: app.id }) },
      ]}
    >
      <Tabs
        tabs={[
          {
            key: 'fields',
            label: t('Fields'),
            content: <Loaded query={draft}>{(drawn) => <FieldsEditor app={app} draft={drawn} />}</Loaded>,
          },
          { key: 'general', label: t('General'), content: <GeneralSettings workspace={workspace} app={app} /> },
        ]}
      />
    </Page>
  )
}

function PublishState({ app }: { app: AppShape }) {
  const t = useText()
  if (!app.published) return <StatusBadge tone="neutral">{t('Not published')}</StatusBadge>
  return app.draftDiffers ? (
    <StatusBadge tone="warning">{t('Changes not published')}</StatusBadge>
  ) : (
    <StatusBadge tone="good">{t('Published')}</StatusBadge>
  )
}
