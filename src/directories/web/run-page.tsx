import { IconCheck, IconX } from '@tabler/icons-react'
import type { AnswerOf } from '../../base/endpoint.ts'
import { links } from '../../base/employee-links.ts'
import { Button } from '../../ui/button.tsx'
import { Callout } from '../../ui/callout.tsx'
import { confirm } from '../../ui/confirm.tsx'
import { useText } from '../../ui/language.ts'
import { Panel, Row, Stack, Text } from '../../ui/layout.tsx'
import { Loaded } from '../../ui/loaded.tsx'
import { Page } from '../../ui/page.tsx'
import { ProgressBar } from '../../ui/progress-bar.tsx'
import { useCommand, useQueryOf } from '../../ui/queries.ts'
import { RelativeTime } from '../../ui/relative-time.tsx'
import { StatusBadge } from '../../ui/status-badge.tsx'
import { applyDirectoryRunApi, cancelDirectoryRunApi, deeds, getDirectoryRunApi } from '../contract-runs.ts'
import { deedWords, originWords, runStateWords } from './directory-words.ts'
import { RunRows } from './run-rows.tsx'

type Run = AnswerOf<typeof getDirectoryRunApi>

const isOpen = ({ state }: Run): boolean => ['reading', 'ready', 'asks', 'applying'].includes(state)
const waits = ({ state }: Run): boolean => state === 'ready' || state === 'asks'

function Actions({ run }: { run: Run }) {
  const t = useText()
  const stale = { invalidates: ['directories'] }
  const apply = useCommand(applyDirectoryRunApi, stale)
  const cancel = useCommand(cancelDirectoryRunApi, { ...stale, done: t('Cancelled. What is done stays done.') })
  const say = async () => {
    const question = {
      title: t('Apply what stands here?'),
      text: t('{{create}} new, {{lock}} locked, {{change}} changed. Locked people are signed out at once.', {
        create: run.counts.create,
        lock: run.counts.lock,
        change: run.counts.change + run.counts.link,
      }),
      action: t('Apply'),
      danger: run.counts.lock > 0,
    }
    if (await confirm(question)) apply.run({ run: run.id })
  }
  return (
    <>
      {isOpen(run) && (
        <Button kind="plain" icon={IconX} isRunning={cancel.isRunning} onClick={() => cancel.run({ run: run.id })}>
          {t('Cancel')}
        </Button>
      )}
      {waits(run) && run.total > run.refused && (
        <Button icon={IconCheck} isRunning={apply.isRunning} onClick={() => void say()}>
          {t('Apply')}
        </Button>
      )}
    </>
  )
}

function Told({ run }: { run: Run }) {
  const t = useText()
  const known = run.code && t(`problem.${run.code}`)
  const sentence = known && known !== `problem.${run.code}` ? known : run.message
  if (run.state === 'failed') {
    return (
      <Callout kind="bad" title={t('The run failed. Nothing more was changed.')}>
        {sentence}
      </Callout>
    )
  }
  if (run.state === 'asks') {
    return (
      <Callout kind="warning" title={t('More people would leave than may')}>
        {run.message}
      </Callout>
    )
  }
  if (run.state === 'ready' && run.total === 0) {
    return <Callout kind="good">{t('Everything here is as it is in the directory.')}</Callout>
  }
  return null
}

function Sums({ run }: { run: Run }) {
  const t = useText()
  const { state, done, refused, total, entries, unchanged, origin, madeBy, createdAt } = run
  return (
    <Panel>
      <Stack gap="sm">
        {state === 'reading' && <ProgressBar label={t(runStateWords[state].words)} />}
        {(state === 'applying' || state === 'done') && total > 0 && (
          <ProgressBar
            label={t(runStateWords[state].words)}
            done={done + refused}
            total={Math.max(total, done + refused)}
            tone={state === 'done' ? (refused > 0 ? 'bad' : 'good') : 'running'}
          />
        )}
        <Row gap="xs">
          {deeds
            .filter((deed) => run.counts[deed] > 0)
            .map((deed) => (
              <StatusBadge key={deed} tone={deedWords[deed].tone}>
                {`${t(deedWords[deed].words)}: ${run.counts[deed]}`}
              </StatusBadge>
            ))}
          {state !== 'reading' && <StatusBadge tone="neutral">{`${t('Unchanged')}: ${unchanged}`}</StatusBadge>}
        </Row>
        <Text quiet>
          {t('{{entries}} people read', { entries })} · {[t(originWords[origin]), madeBy].filter(Boolean).join(', ')} ·{' '}
          <RelativeTime at={createdAt} />
        </Text>
      </Stack>
    </Panel>
  )
}

function Screen({ run }: { run: Run }) {
  const t = useText()
  const { words, tone } = runStateWords[run.state]
  return (
    <Page
      title={run.origin === 'preview' && waits(run) ? t('Preview') : t('Run')}
      badge={<StatusBadge tone={tone}>{t(words)}</StatusBadge>}
      breadcrumbs={[
        { label: t('Directories'), href: links.directories() },
        { label: run.directoryName, href: links.directory({ directory: run.directory }) },
      ]}
      actions={<Actions run={run} />}
    >
      <Stack gap="md">
        <Told run={run} />
        <Sums run={run} />
        {run.state !== 'reading' && run.total > 0 && <RunRows run={run.id} />}
      </Stack>
    </Page>
  )
}

/** One run: what it would do or has done, with whom, and why not. */
export function DirectoryRunPage({ run: id }: { run: string }) {
  const known = useQueryOf(getDirectoryRunApi, { run: id }, { topics: ['directories'] })
  const isUnderWay = known.data?.state === 'reading' || known.data?.state === 'applying'
  const live = useQueryOf(
    getDirectoryRunApi,
    { run: id },
    { topics: ['directories'], refetchEvery: isUnderWay ? 2000 : false },
  )
  return (
    <Loaded query={live} home={links.directories()}>
      {(run) => <Screen run={run} />}
    </Loaded>
  )
}
