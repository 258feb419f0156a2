import { type Translate, useText } from '../../ui/language.ts'
import { Panel, Stack, Text } from '../../ui/layout.tsx'
import { RelativeTime } from '../../ui/relative-time.tsx'
import type { TaskShape } from '../contract.ts'

type TaskEvent = TaskShape['history'][number]

function sentenceOf(event: TaskEvent, t: Translate): string {
  const { kind, actor, to } = event
  const name = actor?.name ?? ''
  switch (kind) {
    case 'created':
      return t('The process made the task')
    case 'resolved':
      return t('Its executor was chosen')
    case 'fell_back':
      return t('It went to the System supervisor')
    case 'claimed':
      return t('{{name}} took it', { name })
    case 'released':
      return t('{{name}} gave it back', { name })
    case 'reassigned':
      return t('{{name}} gave it to {{to}}', { name, to: to?.name ?? '' })
    case 'completed':
    case 'taken_over':
    case 'given_back':
      return sentenceOfSubstitute(event, t)
    case 'cancelled':
      return t('It was withdrawn')
  }
}

/** Who did it for whom, and how it came and went. */
function sentenceOfSubstitute({ kind, actor, to, actingFor }: TaskEvent, t: Translate): string {
  const [name, absent] = [actor?.name ?? '', actingFor?.name ?? '']
  if (kind === 'given_back') return t('It went back to {{to}}', { to: to?.name ?? '' })
  if (kind === 'taken_over') return t('It went to {{to}} for {{absent}}', { to: to?.name ?? '', absent })
  return actingFor ? t('{{name}} completed it for {{absent}}', { name, absent }) : t('{{name}} completed it', { name })
}

/** What happened to the task, and how it came to whoever has it. */
export function TaskHistory({ task: { history, steps } }: { task: TaskShape }) {
  const t = useText()
  const latest = history.findLastIndex(({ kind }) => kind === 'resolved')
  return (
    <Panel title={t('History')}>
      <Stack gap="sm">
        {history.map((event, at) => (
          <div key={at}>
            <Text>{sentenceOf(event, t)}</Text>
            {event.reason && <Text quiet>{event.reason}</Text>}
            {at === latest &&
              steps.map((step) => (
                <Text key={step} small quiet>
                  {step}
                </Text>
              ))}
            <Text small quiet>
              <RelativeTime at={event.at} />
            </Text>
          </div>
        ))}
      </Stack>
    </Panel>
  )
}
