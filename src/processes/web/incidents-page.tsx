import { IconCircleCheck } from '@tabler/icons-react'
import { links } from '../../base/employee-links.ts'
import { DataList } from '../../ui/data-list.tsx'
import { useText } from '../../ui/language.ts'
import { Text } from '../../ui/layout.tsx'
import { Page } from '../../ui/page.tsx'
import { RelativeTime } from '../../ui/relative-time.tsx'
import { listIncidentsApi } from '../contract-instances.ts'

/** Everything that cannot go on until someone helps. */
export function IncidentsPage() {
  const t = useText()
  return (
    <Page
      title={t('What needs help')}
      description={t('Instances that cannot go on by themselves, with the reason. Mend the cause, then try again.')}
      breadcrumbs={[
        { label: t('Administration'), href: links.administration() },
        { label: t('Processes'), href: links.processes() },
      ]}
    >
      <DataList
        label={t('What needs help')}
        endpoint={listIncidentsApi}
        topics={['processes', 'tasks']}
        rowKey={({ instance, key }) => `${instance.id} ${key}`}
        rowHref={({ instance }) => links.processInstance({ instance: instance.id })}
        empty={{
          icon: IconCircleCheck,
          title: t('Nothing needs help'),
          text: t('When a process cannot go on, it waits here with the reason.'),
        }}
        columns={[
          { key: 'instance', title: t('Instance'), show: ({ instance }) => `${instance.name} · ${instance.number}` },
          { key: 'process', title: t('Process'), show: ({ process }) => process.name },
          {
            key: 'reason',
            title: t('Reason'),
            show: ({ elementName, element, message }) => (
              <>
                {elementName ?? element}
                <Text small quiet lines={2}>
                  {message}
                </Text>
              </>
            ),
          },
          { key: 'raised', title: t('Since'), width: 150, show: ({ raisedAt }) => <RelativeTime at={raisedAt} /> },
        ]}
      />
    </Page>
  )
}
