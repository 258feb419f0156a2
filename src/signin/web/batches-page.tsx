import { IconListCheck } from '@tabler/icons-react'
import { links } from '../../base/employee-links.ts'
import { DataList } from '../../ui/data-list.tsx'
import { useText } from '../../ui/language.ts'
import { Page } from '../../ui/page.tsx'
import { RelativeTime } from '../../ui/relative-time.tsx'
import { StatusBadge } from '../../ui/status-badge.tsx'
import { listBatchesApi } from '../batches-contract.ts'
import { batchDeedWords, batchStateWords } from './batch-words.ts'

/** Administration → Users → Batches and imports: what was done to many accounts in the last 30 days. */
export function BatchesPage() {
  const t = useText()
  return (
    <Page
      title={t('Batches and imports')}
      description={t('What was done to many accounts, with a result for each. Kept for 30 days.')}
      breadcrumbs={[
        { label: t('Administration'), href: links.administration() },
        { label: t('Users'), href: links.users() },
      ]}
    >
      <DataList
        label={t('Batches and imports')}
        endpoint={listBatchesApi}
        topics={['batches']}
        empty={{
          icon: IconListCheck,
          title: t('Nothing was done to many at once yet'),
          text: t('Choose several people in the list of users, or import a file: progress and results stand here.'),
        }}
        rowHref={({ id }) => links.userBatch({ batch: id })}
        columns={[
          {
            key: 'deed',
            title: t('What'),
            show: ({ deed, fileName }) =>
              fileName ? `${t(batchDeedWords[deed])}: ${fileName}` : t(batchDeedWords[deed]),
          },
          {
            key: 'state',
            title: t('State'),
            width: 180,
            show: ({ state }) => (
              <StatusBadge tone={batchStateWords[state].tone}>{t(batchStateWords[state].words)}</StatusBadge>
            ),
          },
          {
            key: 'result',
            title: t('Result'),
            show: ({ done, refused, total }) =>
              t('{{done}} of {{total}} done, {{refused}} refused', { done, total, refused }),
          },
          { key: 'by', title: t('By'), show: ({ madeBy }) => madeBy.name },
          { key: 'at', title: t('When'), width: 150, show: ({ createdAt }) => <RelativeTime at={createdAt} /> },
        ]}
      />
    </Page>
  )
}
