import { IconPencil, IconPlayerPlay } from '@tabler/icons-react'
import type { AnswerOf } from '../../base/endpoint.ts'
import { links } from '../../base/employee-links.ts'
import type { ProcessId } from '../../base/ids.ts'
import { useAddress } from '../../ui/address.ts'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { TextField } from '../../ui/fields.tsx'
import { CommandForm } from '../../ui/form.tsx'
import { useText } from '../../ui/language.ts'
import { Panel, Stack, Text } from '../../ui/layout.tsx'
import { Loaded } from '../../ui/loaded.tsx'
import { Menu } from '../../ui/menu.tsx'
import { Page } from '../../ui/page.tsx'
import { useQueryOf } from '../../ui/queries.ts'
import { Tabs } from '../../ui/tabs.tsx'
import { getProcessApi, listProcessesApi, renameProcessApi } from '../contract.ts'
import { DiagramView } from './diagram-view.tsx'
import { InstanceList } from './instance-list.tsx'
import { StartProcessDialog } from './start-process-dialog.tsx'
import { ProcessState } from './states.tsx'
import { VersionList } from './version-list.tsx'

type Process = AnswerOf<typeof getProcessApi>

/** One process: how it is drawn, which versions there are, what runs. */
export function ProcessPage({ process }: { process: string }) {
  const query = useQueryOf(getProcessApi, { process: process as ProcessId }, { topics: ['processes'] })
  return <Loaded query={query}>{(found) => <Inside process={found} />}</Loaded>
}

function Inside({ process }: { process: Process }) {
  const t = useText()
  const { search, change } = useAddress()
  const { can } = process
  return (
    <Page
      title={process.name}
      badge={<ProcessState {...process} />}
      description={process.app ? t('Works on the app “{{app}}”.', { app: process.app.name }) : undefined}
      breadcrumbs={[
        { label: process.workspace.name, href: links.workspace({ workspace: process.workspace.id }) },
        { label: t('Processes'), href: links.workspaceProcesses({ workspace: process.workspace.id }) },
      ]}
      actions={
        <>
          {can.configure && (
            <Menu
              label={t('Actions')}
              entries={[{ label: t('Rename'), icon: IconPencil, onClick: () => change({ dialog: 'rename' }) }]}
            />
          )}
          {can.start && process.published && (
            <Button kind="plain" icon={IconPlayerPlay} onClick={() => change({ start: process.id })}>
              {t('Start')}
            </Button>
          )}
          {can.configure && (
            <Button icon={IconPencil} href={links.processModeler({ process: process.id })}>
              {t('Draw')}
            </Button>
          )}
        </>
      }
    >
      <Tabs
        tabs={[
          { key: 'diagram', label: t('Diagram'), content: <Draft process={process} /> },
          { key: 'versions', label: t('Versions'), content: <VersionList process={process} /> },
          { key: 'instances', label: t('Instances'), content: <InstanceList process={process.id} /> },
        ]}
      />
      {search.start && <StartProcessDialog process={search.start} onClose={() => change({ start: undefined })} />}
      <Rename process={process} isOpen={search.dialog === 'rename'} onClose={() => change({ dialog: undefined })} />
    </Page>
  )
}

function Draft({ process }: { process: Process }) {
  const t = useText()
  return (
    <Panel
      title={t('As it is drawn now')}
      description={
        process.published
          ? process.draftDiffers
            ? t('The draft differs from version {{number}}, which runs.', { number: process.published.number })
            : t('This is version {{number}}, which runs.', { number: process.published.number })
          : t('A draft. Nothing runs before it is published.')
      }
    >
      <Stack>
        <DiagramView xml={process.draftXml} />
        <Text small quiet>
          {t('Move it with the mouse or a finger, zoom with the wheel.')}
        </Text>
      </Stack>
    </Panel>
  )
}

function Rename({ process, isOpen, onClose }: { process: Process; isOpen: boolean; onClose: () => void }) {
  const t = useText()
  return (
    <Dialog title={t('Rename the process')} isOpen={isOpen} onClose={onClose} size="sm">
      <CommandForm
        endpoint={renameProcessApi}
        start={{ name: process.name }}
        input={({ name }) => ({ process: process.id, version: process.version, name })}
        submit={t('Rename')}
        onCancel={onClose}
        invalidates={[getProcessApi, listProcessesApi]}
        problemFields={{ 'process.name_taken': 'name' }}
        onDone={onClose}
      >
        <TextField name="name" label={t('Name')} required autoFocus maxLength={120} />
      </CommandForm>
    </Dialog>
  )
}
