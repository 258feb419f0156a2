import { IconPlus, IconUsersGroup } from '@tabler/icons-react'
import type { ReactNode } from 'react'
import { links } from '../../base/employee-links.ts'
import { useAddress } from '../../ui/address.ts'
import { Button } from '../../ui/button.tsx'
import type { Column } from '../../ui/column.ts'
import { DataList } from '../../ui/data-list.tsx'
import { type Translate, useText } from '../../ui/language.ts'
import { Panel, Text } from '../../ui/layout.tsx'
import { Page } from '../../ui/page.tsx'
import { useQueryOf } from '../../ui/queries.ts'
import { ListSkeleton } from '../../ui/skeletons.tsx'
import { useSmallScreen } from '../../ui/small-screen.ts'
import { getGroupApi, type GroupShape, listGroupsApi } from '../contract.ts'
import { GroupKind, groupDescription, groupName } from './group-kind.tsx'
import { type Places, PlaceTree, placeOptions, usePlaces } from './group-places.tsx'
import { NewGroupDialog } from './new-group-dialog.tsx'
import classes from './places.module.css'

/** The two groups of everybody are counted apart: no list waits for a hundred thousand people. */
function Counted({ group }: { group: string }) {
  return useQueryOf(getGroupApi, { group }).data?.members
}

const columns = (t: Translate): Column<GroupShape>[] => [
  {
    key: 'name',
    title: t('Name'),
    show: (group) => (
      <div>
        {groupName(group, t)}
        <Text small quiet lines={2}>
          {groupDescription(group, t)}
        </Text>
      </div>
    ),
  },
  { key: 'kind', title: t('Kind'), width: 170, show: (group) => <GroupKind group={group} /> },
  {
    key: 'audience',
    title: t('For'),
    width: 150,
    show: ({ audience }) => (audience === 'employees' ? t('Employees') : t('People from outside')),
  },
  {
    key: 'members',
    title: t('Members'),
    width: 110,
    align: 'end',
    show: ({ id, members, licences }) => {
      if (members === null) return <Counted group={id} />
      return licences === null ? members : t('{{members}} of {{licences}}', { members, licences })
    },
  },
]

/** The groups of one place: chosen in the tree, or, on a small screen, by a filter like the others. */
function GroupList({ places, place, add }: { places: Places | undefined; place: string | undefined; add: ReactNode }) {
  const t = useText()
  return (
    <DataList
      label={t('Groups')}
      endpoint={listGroupsApi}
      input={place ? { place } : {}}
      topics={['groups']}
      search={t('Search by name or description')}
      filters={[
        ...(places ? [{ name: 'place', label: t('Where'), options: placeOptions(places, t) }] : []),
        {
          name: 'audience',
          label: t('For'),
          options: [
            { value: 'employees', label: t('Employees') },
            { value: 'external', label: t('People from outside') },
          ],
        },
        { name: 'state', label: t('Status'), options: [{ value: 'deleted', label: t('Deleted') }] },
      ]}
      empty={{
        icon: IconUsersGroup,
        title: t('No groups here yet'),
        text: t('Make a group for people who do the same work, such as Support, and name it in lanes and rights.'),
        action: add,
      }}
      rowHref={({ id }) => links.group({ group: id })}
      columns={columns(t)}
    />
  )
}

function InPlaces({ add }: { add: ReactNode }) {
  const { search, change } = useAddress()
  const places = usePlaces()
  if (useSmallScreen()) return <GroupList places={places.data} place={undefined} add={add} />
  return (
    <div className={classes.places}>
      <Panel>
        {places.data ? (
          <PlaceTree
            places={places.data}
            chosen={search.place ?? ''}
            onChoose={(place) => change({ place: place || undefined }, { push: true })}
          />
        ) : (
          <ListSkeleton />
        )}
      </Panel>
      <GroupList key={search.place} places={undefined} place={search.place} add={add} />
    </div>
  )
}

/** Administration → Groups: what rights and lanes name, so that people come and go without anybody touching either. */
export function GroupsPage() {
  const t = useText()
  const { search, change } = useAddress()
  const add = (
    <Button icon={IconPlus} onClick={() => change({ dialog: 'new' })}>
      {t('New group')}
    </Button>
  )
  return (
    <Page
      title={t('Groups')}
      description={t('Rights and lanes name groups, so that people come and go without anybody touching rights.')}
      breadcrumbs={[{ label: t('Administration'), href: links.administration() }]}
      actions={add}
    >
      <InPlaces add={add} />
      <NewGroupDialog
        place={search.place}
        isOpen={search.dialog === 'new'}
        onClose={() => change({ dialog: undefined })}
      />
    </Page>
  )
}
