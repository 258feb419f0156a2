import { IconSitemap } from '@tabler/icons-react'
import { links } from '../../base/employee-links.ts'
import type { AnswerOf } from '../../base/endpoint.ts'
import { DataList } from '../../ui/data-list.tsx'
import { EmptyState } from '../../ui/empty-state.tsx'
import { useText } from '../../ui/language.ts'
import { Columns, Panel, Row, Stack, Text } from '../../ui/layout.tsx'
import { TextLink } from '../../ui/link.tsx'
import { Loaded } from '../../ui/loaded.tsx'
import { Page } from '../../ui/page.tsx'
import { useQueryOf } from '../../ui/queries.ts'
import { StatusBadge } from '../../ui/status-badge.tsx'
import { getMyPlaceApi, listMyPeopleApi } from '../contract.ts'
import { Contact, useColleagueColumns } from './colleague.tsx'
import { PersonLink } from './place-people.tsx'

type MyPlace = AnswerOf<typeof getMyPlaceApi>

function Places({ places }: Pick<MyPlace, 'places'>) {
  const t = useText()
  return (
    <Panel title={t('My place')}>
      {places.length === 0 ? (
        <Text quiet>{t('You have no place in the org chart yet. An administrator gives you one.')}</Text>
      ) : (
        <Stack gap="xs">
          {places.map(({ id, name, kind, isLead }) => (
            <Row key={id} gap="xs">
              <TextLink href={links.orgChart({}, { place: id })}>{name}</TextLink>
              {isLead && kind === 'department' && <StatusBadge tone="info">{t('Head')}</StatusBadge>}
            </Row>
          ))}
        </Stack>
      )}
    </Panel>
  )
}

function Superior({ superior }: Pick<MyPlace, 'superior'>) {
  const t = useText()
  return (
    <Panel title={t('My superior')}>
      {superior ? (
        <Stack gap="xs">
          <PersonLink person={{ ...superior, status: 'active' }} />
          <Contact of={superior} />
        </Stack>
      ) : (
        <Text quiet>{t('Nobody stands above you in the org chart.')}</Text>
      )}
    </Panel>
  )
}

function MyPeople() {
  const t = useText()
  return (
    <DataList
      label={t('My people')}
      endpoint={listMyPeopleApi}
      topics={['users', 'orgchart']}
      search={t('Search by name, e-mail or phone')}
      empty={{
        icon: IconSitemap,
        title: t('Nobody stands below you'),
        text: t('People appear here once they have a place below yours.'),
      }}
      rowHref={({ id }) => links.user({ user: id })}
      columns={useColleagueColumns()}
    />
  )
}

/** Company → My department: for heads everybody below them, for all their own place and superior. */
export function MyDepartmentPage() {
  const t = useText()
  const mine = useQueryOf(getMyPlaceApi, {}, { topics: ['users', 'orgchart'] })
  return (
    <Page title={t('My department')} description={t('Where you stand, and who stands below you.')}>
      <Loaded query={mine}>
        {({ places, superior, leads }) => (
          <Stack>
            <Columns>
              <Places places={places} />
              <Superior superior={superior} />
            </Columns>
            {leads ? (
              <MyPeople />
            ) : (
              <EmptyState
                icon={IconSitemap}
                title={t('You lead nobody')}
                text={t('Whoever heads a department or holds a position with others below finds their people here.')}
              />
            )}
          </Stack>
        )}
      </Loaded>
    </Page>
  )
}
