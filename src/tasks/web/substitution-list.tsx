import { IconBeach } from '@tabler/icons-react'
import type { ReactNode } from 'react'
import { useAddress } from '../../ui/address.ts'
import { DataList } from '../../ui/data-list.tsx'
import { useText } from '../../ui/language.ts'
import { Row, Text } from '../../ui/layout.tsx'
import { StatusBadge } from '../../ui/status-badge.tsx'
import { listSubstitutionsApi, type SubstitutionShape } from '../contract-substitutions.ts'
import { Period, SubstitutionState, typeWords } from './substitution-words.tsx'

type Props = {
  folder: 'upcoming' | 'running' | 'archived' | 'all'
  person?: string | undefined
  empty: { title: string; text: string; action?: ReactNode }
}

function WhoActs({ substitute, rules }: SubstitutionShape) {
  const t = useText()
  return (
    <Row gap="xs">
      {substitute?.name ?? t('Nobody')}
      {rules.length > 0 && <StatusBadge>{t('and {{number}} by rules', { number: rules.length })}</StatusBadge>}
    </Row>
  )
}

/** Substitutions of one folder; one that is opened shows beside the list, by its place in the address. */
export function SubstitutionList({ folder, person, empty }: Props) {
  const t = useText()
  const { change } = useAddress()
  return (
    <DataList
      label={t('Substitutions')}
      endpoint={listSubstitutionsApi}
      input={{ folder, ...(person && { person: person as never }) }}
      topics={['substitutions', 'tasks']}
      {...(person ? {} : { search: t('Search by name') })}
      filters={
        person
          ? []
          : [
              {
                name: 'type',
                label: t('What happens'),
                options: (['inform', 'reassign', 'all_access'] as const).map((type) => ({
                  value: type,
                  label: typeWords(type, t),
                })),
              },
            ]
      }
      empty={{ icon: IconBeach, ...empty }}
      onOpen={({ id }) => change({ substitution: id }, { push: true })}
      columns={[
        { key: 'absent', title: t('Who is away'), show: ({ absent }) => absent.name },
        { key: 'substitute', title: t('Substitute'), show: (row) => <WhoActs {...row} /> },
        { key: 'type', title: t('What happens'), width: 160, show: ({ type }) => typeWords(type, t) },
        { key: 'period', title: t('When'), width: 300, show: (row) => <Period {...row} /> },
        {
          key: 'state',
          title: t('State'),
          width: 190,
          show: ({ state, taken }) => (
            <Row gap="xs" oneLine>
              <SubstitutionState state={state} />
              {taken > 0 && (
                <Text small quiet>
                  {t('{{count}} tasks', { count: taken })}
                </Text>
              )}
            </Row>
          ),
        },
      ]}
    />
  )
}
