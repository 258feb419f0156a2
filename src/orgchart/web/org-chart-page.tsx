import { IconEdit, IconSitemap } from '@tabler/icons-react'
import { links } from '../../base/employee-links.ts'
import { getMeApi } from '../../people/contract.ts'
import { Button } from '../../ui/button.tsx'
import { EmptyState } from '../../ui/empty-state.tsx'
import { useText } from '../../ui/language.ts'
import { Panel, Stack, Text } from '../../ui/layout.tsx'
import { TextLink } from '../../ui/link.tsx'
import { Loaded } from '../../ui/loaded.tsx'
import { Page } from '../../ui/page.tsx'
import { useQueryOf } from '../../ui/queries.ts'
import { getOrgChartApi, type OrgElementShape } from '../contract.ts'
import { ChartBoard } from './chart-board.tsx'
import { ExportMenu } from './export-menu.tsx'
import { useKindWords } from './kind-words.ts'
import { PersonLink, PlacePeople } from './place-people.tsx'
import { useChart } from './use-chart.ts'

/** One place of the chart: who leads it, who is in it. */
function Place({ element }: { element: OrgElementShape }) {
  const t = useText()
  const kinds = useKindWords()
  return (
    <Panel title={element.name} description={kinds[element.kind]}>
      <Stack gap="md">
        {element.kind !== 'employee_group' && (
          <div>
            <Text small quiet>
              {element.kind === 'department' ? t('Head') : t('Holder')}
            </Text>
            {element.lead ? <PersonLink person={element.lead} /> : <Text quiet>{t('Nobody')}</Text>}
          </div>
        )}
        {element.kind !== 'position' && (
          <div>
            <Text small quiet>
              {t('People')}
            </Text>
            <PlacePeople element={element.id} of="published" />
          </div>
        )}
        {element.kind === 'department' && (
          <TextLink href={links.companyPeople({}, { department: element.id })}>
            {t('Everybody here and below')}
          </TextLink>
        )}
      </Stack>
    </Panel>
  )
}

function Structure({ elements }: { elements: OrgElementShape[] }) {
  const t = useText()
  const chart = useChart(elements)
  return (
    <ChartBoard
      label={t('Org chart')}
      chart={chart}
      end={<ExportMenu trees={chart.trees} closed={chart.closed} of="published" />}
      panel={chart.element && <Place element={chart.element} />}
    />
  )
}

/** Company → Structure: who works where, and who leads whom. */
export function OrgChartPage() {
  const t = useText()
  const chart = useQueryOf(getOrgChartApi, {}, { topics: ['orgchart'] })
  const me = useQueryOf(getMeApi, {}, { topics: ['me'] })
  const draw = me.data?.isAdministrator && (
    <Button href={links.orgChartEditor()} kind="plain" icon={IconEdit}>
      {t('Edit')}
    </Button>
  )
  return (
    <Page title={t('Structure')} description={t('Who works where, and who leads whom.')} width="whole" actions={draw}>
      <Loaded query={chart}>
        {({ elements }) =>
          elements.length === 0 ? (
            <EmptyState
              wholePage
              icon={IconSitemap}
              title={t('The org chart is empty')}
              text={t('Departments, positions and employee groups stand here once the company has some.')}
              action={draw}
            />
          ) : (
            <Structure elements={elements} />
          )
        }
      </Loaded>
    </Page>
  )
}
