import { IconCircleCheck, IconHandGrab } from '@tabler/icons-react'
import type { TaskId } from '../../base/ids.ts'
import { portalLinks } from '../../base/portal-links.ts'
import { Button } from '../../ui/button.tsx'
import { Callout } from '../../ui/callout.tsx'
import { EmptyState } from '../../ui/empty-state.tsx'
import { useText } from '../../ui/language.ts'
import { Panel, Stack } from '../../ui/layout.tsx'
import { useGo } from '../../ui/link.tsx'
import { Loaded } from '../../ui/loaded.tsx'
import { Page } from '../../ui/page.tsx'
import { useCommand, useQueryOf } from '../../ui/queries.ts'
import type { TaskShape } from '../contract.ts'
import { portalTasks } from './task-endpoints.ts'
import { TaskForm } from './task-form.tsx'

/** What a person from outside is asked to do. It follows the task while it is open. */
export function PortalTaskPage({ portal, task }: { portal: string; task: string }) {
  const query = useQueryOf(portalTasks.get, { task: task as TaskId }, { topics: ['tasks'] })
  return (
    <Loaded query={query} home={portalLinks.home({ portal })}>
      {(found) => <TaskScreen key={found.id} portal={portal} task={found} />}
    </Loaded>
  )
}

function TaskScreen({ portal, task }: { portal: string; task: TaskShape }) {
  const t = useText()
  const go = useGo()
  const home = portalLinks.home({ portal })
  const request = task.instance ? portalLinks.request({ portal, instance: task.instance.id }) : home
  if (task.endedAt !== null) {
    return (
      <EmptyState
        wholePage
        icon={IconCircleCheck}
        title={task.state === 'completed' ? t('This is done') : t('This is no longer needed')}
        text={task.name}
        action={<Button href={request}>{t('See the request')}</Button>}
      />
    )
  }
  return (
    <Page
      title={task.name}
      description={task.instance?.name}
      width="reading"
      breadcrumbs={[{ label: t('Home'), href: home }]}
    >
      <Stack>
        {task.can.claim && <Claim task={task} />}
        {!task.can.claim && !task.can.complete && <Callout>{t('Somebody else is at it already.')}</Callout>}
        {(task.form.length > 0 || task.can.complete) && (
          <Panel>
            <TaskForm key={task.version} task={task} endpoints={portalTasks} onDone={() => go(request)} />
          </Panel>
        )}
      </Stack>
    </Page>
  )
}

function Claim({ task }: { task: TaskShape }) {
  const t = useText()
  const claim = useCommand(portalTasks.claim, { invalidates: [portalTasks.get, 'tasks'] })
  return (
    <Callout title={t('You and others are asked')}>
      <Stack align="start">
        {t('Take it, so that nobody does the same at the same time.')}
        <Button icon={IconHandGrab} onClick={() => claim.run({ task: task.id })} isRunning={claim.isRunning}>
          {t('Take it')}
        </Button>
      </Stack>
    </Callout>
  )
}
