import { IconAddressBook, IconPlus } from '@tabler/icons-react'
import { links } from '../../base/employee-links.ts'
import { Button } from '../../ui/button.tsx'
import { DataList } from '../../ui/data-list.tsx'
import { useText } from '../../ui/language.ts'
import { Row, Text } from '../../ui/layout.tsx'
import { useGo } from '../../ui/link.tsx'
import { Page } from '../../ui/page.tsx'
import { RelativeTime } from '../../ui/relative-time.tsx'
import { StatusBadge } from '../../ui/status-badge.tsx'
import { type DirectorySummary, listDirectoriesApi } from '../contract.ts'
import { runStateWords, scheduleWords } from './directory-words.ts'

function State({ row }: { row: DirectorySummary }) {
  const t = useText()
  if (!row.isEnabled) return <StatusBadge tone="neutral">{t('Off')}</StatusBadge>
  if (row.awayAt) return <StatusBadge tone="bad">{t('Does not answer')}</StatusBadge>
  return <StatusBadge tone="good">{t('On')}</StatusBadge>
}

function LastRun({ run }: { run: DirectorySummary['lastRun'] }) {
  const t = useText()
  if (!run) return <Text quiet>{t('Never yet')}</Text>
  const { words, tone } = runStateWords[run.state]
  return (
    <Row gap="xs">
      <StatusBadge tone={tone}>{t(words)}</StatusBadge>
      <RelativeTime at={run.createdAt} />
    </Row>
  )
}

/** Administration → Directories: where people come from by themselves. */
export function DirectoriesPage() {
  const t = useText()
  const go = useGo()
  const add = (
    <Button icon={IconPlus} onClick={() => go(links.newDirectory())}>
      {t('Add a directory')}
    </Button>
  )
  return (
    <Page
      title={t('Directories')}
      description={t('Active Directory, OpenLDAP or FreeIPA: employees come from there and sign in with its password.')}
      breadcrumbs={[{ label: t('Administration'), href: links.administration() }]}
      actions={add}
    >
      <DataList
        label={t('Directories')}
        endpoint={listDirectoriesApi}
        topics={['directories']}
        rowHref={({ id }) => links.directory({ directory: id })}
        empty={{
          icon: IconAddressBook,
          title: t('No directory yet'),
          text: t(
            'Connect the directory of your company, look at a preview, and nobody has to be invited, changed or locked by hand.',
          ),
          action: add,
        }}
        columns={[
          { key: 'name', title: t('Name'), show: ({ name }) => name },
          { key: 'state', title: t('State'), width: 150, show: (row) => <State row={row} /> },
          { key: 'url', title: t('Address'), show: ({ url }) => <Text quiet>{url}</Text> },
          { key: 'people', title: t('People'), width: 110, align: 'end', show: ({ people }) => people },
          { key: 'schedule', title: t('Runs'), width: 150, show: ({ schedule }) => t(scheduleWords[schedule]) },
          { key: 'last', title: t('Last run'), width: 260, show: ({ lastRun }) => <LastRun run={lastRun} /> },
        ]}
      />
    </Page>
  )
}
