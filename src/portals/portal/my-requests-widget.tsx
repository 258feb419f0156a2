import { IconSend } from '@tabler/icons-react'
import { forPortal } from '../../base/endpoint.ts'
import { portalLinks } from '../../base/portal-links.ts'
import type { SettingsOf } from '../../pages/contract-widgets.ts'
import { listMyInstancesApi, type RequestShape } from '../../processes/contract-instances.ts'
import { DataList } from '../../ui/data-list.tsx'
import { type Translate, useText } from '../../ui/language.ts'
import { RelativeTime } from '../../ui/relative-time.tsx'
import { StatusBadge } from '../../ui/status-badge.tsx'
import { ListSection } from './list-section.tsx'
import { usePlace } from './place.ts'

const listMyRequestsApi = forPortal(listMyInstancesApi)

/** The status of its item says most; without one, the step it is in. */
function Progress({ request: { status, step, state, myTask }, t }: { request: RequestShape; t: Translate }) {
  if (myTask) return <StatusBadge tone="warning">{t('Waits for you')}</StatusBadge>
  if (state === 'cancelled') return <StatusBadge>{t('Cancelled')}</StatusBadge>
  const isOver = state === 'completed' || status?.final
  const words = status?.name ?? (state === 'completed' ? t('Done') : (step ?? t('In progress')))
  return <StatusBadge tone={isOver ? 'good' : 'info'}>{words}</StatusBadge>
}

export function MyRequestsWidget({ title, emptyText, widgetId }: SettingsOf<'my_requests'> & { widgetId: string }) {
  const t = useText()
  const { portal } = usePlace()
  return (
    <ListSection title={title}>
      <DataList
        label={title}
        endpoint={listMyRequestsApi}
        input={{ limit: 20 }}
        topics={['processes', 'tasks']}
        prefix={`${widgetId.slice(-6)}.`}
        rowHref={({ id }) => portalLinks.request({ portal, instance: id })}
        empty={{
          icon: IconSend,
          title: t('You have not asked for anything yet'),
          text: emptyText || t('What you send us is listed here with its progress.'),
          level: 3,
        }}
        columns={[
          { key: 'name', title: t('Request'), show: ({ name }) => name },
          {
            key: 'progress',
            title: t('Progress'),
            width: 180,
            show: (request) => <Progress request={request} t={t} />,
          },
          {
            key: 'startedAt',
            title: t('Sent'),
            width: 140,
            show: (request) => <RelativeTime at={request.startedAt} />,
          },
        ]}
      />
    </ListSection>
  )
}
