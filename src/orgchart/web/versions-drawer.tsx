import { IconHistory, IconRestore } from '@tabler/icons-react'
import { useState } from 'react'
import type { AnswerOf } from '../../base/endpoint.ts'
import { Button } from '../../ui/button.tsx'
import { Drawer } from '../../ui/dialog.tsx'
import { EmptyState } from '../../ui/empty-state.tsx'
import { useText } from '../../ui/language.ts'
import { Panel, Row, Stack, Text } from '../../ui/layout.tsx'
import { Loaded } from '../../ui/loaded.tsx'
import { useCommand, usePagesOf, useQueryOf } from '../../ui/queries.ts'
import { Moment } from '../../ui/relative-time.tsx'
import { ListSkeleton } from '../../ui/skeletons.tsx'
import { getOrgVersionApi, listOrgVersionsApi, restoreOrgVersionApi } from '../contract-draft.ts'
import { ChangeList } from './change-list.tsx'

type VersionsDrawerProps = { isOpen: boolean; onClose: () => void; onRestored: () => void; hasDraft: boolean }
type Version = AnswerOf<typeof listOrgVersionsApi>['rows'][number]

function Changes({ number }: { number: number }) {
  const version = useQueryOf(getOrgVersionApi, { number })
  return (
    <Loaded query={version} skeleton={<ListSkeleton lines={2} />}>
      {(found) => <ChangeList {...found} />}
    </Loaded>
  )
}

function VersionPanel({
  version,
  isLatest,
  hasDraft,
  onRestored,
}: {
  version: Version
  isLatest: boolean
  hasDraft: boolean
  onRestored: () => void
}) {
  const t = useText()
  const [isOpen, setOpen] = useState(false)
  const restore = useCommand(restoreOrgVersionApi, {
    done: t('A draft that goes back to it is there. Look at it and publish it.'),
    onDone: onRestored,
  })
  return (
    <Panel
      title={t('Version {{number}}', { number: version.number })}
      description={
        <>
          <Moment at={version.publishedAt} /> · {version.publishedBy}
        </>
      }
    >
      <Stack gap="sm">
        {version.restores && (
          <Text small quiet>
            {t('Goes back to version {{number}}', { number: version.restores })}
          </Text>
        )}
        {version.note && <Text>{version.note}</Text>}
        <Row gap="xs">
          <Button kind="quiet" size="xs" onClick={() => setOpen(!isOpen)}>
            {isOpen ? t('Hide what changed') : t('What changed: {{number}}', { number: version.changes })}
          </Button>
          {!isLatest && (
            <Button
              kind="plain"
              size="xs"
              icon={IconRestore}
              isRunning={restore.isRunning}
              disabledReason={hasDraft && t('Publish the draft or throw it away first.')}
              onClick={() => restore.run({ number: version.number })}
            >
              {t('Go back to it')}
            </Button>
          )}
        </Row>
        {isOpen && <Changes number={version.number} />}
      </Stack>
    </Panel>
  )
}

/** What was published when and by whom; any of it can be made the draft again. */
export function VersionsDrawer({ isOpen, onClose, onRestored, hasDraft }: VersionsDrawerProps) {
  const t = useText()
  const pages = usePagesOf(listOrgVersionsApi, { limit: 20 }, { topics: ['orgchart'], enabled: isOpen })
  return (
    <Drawer title={t('Versions')} isOpen={isOpen} onClose={onClose}>
      {!pages.data ? (
        <ListSkeleton lines={4} />
      ) : pages.rows.length === 0 ? (
        <EmptyState
          icon={IconHistory}
          title={t('Nothing was published yet')}
          text={t('Each publishing is kept here with what it changed, and can be gone back to.')}
        />
      ) : (
        <Stack>
          {pages.rows.map((version, at) => (
            <VersionPanel
              key={version.number}
              version={version}
              isLatest={at === 0}
              hasDraft={hasDraft}
              onRestored={() => {
                onRestored()
                onClose()
              }}
            />
          ))}
          {pages.hasNextPage && (
            <Button kind="quiet" onClick={() => void pages.fetchNextPage()} isRunning={pages.isFetchingNextPage}>
              {t('Show more')}
            </Button>
          )}
        </Stack>
      )}
    </Drawer>
  )
}
