import { IconCheckbox } from '@tabler/icons-react'
import { forPortal } from '../../base/endpoint.ts'
import { portalLinks } from '../../base/portal-links.ts'
import type { SettingsOf } from '../../pages/contract-widgets.ts'
import { listMyTasksApi } from '../../tasks/contract.ts'
import { DataList } from '../../ui/data-list.tsx'
import { useText } from '../../ui/language.ts'
import { RelativeTime } from '../../ui/relative-time.tsx'
import { ListSection } from './list-section.tsx'
import { usePlace } from './place.ts'

const listMyTasksOnPortalApi = forPortal(listMyTasksApi)

export function MyTasksWidget({ title, emptyText, widgetId }: SettingsOf<'my_tasks'> & { widgetId: string }) {
  const t = useText()
  const { portal } = usePlace()
  return (
    <ListSection title={title}>
      <DataList
        label={title}
        endpoint={listMyTasksOnPortalApi}
        input={{ list: 'mine', limit: 20 }}
        topics={['tasks']}
        prefix={`${widgetId.slice(-6)}.`}
        rowHref={({ id }) => portalLinks.task({ portal, task: id })}
        empty={{
          icon: IconCheckbox,
          title: t('Nothing waits for you'),
          text: emptyText || t('When we need something from you, it appears here.'),
          level: 3,
        }}
        columns={[
          { key: 'name', title: t('Task'), show: ({ name }) => name },
          { key: 'about', title: t('About'), show: ({ instance }) => instance?.name ?? '' },
          { key: 'createdAt', title: t('Since'), width: 140, show: (task) => <RelativeTime at={task.createdAt} /> },
        ]}
      />
    </ListSection>
  )
}
