import { IconChecklist, IconHandGrab, IconHistory } from '@tabler/icons-react'
import { links } from '../../base/employee-links.ts'
import { Button } from '../../ui/button.tsx'
import type { Column } from '../../ui/column.ts'
import { DataList } from '../../ui/data-list.tsx'
import { type Translate, useText } from '../../ui/language.ts'
import { Row, Text } from '../../ui/layout.tsx'
import { Page } from '../../ui/page.tsx'
import { useCommand, useQueryOf } from '../../ui/queries.ts'
import { RelativeTime } from '../../ui/relative-time.tsx'
import { StatusBadge } from '../../ui/status-badge.tsx'
import { Tabs } from '../../ui/tabs.tsx'
import { claimTaskApi, countMyTasksApi, listMyTasksApi, type TaskRowShape } from '../contract.ts'
import { Due } from './due.tsx'

const about: (t: Translate) => Column<TaskRowShape> = (t) => ({
  key: 'about',
  title: t('About'),
  show: ({ instance, process }) => instance?.name ?? process?.name ?? '',
})

const from: (t: Translate) => Column<TaskRowShape> = (t) => ({
  key: 'from',
  title: t('Asked by'),
  width: 170,
  desktopOnly: true,
  show: ({ initiator }) => initiator?.name ?? '',
})

/** The name of a task, marked where nobody else was found to do it, or where it is done for somebody absent. */
const name: (t: Translate) => Column<TaskRowShape> = (t) => ({
  key: 'name',
  title: t('Task'),
  show: ({ name, fallbackReason, actingFor }) =>
    fallbackReason || actingFor ? (
      <Row gap="xs">
        {name}
        {fallbackReason && <StatusBadge tone="warning">{t('Nobody else')}</StatusBadge>}
        {actingFor && <StatusBadge tone="info">{t('for {{name}}', { name: actingFor.name })}</StatusBadge>}
      </Row>
    ) : (
      name
    ),
})

const href = ({ id }: TaskRowShape): string => links.task({ task: id })
const topics = ['tasks']

function Mine({ toTake }: { toTake: number }) {
  const t = useText()
  return (
    <DataList
      label={t('Mine')}
      endpoint={listMyTasksApi}
      input={{ list: 'mine' }}
      topics={topics}
      rowHref={href}
      empty={{
        icon: IconChecklist,
        title: t('Nothing waits for you'),
        text: t('What a process gives you, or what you take from “To take”, stands here until it is done.'),
        action: toTake > 0 && (
          <Button kind="plain" href={links.myTasks({}, { tab: 'take' })}>
            {t('See what you can take')}
          </Button>
        ),
      }}
      columns={[
        name(t),
        about(t),
        from(t),
        { key: 'due', title: t('Due'), width: 150, show: (task) => <Due task={task} /> },
        {
          key: 'since',
          title: t('Waiting since'),
          width: 140,
          show: ({ createdAt }) => <RelativeTime at={createdAt} />,
        },
      ]}
    />
  )
}

/** Whoever claims here loses nothing when a colleague was faster: the refusal says who, and the list is asked again. */
function ToTake() {
  const t = useText()
  const claim = useCommand(claimTaskApi, { done: t('The task is yours.'), invalidates: ['tasks'] })
  return (
    <DataList
      label={t('To take')}
      endpoint={listMyTasksApi}
      input={{ list: 'to_take' }}
      topics={topics}
      prefix="take."
      rowHref={href}
      empty={{
        icon: IconHandGrab,
        title: t('Nothing to take'),
        text: t('Tasks offered to you and your colleagues stand here: the first to take one has it.'),
      }}
      columns={[
        name(t),
        about(t),
        from(t),
        {
          key: 'since',
          title: t('Waiting since'),
          width: 140,
          show: ({ createdAt }) => <RelativeTime at={createdAt} />,
        },
        {
          key: 'take',
          title: '',
          width: 120,
          align: 'end',
          show: ({ id }) => (
            <Button kind="plain" size="xs" onClick={() => claim.run({ task: id })}>
              {t('Take')}
            </Button>
          ),
        },
      ]}
    />
  )
}

function Finished() {
  const t = useText()
  return (
    <DataList
      label={t('Done by me')}
      endpoint={listMyTasksApi}
      input={{ list: 'done' }}
      topics={topics}
      prefix="done."
      rowHref={href}
      empty={{
        icon: IconHistory,
        title: t('You have not completed a task yet'),
        text: t('What you complete can be looked at here afterwards.'),
      }}
      columns={[
        name(t),
        about(t),
        from(t),
        {
          key: 'ended',
          title: t('Completed'),
          width: 140,
          show: ({ endedAt }) => endedAt && <RelativeTime at={endedAt} />,
        },
      ]}
    />
  )
}

/** From where an employee works: what they have, what they may take, what they have done. */
export function MyTasksPage() {
  const t = useText()
  const counts = useQueryOf(countMyTasksApi, {}, { topics })
  const { mine = 0, overdue = 0, toTake = 0 } = counts.data ?? {}
  return (
    <Page
      title={t('My tasks')}
      description={
        overdue > 0 ? <Text tone="bad">{t('{{count}} tasks are overdue', { count: overdue })}</Text> : undefined
      }
    >
      <Tabs
        tabs={[
          { key: 'mine', label: t('Mine'), badge: countOf(mine), content: <Mine toTake={toTake} /> },
          { key: 'take', label: t('To take'), badge: countOf(toTake), content: <ToTake /> },
          { key: 'done', label: t('Done by me'), content: <Finished /> },
        ]}
      />
    </Page>
  )
}

/** Counters end at a thousand (tasks/list.sql.ts), where nobody reads the number any more. */
const countOf = (count: number) =>
  count > 0 ? <StatusBadge tone="info">{count >= 1000 ? '999+' : String(count)}</StatusBadge> : undefined
