import { IconArrowRight } from '@tabler/icons-react'
import { Button } from '../../ui/button.tsx'
import { useText } from '../../ui/language.ts'
import { Row, Stack, Text } from '../../ui/layout.tsx'
import { usePagesOf } from '../../ui/queries.ts'
import { ProblemState } from '../../ui/problem-state.tsx'
import { RelativeTime } from '../../ui/relative-time.tsx'
import { ListSkeleton } from '../../ui/skeletons.tsx'
import type { ItemChangeShape } from '../contract-items.ts'
import type { ItemEndpoints } from './item-endpoints.ts'

export type ItemHistoryProps = { app: string; item: string; endpoints: ItemEndpoints }

const deeds: Record<ItemChangeShape['kind'], string> = {
  created: 'made this',
  edited: 'changed',
  deleted: 'deleted this',
  restored: 'brought this back',
}

/** What happened to an item, latest first. */
export function ItemHistory({ app, item, endpoints }: ItemHistoryProps) {
  const t = useText()
  const pages = usePagesOf(endpoints.history, { app, item, limit: 20 }, { topics: [`item:${item}`] })
  if (pages.error && pages.rows.length === 0) {
    return <ProblemState problem={pages.error} onRetry={() => void pages.refetch()} />
  }
  if (pages.isPending) return <ListSkeleton />
  return (
    <Stack gap="md">
      {pages.rows.map((change) => (
        <Change key={change.id} change={change} />
      ))}
      {pages.hasNextPage && (
        <Row>
          <Button
            kind="plain"
            size="xs"
            isRunning={pages.isFetchingNextPage}
            onClick={() => void pages.fetchNextPage()}
          >
            {t('Earlier changes')}
          </Button>
        </Row>
      )}
    </Stack>
  )
}

function Change({ change }: { change: ItemChangeShape }) {
  const t = useText()
  const { by, byProcess, kind, at, changes } = change
  return (
    <Stack gap="xs">
      <Row gap="xs">
        <Text strong>{by?.name ?? t('Portico')}</Text>
        <Text>{t(deeds[kind])}</Text>
        {byProcess && <Text quiet>{t('by a process')}</Text>}
        <Text small quiet>
          <RelativeTime at={at} />
        </Text>
      </Row>
      {kind === 'edited' &&
        changes.map(({ field, name, from, to }) => (
          <Text key={field} small quiet lines={3}>
            {name}: {from ?? '—'} <IconArrowRight size={12} aria-label={t('became')} /> {to ?? '—'}
          </Text>
        ))}
    </Stack>
  )
}
