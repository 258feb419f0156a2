import { IconArrowBackUp, IconEdit, IconTrash } from '@tabler/icons-react'
import { useState } from 'react'
import { links } from '../../base/employee-links.ts'
import { getMeApi } from '../../people/contract.ts'
import { Button } from '../../ui/button.tsx'
import { Callout } from '../../ui/callout.tsx'
import { useText } from '../../ui/language.ts'
import { Row, Stack, Text } from '../../ui/layout.tsx'
import { Loaded } from '../../ui/loaded.tsx'
import { Menu } from '../../ui/menu.tsx'
import { Page } from '../../ui/page.tsx'
import { useCommand, useQueryOf } from '../../ui/queries.ts'
import { Tabs } from '../../ui/tabs.tsx'
import { getGroupApi, type GroupShape, listGroupPlacesApi, listGroupsApi, restoreGroupApi } from '../contract.ts'
import { DeleteGroupDialog } from './delete-group-dialog.tsx'
import { EditGroupDialog } from './edit-group-dialog.tsx'
import { GroupKind, groupDescription, groupName } from './group-kind.tsx'
import { ComputedMembers, GroupMembers } from './group-members.tsx'
import { GroupPeople } from './group-people.tsx'
import { GroupUses } from './group-uses.tsx'

function Restore({ group }: { group: GroupShape }) {
  const t = useText()
  const restore = useCommand(restoreGroupApi, {
    done: t('The group is back.'),
    invalidates: [getGroupApi, listGroupsApi, listGroupPlacesApi],
  })
  return (
    <Button icon={IconArrowBackUp} isRunning={restore.isRunning} onClick={() => restore.run({ group: group.id })}>
      {t('Restore')}
    </Button>
  )
}

/** The role is not filled like a group: it is handed over, on a page of its own. */
function EditSupervisor() {
  const t = useText()
  const me = useQueryOf(getMeApi, {})
  return (
    <Button
      icon={IconEdit}
      href={links.handOver()}
      disabledReason={me.data?.isSupervisor === false && t('Only the System supervisor can hand the role over.')}
    >
      {t('Edit')}
    </Button>
  )
}

function Actions({ group, onEdit, onDelete }: { group: GroupShape; onEdit: () => void; onDelete: () => void }) {
  const t = useText()
  if (group.code === 'system_supervisor' && group.scope === 'system') return <EditSupervisor />
  if (group.can.restore) return <Restore group={group} />
  const isFixed = group.scope === 'system' && t('System groups cannot be renamed or deleted.')
  return (
    <>
      <Button kind="plain" icon={IconEdit} onClick={onEdit} disabledReason={!group.can.edit && isFixed}>
        {t('Edit')}
      </Button>
      <Menu
        label={t('More')}
        entries={[
          {
            label: t('Delete group'),
            icon: IconTrash,
            danger: true,
            onClick: onDelete,
            disabledReason:
              !group.can.delete && (isFixed || t('It belongs to its portal and stays as long as that does.')),
          },
        ]}
      />
    </>
  )
}

function Facts({ group }: { group: GroupShape }) {
  const t = useText()
  return (
    <Stack gap="sm">
      {group.deletedAt && (
        <Callout kind="warning" title={t('This group is deleted')}>
          {t('It cannot be chosen any more, but it keeps working wherever it is named until it is taken out there.')}
        </Callout>
      )}
      <Row gap="md">
        <Text quiet>
          {group.audience === 'employees'
            ? t('Only employees can be in this group.')
            : t('Only people from outside can be in this group.')}
        </Text>
        {group.licences !== null && (
          <Text quiet>
            {t('{{members}} of {{licences}} licences are used.', { members: group.members, licences: group.licences })}
          </Text>
        )}
      </Row>
    </Stack>
  )
}

function GroupScreen({ group }: { group: GroupShape }) {
  const t = useText()
  const [dialog, setDialog] = useState<'edit' | 'delete'>()
  const close = () => setDialog(undefined)
  return (
    <Page
      title={groupName(group, t)}
      badge={<GroupKind group={group} />}
      description={groupDescription(group, t)}
      width="reading"
      breadcrumbs={[
        { label: t('Administration'), href: links.administration() },
        { label: t('Groups'), href: links.groups() },
      ]}
      actions={<Actions group={group} onEdit={() => setDialog('edit')} onDelete={() => setDialog('delete')} />}
    >
      <Stack>
        <Facts group={group} />
        <Tabs
          tabs={[
            ...(group.membership === 'computed'
              ? [
                  {
                    key: 'people',
                    label: t('Members'),
                    badge: group.members || undefined,
                    content: <ComputedMembers group={group} />,
                  },
                ]
              : [
                  {
                    key: 'members',
                    label: t('Members'),
                    badge: group.members || undefined,
                    content: <GroupMembers group={group} />,
                  },
                  { key: 'people', label: t('Everybody in it'), content: <GroupPeople group={group} /> },
                ]),
            ...(group.can.listUses
              ? [{ key: 'uses', label: t('Where it is used'), content: <GroupUses group={group.id} /> }]
              : []),
          ]}
        />
      </Stack>
      <EditGroupDialog group={group} isOpen={dialog === 'edit'} onClose={close} />
      <DeleteGroupDialog group={group} isOpen={dialog === 'delete'} onClose={close} />
    </Page>
  )
}

export function GroupPage({ group: id }: { group: string }) {
  const group = useQueryOf(getGroupApi, { group: id }, { topics: ['groups'] })
  return (
    <Loaded query={group} home={links.groups()}>
      {(found) => <GroupScreen group={found} />}
    </Loaded>
  )
}
