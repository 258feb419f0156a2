import { IconArrowBackUp, IconHandGrab, IconRefresh, IconUserShare } from '@tabler/icons-react'
import { useState } from 'react'
import { links } from '../../base/employee-links.ts'
import type { TaskId } from '../../base/ids.ts'
import { Button } from '../../ui/button.tsx'
import { Callout } from '../../ui/callout.tsx'
import { type Translate, useText } from '../../ui/language.ts'
import { Panel, Stack, Text } from '../../ui/layout.tsx'
import { TextLink, useGo } from '../../ui/link.tsx'
import { Loaded } from '../../ui/loaded.tsx'
import { Menu } from '../../ui/menu.tsx'
import { Page } from '../../ui/page.tsx'
import { PropertyList } from '../../ui/property-list.tsx'
import { useCommand, useQueryOf } from '../../ui/queries.ts'
import { Moment, RelativeTime } from '../../ui/relative-time.tsx'
import { StatusBadge } from '../../ui/status-badge.tsx'
import { useShortcut } from '../../ui/shortcuts.tsx'
import { claimTaskApi, getTaskApi, releaseTaskApi, reresolveTaskApi, type TaskShape } from '../contract.ts'
import { TaskForm } from '../portal/task-form.tsx'
import { Due } from './due.tsx'
import { findPeople } from './find-people.ts'
import { ReassignDialog } from './reassign-dialog.tsx'
import { employeeTasks } from './task-endpoints.ts'
import { TaskHistory } from './task-history.tsx'
import { TwoParts } from './two-parts.tsx'
import { WhoHasIt } from './who-has-it.tsx'

/** One task: its form on the left, what it is about on the right. It follows what others do with it. */
export function TaskPage({ task }: { task: string }) {
  const query = useQueryOf(getTaskApi, { task: task as TaskId }, { topics: ['tasks'] })
  return (
    <Loaded query={query} home={links.myTasks()}>
      {(found) => <TaskScreen task={found} />}
    </Loaded>
  )
}

const stateWords = (t: Translate): Record<TaskShape['state'], string> => ({
  ready: t('Waits to be taken'),
  claimed: t('In work'),
  completed: t('Completed'),
  cancelled: t('Withdrawn'),
})
const tones = { ready: 'warning', claimed: 'info', completed: 'good', cancelled: 'neutral' } as const

function TaskScreen({ task }: { task: TaskShape }) {
  const t = useText()
  const go = useGo()
  const { name, state, instance } = task
  return (
    <Page
      title={name}
      badge={<StatusBadge tone={tones[state]}>{stateWords(t)[state]}</StatusBadge>}
      description={instance?.name}
      breadcrumbs={[{ label: t('My tasks'), href: links.myTasks() }]}
      actions={<Actions task={task} />}
    >
      <TwoParts
        main={
          <Stack>
            <Notice task={task} />
            {(task.form.length > 0 || task.can.complete) && (
              <Panel>
                <TaskForm
                  key={`${task.version} ${task.can.complete}`}
                  task={task}
                  endpoints={employeeTasks}
                  findPeople={findPeople}
                  onDone={() => go(links.myTasks())}
                />
              </Panel>
            )}
          </Stack>
        }
        side={
          <Stack>
            <Facts task={task} />
            <TaskHistory task={task} />
          </Stack>
        }
      />
    </Page>
  )
}

/** Why the reader has this page and cannot, or must, do something. */
function Notice({ task: { state, can, assignee, fallbackReason } }: { task: TaskShape }) {
  const t = useText()
  const isOpen = state === 'ready' || state === 'claimed'
  return (
    <>
      {isOpen && fallbackReason && (
        <Callout kind="warning" title={t('This went to the System supervisor, because nobody else was found')}>
          {fallbackReason}
        </Callout>
      )}
      {state === 'claimed' && !can.complete && assignee && (
        <Callout>{t('{{name}} has taken this task.', { name: assignee.name })}</Callout>
      )}
      {state === 'ready' && can.claim && (
        <Callout>{t('This is offered to several people. Take it, and it is yours to do.')}</Callout>
      )}
      {state === 'ready' && !can.claim && (
        <Callout>{t('This waits for one of those it is offered to. You cannot take it.')}</Callout>
      )}
      {state === 'cancelled' && <Callout>{t('This task was withdrawn; there is nothing to do.')}</Callout>}
    </>
  )
}

function Actions({ task }: { task: TaskShape }) {
  const t = useText()
  const [isGiving, setGiving] = useState(false)
  const after = { invalidates: [getTaskApi, 'tasks'] }
  const claim = useCommand(claimTaskApi, { ...after, done: t('The task is yours.') })
  const release = useCommand(releaseTaskApi, { ...after, done: t('The task is offered again.') })
  const again = useCommand(reresolveTaskApi, { ...after, done: t('It was given out anew.') })
  const { id, can } = task
  useShortcut('c', t('Take the task'), () => can.claim && claim.run({ task: id }))
  return (
    <>
      {can.reassign && (
        <Menu
          label={t('More actions')}
          entries={[
            { label: t('Give to somebody'), icon: IconUserShare, onClick: () => setGiving(true) },
            { label: t('Give out by its rule again'), icon: IconRefresh, onClick: () => again.run({ task: id }) },
          ]}
        />
      )}
      {can.release && (
        <Button
          kind="plain"
          icon={IconArrowBackUp}
          onClick={() => release.run({ task: id })}
          isRunning={release.isRunning}
        >
          {t('Give back')}
        </Button>
      )}
      {can.claim && (
        <Button icon={IconHandGrab} onClick={() => claim.run({ task: id })} isRunning={claim.isRunning}>
          {t('Take')}
        </Button>
      )}
      {isGiving && <ReassignDialog task={task} onClose={() => setGiving(false)} />}
    </>
  )
}

function Facts({ task }: { task: TaskShape }) {
  const t = useText()
  const { instance, process, initiator, assignee, candidates, dueAt, createdAt, endedAt, outcome, buttons } = task
  return (
    <Panel title={t('About')}>
      <PropertyList
        items={[
          instance !== null && {
            label: process?.name ?? t('Process'),
            value: (
              <TextLink href={links.processInstance({ instance: instance.id })}>
                {t('No. {{number}}', { number: instance.number })}
              </TextLink>
            ),
          },
          { label: t('Asked by'), value: initiator?.name },
          { label: t('Taken by'), value: assignee && <WhoHasIt task={task} /> },
          assignee === null && { label: t('Offered to'), value: candidates.join(', ') },
          { label: t('Waiting since'), value: <RelativeTime at={createdAt} /> },
          dueAt !== null && { label: t('Due'), value: <Due task={task} /> },
          endedAt !== null && { label: t('Ended on'), value: <Moment at={endedAt} /> },
          outcome !== null && {
            label: t('Decision'),
            value: <Text>{buttons.find(({ key }) => key === outcome)?.label ?? outcome}</Text>,
          },
        ]}
      />
    </Panel>
  )
}
