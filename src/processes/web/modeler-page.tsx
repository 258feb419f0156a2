import { useState } from 'react'
import type { ProcessId } from '../../base/ids.ts'
import { links } from '../../base/employee-links.ts'
import { Callout } from '../../ui/callout.tsx'
import { useText } from '../../ui/language.ts'
import { Stack } from '../../ui/layout.tsx'
import { Loaded } from '../../ui/loaded.tsx'
import { Page } from '../../ui/page.tsx'
import { useQueryOf } from '../../ui/queries.ts'
import { StatusBadge } from '../../ui/status-badge.tsx'
import { getProcessApi } from '../contract.ts'
import { DiagramView } from './diagram-view.tsx'
import { Modeler } from './modeler.tsx'
import { useSmallScreen } from '../../ui/small-screen.ts'

/** Where a process is drawn. On a phone it can be looked at only. */
export function ModelerPage({ process }: { process: string }) {
  const t = useText()
  const isSmall = useSmallScreen()
  const query = useQueryOf(getProcessApi, { process: process as ProcessId }, { topics: ['processes'] })
  const [opened, setOpened] = useState(0)
  return (
    <Loaded query={query}>
      {(found) => (
        <Page
          title={found.name}
          width="whole"
          breadcrumbs={[
            { label: found.workspace.name, href: links.workspace({ workspace: found.workspace.id }) },
            { label: t('Processes'), href: links.workspaceProcesses({ workspace: found.workspace.id }) },
            { label: found.name, href: links.process({ process: found.id }) },
          ]}
          badge={
            found.published ? (
              <StatusBadge tone="good">{t('Version {{number}}', { number: found.published.number })}</StatusBadge>
            ) : (
              <StatusBadge>{t('Not published')}</StatusBadge>
            )
          }
        >
          {isSmall || !found.can.configure ? (
            <Stack>
              <Callout>
                {isSmall
                  ? t('Drawing needs a larger screen. Here you can look at the process.')
                  : t('You may look at this process, and not change it.')}
              </Callout>
              <DiagramView xml={found.draftXml} />
            </Stack>
          ) : (
            <Modeler
              key={opened}
              process={found}
              onReload={() => void query.refetch().then(() => setOpened(opened + 1))}
            />
          )}
        </Page>
      )}
    </Loaded>
  )
}
