import { IconPlayerPlay } from '@tabler/icons-react'
import { links } from '../../base/employee-links.ts'
import type { ProcessId } from '../../base/ids.ts'
import { DataList } from '../../ui/data-list.tsx'
import { useText } from '../../ui/language.ts'
import { RelativeTime } from '../../ui/relative-time.tsx'
import { listInstancesApi } from '../contract-instances.ts'
import { InstanceState } from './states.tsx'

/** Instances of a process, newest first. */
export function InstanceList({ process }: { process: ProcessId }) {
  const t = useText()
  return (
    <DataList
      label={t('Instances')}
      endpoint={listInstancesApi}
      input={{ process }}
      topics={['processes', 'tasks']}
      search={t('Search by name or number')}
      filters={[
        {
          name: 'state',
          label: t('State'),
          options: [
            { value: 'active', label: t('Running') },
            { value: 'completed', label: t('Completed') },
            { value: 'cancelled', label: t('Cancelled') },
          ],
        },
      ]}
      empty={{
        icon: IconPlayerPlay,
        title: t('Nothing has run yet'),
        text: t('Each start of the process is an instance. Here you see where each of them is.'),
      }}
      rowHref={({ id }) => links.processInstance({ instance: id })}
      columns={[
        { key: 'name', title: t('Name'), show: ({ name, number }) => `${name} · ${number}` },
        {
          key: 'state',
          title: t('State'),
          show: ({ state, incidents }) => <InstanceState {...{ state, incidents }} />,
        },
        { key: 'initiator', title: t('Started by'), show: ({ initiator }) => initiator?.name ?? '—' },
        { key: 'version', title: t('Version'), width: 90, align: 'end', show: ({ versionNumber }) => versionNumber },
        { key: 'started', title: t('Started'), width: 150, show: ({ startedAt }) => <RelativeTime at={startedAt} /> },
      ]}
    />
  )
}
