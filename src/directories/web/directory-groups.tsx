import { IconPlus, IconTrash } from '@tabler/icons-react'
import { useState } from 'react'
import { listGroupsApi } from '../../groups/contract.ts'
import { Button, IconButton } from '../../ui/button.tsx'
import { Callout } from '../../ui/callout.tsx'
import { EmptyState } from '../../ui/empty-state.tsx'
import { problemText, useText } from '../../ui/language.ts'
import { Columns, Panel, Row, Stack, Text } from '../../ui/layout.tsx'
import { useCommand, useQueryOf } from '../../ui/queries.ts'
import { ChoiceSetting } from '../../ui/setting-fields.tsx'
import { type DirectoryShape, findDirectoryGroupsApi, getDirectoryApi, setDirectoryGroupsApi } from '../contract.ts'

type Mapped = DirectoryShape['groups']

/** Company groups that take members by hand; no directory fills a system group. */
function useCompanyGroups(): { value: string; label: string }[] {
  const groups = useQueryOf(listGroupsApi, { limit: 200 })
  return (groups.data?.rows ?? [])
    .filter((group) => group.scope === 'company' && group.audience === 'employees' && group.type === 'group')
    .map(({ id, name }) => ({ value: id as string, label: name }))
}

function AddGroup({ directory, onAdd }: { directory: string; onAdd: (added: { dn: string; group: string }) => void }) {
  const t = useText()
  const [search, look] = useState('')
  const [dn, choose] = useState<string | null>(null)
  const [group, chooseGroup] = useState<string | null>(null)
  const found = useQueryOf(findDirectoryGroupsApi, { directory, search })
  const groups = useCompanyGroups()
  return (
    <Stack gap="sm">
      {found.error && <Callout kind="bad">{problemText(found.error)}</Callout>}
      <Columns>
        <ChoiceSetting
          label={t('Group in the directory')}
          value={dn}
          onChange={choose}
          onSearch={look}
          options={(found.data?.rows ?? []).map((one) => ({ value: one.dn, label: one.name }))}
        />
        <ChoiceSetting label={t('Company group')} value={group} onChange={chooseGroup} options={groups} />
      </Columns>
      <Row justify="end">
        <Button
          icon={IconPlus}
          disabledReason={(!dn || !group) && t('Choose both groups first')}
          onClick={() => {
            if (!dn || !group) return
            onAdd({ dn, group })
            choose(null)
            chooseGroup(null)
          }}
        >
          {t('Keep in step')}
        </Button>
      </Row>
    </Stack>
  )
}

/** Whose members are kept in step with which company group. */
export function DirectoryGroups({ directory }: { directory: DirectoryShape }) {
  const t = useText()
  const save = useCommand(setDirectoryGroupsApi, { done: t('Saved'), invalidates: [getDirectoryApi, 'directories'] })
  const set = (groups: { dn: string; group: string }[]) =>
    save.run({
      directory: directory.id,
      version: directory.version,
      groups: groups.map(({ dn, group }) => ({ dn, group })),
    })
  const without = (gone: Mapped[number]) => directory.groups.filter((one) => one !== gone)
  return (
    <Panel
      title={t('Groups kept in step')}
      description={t('Members follow with each run, through groups in groups. Whoever was put in by hand stays.')}
    >
      <Stack>
        {directory.groups.length === 0 && (
          <EmptyState
            level={3}
            title={t('No group yet')}
            text={t('Choose a group of the directory and the company group its members are to be in.')}
          />
        )}
        {directory.groups.map((one) => (
          <Row key={`${one.dn} ${one.group}`} justify="between" oneLine>
            <div style={{ minWidth: 0 }}>
              <Text strong>{one.name}</Text>
              <Text small quiet>
                {one.dn}
              </Text>
            </div>
            <IconButton
              icon={IconTrash}
              label={t('Keep {{name}} in step no longer', { name: one.name })}
              onClick={() => set(without(one))}
            />
          </Row>
        ))}
        <AddGroup directory={directory.id} onAdd={(added) => set([...directory.groups, added])} />
      </Stack>
    </Panel>
  )
}
