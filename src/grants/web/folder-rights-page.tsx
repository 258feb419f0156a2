import { type AppShape, getAppApi } from '../../apps/contract.ts'
import { listFoldersApi } from '../../apps/contract-folders.ts'
import { links } from '../../base/employee-links.ts'
import { useText } from '../../ui/language.ts'
import { Loaded } from '../../ui/loaded.tsx'
import { Page } from '../../ui/page.tsx'
import { useQueryOf } from '../../ui/queries.ts'
import { rightsOfAFolder } from './place.ts'
import { RightsPanel } from './rights-panel.tsx'

/** The rows that count in a folder: its own, and those of what it inherits from. */
export function FolderRightsPage({ workspace, app, folder }: { workspace: string; app: string; folder: string }) {
  const query = useQueryOf(getAppApi, { app }, { topics: [`app:${app}`] })
  return <Loaded query={query}>{(found) => <FolderRights workspace={workspace} app={found} folder={folder} />}</Loaded>
}

function FolderRights({ workspace, app, folder }: { workspace: string; app: AppShape; folder: string }) {
  const t = useText()
  const folders = useQueryOf(listFoldersApi, { app: app.id }, { topics: [`app:${app.id}`] })
  return (
    <Loaded query={folders}>
      {({ rows }) => (
        <Page
          title={t('Access to “{{name}}”', { name: rows.find(({ id }) => id === folder)?.name ?? t('Folder') })}
          description={t('Rows of the folders above, and of the app, count here as long as the folder inherits.')}
          width="reading"
          breadcrumbs={[
            { label: app.workspace.name, href: links.workspace({ workspace }) },
            { label: app.name, href: `${links.app({ workspace, app: app.id })}?folder=${folder}` },
          ]}
        >
          <RightsPanel
            place={rightsOfAFolder(folder)}
            fields={app.fields}
            topics={[`app:${app.id}`]}
            note={app.mode !== 'folders' && t('Rows of folders count only where the folders of an app decide.')}
          />
        </Page>
      )}
    </Loaded>
  )
}
