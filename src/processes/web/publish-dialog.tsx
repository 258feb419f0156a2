import { useEffect, useEffectEvent, useState } from 'react'
import type { AnswerOf } from '../../base/endpoint.ts'
import { api } from '../../ui/api.ts'
import { Button } from '../../ui/button.tsx'
import { Callout } from '../../ui/callout.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { problemText, useText, type Translate } from '../../ui/language.ts'
import { Heading, Row, Stack, Text } from '../../ui/layout.tsx'
import { asProblem, type Problem } from '../../ui/problem.ts'
import { useCommand } from '../../ui/queries.ts'
import { ListSkeleton } from '../../ui/skeletons.tsx'
import { checkDraftApi, getProcessApi, getProcessVersionApi, listProcessesApi, publishProcessApi } from '../contract.ts'
import { type Change, changesBetween } from './changes.ts'
import type { Drawing } from './drawing.ts'
import { FindingList } from './findings.tsx'
import type { Checked } from './use-check.ts'
import type { Draft } from './use-draft.ts'

export type PublishDialogProps = {
  process: AnswerOf<typeof getProcessApi>
  drawing: Drawing
  draft: Draft
  isOpen: boolean
  onClose: () => void
}

type Ready = { checked: Checked; changes: Change[] | null }

/** Publishing says first what is wrong, or what changes; nothing happens before the last button. */
export function PublishDialog({ isOpen, onClose, ...rest }: PublishDialogProps) {
  const t = useText()
  return (
    <Dialog title={t('Publish')} isOpen={isOpen} onClose={onClose} size="lg">
      <Inside {...rest} onClose={onClose} />
    </Dialog>
  )
}

/** Keeps the drawing, checks what was kept, and compares it with the version that runs now. */
async function prepare({
  process,
  drawing,
  draft,
}: Pick<PublishDialogProps, 'process' | 'drawing' | 'draft'>): Promise<Ready> {
  if (!(await draft.keep())) throw draft.problem ?? asProblem(undefined)
  const checked = await api(checkDraftApi, { process: process.id })
  if (!process.published) return { checked, changes: null }
  const before = await api(getProcessVersionApi, { process: process.id, number: process.published.number })
  return { checked, changes: changesBetween(before.xml, await drawing.xml()) }
}

function Inside({ process, drawing, draft, onClose }: Omit<PublishDialogProps, 'isOpen'>) {
  const t = useText()
  const [ready, setReady] = useState<Ready>()
  const [problem, setProblem] = useState<Problem | null>(null)
  const start = useEffectEvent(() => {
    prepare({ process, drawing, draft }).then(setReady, (thrown: unknown) => setProblem(asProblem(thrown)))
  })
  useEffect(() => start(), [])
  const publish = useCommand(publishProcessApi, {
    done: t('Published. New instances take this version.'),
    invalidates: [getProcessApi, listProcessesApi],
    onDone: onClose,
    onProblem: (refused) => {
      setProblem(refused)
      // Somebody or something has changed since it was checked: show what is wrong now.
      void api(checkDraftApi, { process: process.id }).then((checked) => setReady({ checked, changes: null }))
    },
  })
  const next = (process.published?.number ?? 0) + 1
  const blocked = ready && ready.checked.refusals.length > 0
  return (
    <Stack>
      {problem && <Callout kind="bad">{problemText(problem)}</Callout>}
      {!ready && !problem && <ListSkeleton />}
      {ready && blocked && (
        <Callout kind="bad" title={t('It cannot be published yet')}>
          {t('Mend what is marked below. Choose a line to see the element.')}
        </Callout>
      )}
      {ready && !blocked && (
        <>
          <Text>
            {t('This becomes version {{number}}. New instances take it; running ones stay with theirs.', {
              number: next,
            })}
          </Text>
          {ready.changes && <Changes changes={ready.changes} />}
        </>
      )}
      {ready && (
        <FindingList
          drawing={drawing}
          checked={ready.checked}
          show={(element) => {
            onClose()
            drawing.show(element)
          }}
        />
      )}
      <Row justify="end">
        <Button kind="plain" onClick={onClose}>
          {t('Cancel')}
        </Button>
        <Button
          isRunning={publish.isRunning}
          disabledReason={(blocked && t('Mend what is wrong first.')) || (!ready && t('It is being checked.'))}
          onClick={() => publish.run({ process: process.id, draftVersion: draft.version() })}
        >
          {t('Publish version {{number}}', { number: next })}
        </Button>
      </Row>
    </Stack>
  )
}

const words = (t: Translate): Record<Change['how'], string> => ({
  added: t('Added'),
  removed: t('Removed'),
  changed: t('Changed'),
})

function Changes({ changes }: { changes: Change[] }) {
  const t = useText()
  if (changes.length === 0) return <Text quiet>{t('Nothing differs from the version that runs now.')}</Text>
  return (
    <Stack gap="xs">
      <Heading level={3}>{t('What changes')}</Heading>
      {(['added', 'changed', 'removed'] as const).map((how) => {
        const names = changes.filter((change) => change.how === how).map(({ name }) => `“${name}”`)
        return names.length > 0 ? (
          <Text key={how} small>
            {words(t)[how]}: {names.join(', ')}
          </Text>
        ) : null
      })}
    </Stack>
  )
}
