import { IconSitemap } from '@tabler/icons-react'
import { links } from '../../base/employee-links.ts'
import { useAddress } from '../../ui/address.ts'
import { Person } from '../../ui/avatar.tsx'
import { EmptyState } from '../../ui/empty-state.tsx'
import { useText } from '../../ui/language.ts'
import { Columns, Panel, Stack, Text } from '../../ui/layout.tsx'
import { TextLink } from '../../ui/link.tsx'
import { Loaded } from '../../ui/loaded.tsx'
import { Page } from '../../ui/page.tsx'
import { useQueryOf } from '../../ui/queries.ts'
import { Tree } from '../../ui/tree.tsx'
import { getOrgChartApi, type OrgElementShape } from '../contract.ts'
import { chartNodes } from './chart-nodes.tsx'

type OrgPerson = NonNullable<OrgElementShape['lead']>

function PersonLink({ person }: { person: OrgPerson }) {
  return (
    <TextLink href={links.user({ user: person.id })} quiet>
      <Person name={person.name} />
    </TextLink>
  )
}

/** One place of the chart: who leads it, who is in it. */
function Place({ element }: { element: OrgElementShape }) {
  const t = useText()
  const kinds = { department: t('Department'), position: t('Position'), employee_group: t('Employee group') }
  const leads = element.kind === 'department' ? t('Head') : t('Holder')
  return (
    <Panel title={element.name} description={kinds[element.kind]}>
      <Stack gap="md">
        {element.kind !== 'employee_group' && (
          <div>
            <Text small quiet>
              {leads}
            </Text>
            {element.lead ? <PersonLink person={element.lead} /> : <Text quiet>{t('Nobody')}</Text>}
          </div>
        )}
        {element.people.length > 0 && (
          <div>
            <Text small quiet>
              {t('People')}
            </Text>
            <Stack gap="xs">
              {element.people.map((person) => (
                <PersonLink key={person.id} person={person} />
              ))}
            </Stack>
          </div>
        )}
      </Stack>
    </Panel>
  )
}

function Chart({ elements }: { elements: readonly OrgElementShape[] }) {
  const t = useText()
  const { search, change } = useAddress()
  const chosen = search.place ?? elements[0]?.id
  const element = elements.find(({ id }) => id === chosen?.split('/')[0])
  return (
    <Columns>
      <Panel>
        <Tree
          label={t('Org chart')}
          nodes={chartNodes(elements, t)}
          chosen={chosen}
          onChoose={(place) => change({ place })}
        />
      </Panel>
      {element ? (
        <Place element={element} />
      ) : (
        <Panel>
          <Text quiet>{t('Choose a place to see who leads it and who is in it.')}</Text>
        </Panel>
      )}
    </Columns>
  )
}

/** Company → Org chart: who works where, and who leads whom. */
export function OrgChartPage() {
  const t = useText()
  const chart = useQueryOf(getOrgChartApi, {}, { topics: ['orgchart'] })
  return (
    <Page title={t('Org chart')} description={t('Who works where, and who leads whom.')}>
      <Loaded query={chart}>
        {({ elements }) =>
          elements.length === 0 ? (
            <EmptyState
              wholePage
              icon={IconSitemap}
              title={t('The org chart is empty')}
              text={t('Departments, positions and employee groups stand here once the company has some.')}
            />
          ) : (
            <Chart elements={elements} />
          )
        }
      </Loaded>
    </Page>
  )
}
