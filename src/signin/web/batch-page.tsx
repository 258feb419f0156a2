import { IconPlayerPlay, IconPlayerStop } from '@tabler/icons-react'
import { apiPath, type AnswerOf } from '../../base/endpoint.ts'
import { links } from '../../base/employee-links.ts'
import { Button } from '../../ui/button.tsx'
import { Callout } from '../../ui/callout.tsx'
import { DataList } from '../../ui/data-list.tsx'
import { useText } from '../../ui/language.ts'
import { Panel, Stack, Text } from '../../ui/layout.tsx'
import { TextLink } from '../../ui/link.tsx'
import { Loaded } from '../../ui/loaded.tsx'
import { Page } from '../../ui/page.tsx'
import { ProgressBar } from '../../ui/progress-bar.tsx'
import { useCommand, useQueryOf } from '../../ui/queries.ts'
import { RelativeTime } from '../../ui/relative-time.tsx'
import { StatusBadge } from '../../ui/status-badge.tsx'
import {
  type BatchRowShape,
  continueBatchApi,
  getBatchApi,
  getLeftOverApi,
  listBatchRowsApi,
  stopBatchApi,
} from '../batches-contract.ts'
import { batchDeedWords, batchRowWords, batchStateWords } from './batch-words.ts'
import { ImportPanel } from './import-panel.tsx'

type Batch = AnswerOf<typeof getBatchApi>

const isUnderWay = ({ state }: Batch): boolean => ['reading', 'checking', 'running'].includes(state)

function Actions({ batch }: { batch: Batch }) {
  const t = useText()
  const stale = { invalidates: ['batches'] }
  const stop = useCommand(stopBatchApi, { ...stale, done: t('Stopped. What is done stays done.') })
  const goOn = useCommand(continueBatchApi, stale)
  const hasLeftOver = batch.endedAt !== null && batch.refused + batch.leftOut > 0
  return (
    <>
      {hasLeftOver && (
        <TextLink href={apiPath(getLeftOverApi).replace(':batch', batch.id)} newTab>
          {t('What was left over (CSV)')}
        </TextLink>
      )}
      {batch.can.stop && (
        <Button
          kind="plain"
          icon={IconPlayerStop}
          isRunning={stop.isRunning}
          onClick={() => stop.run({ batch: batch.id })}
        >
          {t('Stop')}
        </Button>
      )}
      {batch.can.continue && (
        <Button icon={IconPlayerPlay} isRunning={goOn.isRunning} onClick={() => goOn.run({ batch: batch.id })}>
          {t('Continue')}
        </Button>
      )}
    </>
  )
}

function Progress({ batch }: { batch: Batch }) {
  const t = useText()
  const { state, done, refused, total, sound, deed, leftOut } = batch
  if (state === 'reading' || state === 'checking') return <ProgressBar label={t(batchStateWords[state].words)} />
  if (state === 'refused') {
    return (
      <Callout kind="bad" title={t('The file cannot be imported')}>
        {batch.code && t(`problem.${batch.code}`) !== `problem.${batch.code}`
          ? t(`problem.${batch.code}`)
          : batch.message}
      </Callout>
    )
  }
  const all = deed === 'invite' ? sound : total
  return (
    <Panel>
      <Stack gap="sm">
        <ProgressBar
          label={t(batchStateWords[state].words)}
          done={done + refused}
          total={all}
          tone={state === 'done' ? (refused > 0 ? 'bad' : 'good') : 'running'}
        />
        <Text quiet>
          {t('{{done}} done, {{refused}} refused, {{leftOut}} left out', { done, refused, leftOut })} ·{' '}
          {batch.madeBy.name} · <RelativeTime at={batch.startedAt ?? batch.createdAt} />
        </Text>
        {state === 'stopped' && <Callout kind="warning">{batch.message && t(batch.message)}</Callout>}
      </Stack>
    </Panel>
  )
}

const reason = ({ message, issues }: BatchRowShape): string => message ?? issues.map((issue) => issue.message).join(' ')

function Rows({ batch }: { batch: Batch }) {
  const t = useText()
  const isImport = batch.deed === 'invite'
  return (
    <DataList
      label={t('Rows')}
      endpoint={listBatchRowsApi}
      input={{ batch: batch.id }}
      topics={['batches']}
      rowKey={({ id }) => String(id)}
      filters={[
        {
          name: 'state',
          label: t('Result'),
          options: [
            ...Object.entries(batchRowWords).map(([value, { words }]) => ({ value, label: t(words) })),
            ...(isImport ? [{ value: 'with_issues', label: t('With something wrong') }] : []),
          ],
        },
      ]}
      rowHref={({ user }) => (user ? links.user({ user }) : undefined)}
      empty={{ title: t('No rows') }}
      columns={[
        {
          key: 'label',
          title: t('Person'),
          show: ({ label, id, cells }) => (cells ? `${label} (${t('row {{number}}', { number: id })})` : label),
        },
        {
          key: 'state',
          title: t('Result'),
          width: 150,
          show: ({ state }) => (
            <StatusBadge tone={batchRowWords[state].tone}>{t(batchRowWords[state].words)}</StatusBadge>
          ),
        },
        { key: 'reason', title: t('Reason'), show: (row) => <Text tone="bad">{reason(row)}</Text> },
      ]}
    />
  )
}

function BatchScreen({ batch }: { batch: Batch }) {
  const t = useText()
  return (
    <Page
      title={batch.fileName ?? t(batchDeedWords[batch.deed])}
      badge={
        <StatusBadge tone={batchStateWords[batch.state].tone}>{t(batchStateWords[batch.state].words)}</StatusBadge>
      }
      breadcrumbs={[
        { label: t('Users'), href: links.users() },
        { label: t('Batches and imports'), href: links.userBatches() },
      ]}
      actions={<Actions batch={batch} />}
    >
      <Stack>
        {batch.state === 'ready' ? (
          <ImportPanel key={batch.mapping?.join()} batch={batch} />
        ) : (
          <Progress batch={batch} />
        )}
        {batch.state !== 'reading' && batch.state !== 'refused' && <Rows batch={batch} />}
      </Stack>
    </Page>
  )
}

/** One batch: how far it is, what became of each row; of an import, what its columns are. */
export function BatchPage({ batch: id }: { batch: string }) {
  const known = useQueryOf(getBatchApi, { batch: id }, { topics: ['batches'] })
  const live = useQueryOf(
    getBatchApi,
    { batch: id },
    { topics: ['batches'], refetchEvery: known.data && isUnderWay(known.data) ? 3000 : false },
  )
  return (
    <Loaded query={live} home={links.userBatches()}>
      {(batch) => <BatchScreen batch={batch} />}
    </Loaded>
  )
}
