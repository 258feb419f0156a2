import { links } from '../../base/employee-links.ts'
import type { TaskRowShape } from '../../tasks/contract.ts'
import { useText, type Translate } from '../../ui/language.ts'
import { Panel, Row, Stack, Text } from '../../ui/layout.tsx'
import { TextLink } from '../../ui/link.tsx'
import { RelativeTime } from '../../ui/relative-time.tsx'
import { StatusBadge } from '../../ui/status-badge.tsx'
import { WhoHasIt } from '../../tasks/web/who-has-it.tsx'

const stateWords = (t: Translate): Record<TaskRowShape['state'], string> => ({
  ready: t('Waits to be taken'),
  claimed: t('Taken'),
  completed: t('Completed'),
  cancelled: t('Withdrawn'),
})

/** The tasks of an instance and who has each. */
export function InstanceTasks({ tasks }: { tasks: readonly TaskRowShape[] }) {
  const t = useText()
  const words = stateWords(t)
  if (tasks.length === 0) return <Text quiet>{t('There are no tasks.')}</Text>
  return (
    <Panel title={t('Tasks')}>
      <Stack gap="sm">
        {tasks.map((task) => (
          <Row key={task.id} justify="between" align="start">
            <div>
              <TextLink href={links.task({ task: task.id })}>{task.name}</TextLink>
              <Text small quiet>
                {task.assignee ? <WhoHasIt task={task} /> : t('Nobody has it yet')}
                <RelativeTime at={task.endedAt ?? task.createdAt} />
              </Text>
              {task.fallbackReason && (
                <Text small tone="bad">
                  {task.fallbackReason}
                </Text>
              )}
            </div>
            <StatusBadge tone={task.state === 'completed' ? 'good' : task.state === 'cancelled' ? 'neutral' : 'info'}>
              {words[task.state]}
            </StatusBadge>
          </Row>
        ))}
      </Stack>
    </Panel>
  )
}
