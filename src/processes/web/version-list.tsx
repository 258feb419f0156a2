import type { AnswerOf } from '../../base/endpoint.ts'
import { links } from '../../base/employee-links.ts'
import { Button } from '../../ui/button.tsx'
import { confirm } from '../../ui/confirm.tsx'
import { Drawer } from '../../ui/dialog.tsx'
import { EmptyState } from '../../ui/empty-state.tsx'
import { useAddress } from '../../ui/address.ts'
import { useText } from '../../ui/language.ts'
import { Panel, Row, Stack, Text } from '../../ui/layout.tsx'
import { useGo } from '../../ui/link.tsx'
import { Loaded } from '../../ui/loaded.tsx'
import { useCommand, useQueryOf } from '../../ui/queries.ts'
import { Moment } from '../../ui/relative-time.tsx'
import { StatusBadge } from '../../ui/status-badge.tsx'
import { getProcessApi, getProcessVersionApi, saveDraftApi } from '../contract.ts'
import { DiagramView } from './diagram-view.tsx'

type Process = AnswerOf<typeof getProcessApi>
type Version = Process['versions'][number]

/** What was published, newest first: each can be looked at, and be the beginning of the next one. */
export function VersionList({ process }: { process: Process }) {
  const t = useText()
  const { search, change } = useAddress()
  const number = Number(search.version)
  const open = process.versions.find((version) => version.number === number)
  if (process.versions.length === 0) {
    return (
      <EmptyState
        title={t('No versions yet')}
        text={t('Publishing makes a version. Running instances keep the version they began with.')}
      />
    )
  }
  return (
    <Stack>
      {process.versions
        .toSorted((a, b) => b.number - a.number)
        .map((version) => (
          <Panel
            key={version.number}
            title={
              <Row gap="xs">
                {t('Version {{number}}', { number: version.number })}
                {version.isCurrent && <StatusBadge tone="good">{t('New instances take it')}</StatusBadge>}
              </Row>
            }
            actions={
              <Button kind="plain" size="xs" onClick={() => change({ version: String(version.number) })}>
                {t('Look at version {{number}}', { number: version.number })}
              </Button>
            }
          >
            <Text quiet>
              <Moment at={version.publishedAt} />
              {version.publishedBy ? ` · ${version.publishedBy.name}` : ''}
              {' · '}
              {t('running: {{active}}, ended: {{ended}}', { active: version.active, ended: version.ended })}
            </Text>
          </Panel>
        ))}
      <Drawer
        title={t('Version {{number}}', { number })}
        isOpen={!!open}
        onClose={() => change({ version: undefined })}
        size="xl"
      >
        {open && <OneVersion process={process} version={open} />}
      </Drawer>
    </Stack>
  )
}

function OneVersion({ process, version }: { process: Process; version: Version }) {
  const t = useText()
  const go = useGo()
  const query = useQueryOf(getProcessVersionApi, { process: process.id, number: version.number })
  const restore = useCommand(saveDraftApi, {
    done: t('Version {{number}} is the draft now.', { number: version.number }),
    invalidates: [getProcessApi],
    onDone: () => go(links.processModeler({ process: process.id })),
  })
  const ask = async (xml: string): Promise<void> => {
    const wanted = await confirm({
      title: t('Take version {{number}} as the draft?', { number: version.number }),
      text: t('What is drawn in the draft now is replaced. Nothing runs differently until it is published.'),
      action: t('Take it as the draft'),
    })
    if (wanted) restore.run({ process: process.id, draftVersion: process.draftVersion, xml })
  }
  return (
    <Loaded query={query}>
      {({ xml }) => (
        <Stack>
          <DiagramView xml={xml} />
          {process.can.configure && (
            <Row justify="end">
              <Button kind="plain" isRunning={restore.isRunning} onClick={() => void ask(xml)}>
                {t('Take it as the draft')}
              </Button>
            </Row>
          )}
        </Stack>
      )}
    </Loaded>
  )
}
