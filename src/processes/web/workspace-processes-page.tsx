import { links } from '../../base/employee-links.ts'
import type { WorkspaceId } from '../../base/ids.ts'
import { useAddress } from '../../ui/address.ts'
import { useText } from '../../ui/language.ts'
import { Loaded } from '../../ui/loaded.tsx'
import { Page } from '../../ui/page.tsx'
import { useQueryOf } from '../../ui/queries.ts'
import { getWorkspaceApi } from '../../workspaces/contract.ts'
import { NewProcessDialog } from './new-process-dialog.tsx'
import { NewProcessButton, ProcessList } from './process-list.tsx'

/** The processes of a workspace: to start, to draw, to look after. */
export function WorkspaceProcessesPage({ workspace }: { workspace: string }) {
  const t = useText()
  const id = workspace as WorkspaceId
  const { search, change } = useAddress()
  const query = useQueryOf(getWorkspaceApi, { workspace: id }, { topics: ['workspaces'] })
  return (
    <Loaded query={query}>
      {(found) => (
        <Page
          title={t('Processes')}
          description={t('Who does what, in which order, and what they are asked.')}
          breadcrumbs={[{ label: found.name, href: links.workspace({ workspace: id }) }]}
          actions={found.can.configure && <NewProcessButton />}
        >
          <ProcessList workspace={id} canCreate={found.can.configure} />
          <NewProcessDialog
            workspace={found}
            isOpen={search.dialog === 'new'}
            onClose={() => change({ dialog: undefined })}
          />
        </Page>
      )}
    </Loaded>
  )
}
