import { links } from '../../base/employee-links.ts'
import { DataList } from '../../ui/data-list.tsx'
import { useText } from '../../ui/language.ts'
import { Stack, Text } from '../../ui/layout.tsx'
import { StatusBadge } from '../../ui/status-badge.tsx'
import { deeds, listDirectoryRunRowsApi, type RunRowShape } from '../contract-runs.ts'
import { deedWords, changeWords, rowStateWords } from './directory-words.ts'

function What({ row: { changes, code, message, detail, deed } }: { row: RunRowShape }) {
  const t = useText()
  if (code) {
    const known = t(`problem.${code}`)
    return <Text tone="bad">{known === `problem.${code}` ? message : known}</Text>
  }
  if (deed === 'join' || deed === 'leave') return <Text quiet>{detail}</Text>
  if (!changes) return null
  return (
    <Stack gap="none">
      {Object.entries(changes).map(([field, [before, after]]) => (
        <Text key={field} small quiet>
          {`${t(changeWords[field] ?? 'Full name')}: ${before ?? '–'} → ${after ?? '–'}`}
        </Text>
      ))}
    </Stack>
  )
}

/** Everybody something changes for, and those who were refused. */
export function RunRows({ run }: { run: string }) {
  const t = useText()
  return (
    <DataList
      label={t('Rows')}
      endpoint={listDirectoryRunRowsApi}
      input={{ run }}
      topics={['directories']}
      rowKey={({ id }) => String(id)}
      rowHref={({ user }) => (user ? links.user({ user }) : undefined)}
      filters={[
        {
          name: 'deed',
          label: t('What'),
          options: deeds.map((value) => ({ value, label: t(deedWords[value].words) })),
        },
        {
          name: 'state',
          label: t('Result'),
          options: Object.entries(rowStateWords).map(([value, { words }]) => ({ value, label: t(words) })),
        },
      ]}
      empty={{ title: t('No rows') }}
      columns={[
        {
          key: 'label',
          title: t('Person'),
          show: ({ label }) => label,
        },
        {
          key: 'email',
          title: t('E-mail'),
          width: 240,
          show: ({ detail, deed }) => (deed === 'join' || deed === 'leave' ? '' : detail),
        },
        {
          key: 'deed',
          title: t('What'),
          width: 150,
          show: ({ deed }) => <StatusBadge tone={deedWords[deed].tone}>{t(deedWords[deed].words)}</StatusBadge>,
        },
        {
          key: 'state',
          title: t('Result'),
          width: 120,
          // Refused from the start is said once.
          show: ({ state, deed }) =>
            deed !== 'refuse' && (
              <StatusBadge tone={rowStateWords[state].tone}>{t(rowStateWords[state].words)}</StatusBadge>
            ),
        },
        { key: 'why', title: t('Details'), show: (row) => <What row={row} /> },
      ]}
    />
  )
}
