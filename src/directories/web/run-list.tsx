import { IconRefresh } from '@tabler/icons-react'
import { links } from '../../base/employee-links.ts'
import { DataList } from '../../ui/data-list.tsx'
import { useText } from '../../ui/language.ts'
import { Moment } from '../../ui/relative-time.tsx'
import { StatusBadge } from '../../ui/status-badge.tsx'
import { listDirectoryRunsApi } from '../contract-runs.ts'
import { originWords, runStateWords } from './directory-words.ts'

/** What was read and done in the last 30 days. */
export function RunList({ directory }: { directory: string }) {
  const t = useText()
  return (
    <DataList
      label={t('Runs')}
      endpoint={listDirectoryRunsApi}
      input={{ directory }}
      topics={['directories']}
      rowHref={({ id }) => links.directoryRun({ run: id })}
      empty={{
        icon: IconRefresh,
        title: t('No run yet'),
        text: t('A preview reads the directory and shows who would be new, changed or locked. It changes nothing.'),
      }}
      columns={[
        { key: 'at', title: t('When'), width: 190, show: ({ createdAt }) => <Moment at={createdAt} /> },
        {
          key: 'state',
          title: t('State'),
          width: 210,
          show: ({ state }) => (
            <StatusBadge tone={runStateWords[state].tone}>{t(runStateWords[state].words)}</StatusBadge>
          ),
        },
        {
          key: 'origin',
          title: t('By'),
          show: ({ origin, madeBy }) => [t(originWords[origin]), madeBy].filter(Boolean).join(' · '),
        },
        {
          key: 'result',
          title: t('Result'),
          show: ({ entries, done, refused, message }) =>
            message ?? t('{{entries}} read, {{done}} done, {{refused}} refused', { entries, done, refused }),
        },
      ]}
    />
  )
}
