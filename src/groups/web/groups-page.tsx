import { IconPlus, IconUsersGroup } from '@tabler/icons-react'
import { links } from '../../base/employee-links.ts'
import { useAddress } from '../../ui/address.ts'
import { Button } from '../../ui/button.tsx'
import { DataList } from '../../ui/data-list.tsx'
import { useText } from '../../ui/language.ts'
import { Text } from '../../ui/layout.tsx'
import { Page } from '../../ui/page.tsx'
import { listGroupsApi } from '../contract.ts'
import { GroupKind, groupDescription, groupName } from './group-kind.tsx'
import { NewGroupDialog } from './new-group-dialog.tsx'

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
      <DataList
        label={t('Groups')}
        endpoint={listGroupsApi}
        topics={['groups']}
        search={t('Search by name or description')}
        empty={{
          icon: IconUsersGroup,
          title: t('No groups yet'),
          text: t('Make a group for people who do the same work, such as Support, and name it in lanes and rights.'),
          action: add,
        }}
        rowHref={({ id }) => links.group({ group: id })}
        columns={[
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
          { key: 'kind', title: t('Kind'), width: 130, show: ({ scope }) => <GroupKind scope={scope} /> },
          {
            key: 'audience',
            title: t('For'),
            width: 200,
            show: ({ audience }) => (audience === 'employees' ? t('Employees') : t('People from outside')),
          },
          { key: 'members', title: t('Members'), width: 110, align: 'end', show: ({ members }) => members },
        ]}
      />
      <NewGroupDialog isOpen={search.dialog === 'new'} onClose={() => change({ dialog: undefined })} />
    </Page>
  )
}
