import { IconPlayerPlay, IconPlus, IconSitemap } from '@tabler/icons-react'
import { links } from '../../base/employee-links.ts'
import type { WorkspaceId } from '../../base/ids.ts'
import { useAddress } from '../../ui/address.ts'
import { Button } from '../../ui/button.tsx'
import { DataList } from '../../ui/data-list.tsx'
import { useText } from '../../ui/language.ts'
import { RelativeTime } from '../../ui/relative-time.tsx'
import { listProcessesApi, type ProcessShape } from '../contract.ts'
import { StartProcessDialog } from './start-process-dialog.tsx'
import { ProcessState } from './states.tsx'

export type ProcessListProps = { workspace?: WorkspaceId; canCreate: boolean }

export function NewProcessButton() {
  const t = useText()
  const { change } = useAddress()
  return (
    <Button icon={IconPlus} onClick={() => change({ dialog: 'new' })}>
      {t('New process')}
    </Button>
  )
}

/** Processes with what runs of them; each can be started where one may. */
export function ProcessList({ workspace, canCreate }: ProcessListProps) {
  const t = useText()
  const { search, change } = useAddress()
  const start = (process: ProcessShape) =>
    process.published &&
    process.can.start && (
      <Button icon={IconPlayerPlay} kind="plain" size="xs" onClick={() => change({ start: process.id })}>
        {t('Start')}
      </Button>
    )
  return (
    <>
      <DataList
        label={t('Processes')}
        endpoint={listProcessesApi}
        {...(workspace ? { input: { workspace } } : {})}
        topics={['processes']}
        search={t('Search by name')}
        empty={{
          icon: IconSitemap,
          title: t('No processes yet'),
          text: t(
            'A process leads work from one person to the next: who does what, what they are asked, and what happens then. Draw one, publish it, and start it.',
          ),
          action: canCreate && <NewProcessButton />,
        }}
        rowHref={({ id }) => links.process({ process: id })}
        columns={[
          { key: 'name', title: t('Name'), show: ({ name }) => name },
          ...(workspace
            ? []
            : [{ key: 'workspace', title: t('Workspace'), show: (row: ProcessShape) => row.workspace.name }]),
          { key: 'app', title: t('App'), show: ({ app }) => app?.name ?? '—' },
          { key: 'state', title: t('State'), show: (process) => <ProcessState {...process} /> },
          { key: 'active', title: t('Running'), width: 90, align: 'end', show: ({ active }) => active },
          {
            key: 'published',
            title: t('Published'),
            width: 150,
            desktopOnly: true,
            show: ({ published }) => (published ? <RelativeTime at={published.at} /> : '—'),
          },
          { key: 'start', title: t('Start'), width: 120, align: 'end', show: start },
        ]}
      />
      {search.start && <StartProcessDialog process={search.start} onClose={() => change({ start: undefined })} />}
    </>
  )
}
