import { type AppShape, getAppApi } from '../../apps/contract.ts'
import { getItemApi } from '../../apps/contract-items.ts'
import { links } from '../../base/employee-links.ts'
import { useText } from '../../ui/language.ts'
import { Loaded } from '../../ui/loaded.tsx'
import { Page } from '../../ui/page.tsx'
import { useQueryOf } from '../../ui/queries.ts'
import { rightsOfAnItem } from './place.ts'
import { RightsPanel } from './rights-panel.tsx'

/** Behind the lock of an item: the common rows of its app, to be read, and those of its own. */
export function ItemRightsPage({ workspace, app, item }: { workspace: string; app: string; item: string }) {
  const appQuery = useQueryOf(getAppApi, { app }, { topics: [`app:${app}`] })
  return <Loaded query={appQuery}>{(found) => <ItemRights workspace={workspace} app={found} item={item} />}</Loaded>
}

function ItemRights({ workspace, app, item }: { workspace: string; app: AppShape; item: string }) {
  const t = useText()
  const found = useQueryOf(getItemApi, { app: app.id, item }, { topics: [`item:${item}`] })
  return (
    <Loaded query={found}>
      {({ title }) => (
        <Page
          title={t('Access to “{{name}}”', { name: title || app.itemName })}
          description={t('Rows of the app count here too; they are changed at the app.')}
          width="reading"
          breadcrumbs={[
            { label: app.workspace.name, href: links.workspace({ workspace }) },
            { label: app.name, href: links.app({ workspace, app: app.id }) },
            { label: title || app.itemName, href: links.item({ workspace, app: app.id, item }) },
          ]}
        >
          <RightsPanel
            place={rightsOfAnItem(app.id, item)}
            fields={app.fields}
            topics={[`app:${app.id}`, `item:${item}`]}
            note={app.mode !== 'items' && t('Rows of single items count only where the items of an app decide.')}
          />
        </Page>
      )}
    </Loaded>
  )
}
