import { IconEdit, IconFolderSymlink, IconLock, IconTrash } from '@tabler/icons-react'
import { links } from '../../base/employee-links.ts'
import { useAddress } from '../../ui/address.ts'
import { Button } from '../../ui/button.tsx'
import { confirm } from '../../ui/confirm.tsx'
import { Drawer } from '../../ui/dialog.tsx'
import { useText } from '../../ui/language.ts'
import { Columns, Panel, Text } from '../../ui/layout.tsx'
import { useGo } from '../../ui/link.tsx'
import { Loaded } from '../../ui/loaded.tsx'
import { Menu } from '../../ui/menu.tsx'
import { Page } from '../../ui/page.tsx'
import { useCommand, useQueryOf } from '../../ui/queries.ts'
import { RelativeTime } from '../../ui/relative-time.tsx'
import { type AppShape, getAppApi } from '../contract.ts'
import { countItemsApi, deleteItemApi, getItemApi, type ItemShape, listItemsApi } from '../contract-items.ts'
import { FieldValue } from '../portal/field-value.tsx'
import { ItemForm } from '../portal/item-form.tsx'
import { ItemHistory } from '../portal/item-history.tsx'
import { ItemView } from '../portal/item-view.tsx'
import { findPeople } from './find-people.ts'
import { hasFolders, useFolders, wayTo } from './folders.ts'
import { employeeItems } from './item-endpoints.ts'
import { MoveItemsDialog } from './move-dialog.tsx'

/** One item: what it holds, what happened to it, changing it. */
export function ItemPage({ workspace, app, item }: { workspace: string; app: string; item: string }) {
  const topics = [`app:${app}`, `item:${item}`]
  const appQuery = useQueryOf(getAppApi, { app }, { topics })
  const itemQuery = useQueryOf(getItemApi, { app, item }, { topics })
  return (
    <Loaded query={appQuery}>
      {(found) => (
        <Loaded query={itemQuery}>{(shown) => <Item workspace={workspace} app={found} item={shown} />}</Loaded>
      )}
    </Loaded>
  )
}

type Props = { workspace: string; app: AppShape; item: ItemShape }

function useDelete({ workspace, app, item }: Props): () => Promise<void> {
  const t = useText()
  const go = useGo()
  const command = useCommand(deleteItemApi, {
    done: t('Deleted.'),
    invalidates: [listItemsApi, countItemsApi],
    onDone: () => go(links.app({ workspace, app: app.id })),
  })
  return async () => {
    const wanted = await confirm({
      title: t('Delete “{{name}}”?', { name: item.title || app.itemName }),
      text: t('It leaves all lists with its files. An administrator can bring it back.'),
      action: t('Delete'),
      danger: true,
    })
    if (wanted) command.run({ app: app.id, item: item.id })
  }
}

function Item(props: Props) {
  const { workspace, app, item } = props
  const t = useText()
  const { search, change } = useAddress()
  const remove = useDelete(props)
  const folders = useFolders(app.id).data
  const way = folders ? wayTo(folders, item.folder) : []
  const close = () => change({ dialog: undefined })
  const status = app.fields.find(({ type }) => type === 'status')
  return (
    <Page
      title={item.title || app.itemName}
      badge={status && <FieldValue field={status} value={item.values[status.code]} endpoints={employeeItems} />}
      description={<MadeBy item={item} />}
      breadcrumbs={[
        { label: app.workspace.name, href: links.workspace({ workspace }) },
        { label: app.name, href: links.app({ workspace, app: app.id }) },
        ...way.map(({ id, name }) => ({ label: name, href: `${links.app({ workspace, app: app.id })}?folder=${id}` })),
      ]}
      actions={
        <>
          {item.can.edit && (
            <Button icon={IconEdit} onClick={() => change({ dialog: 'edit' })}>
              {t('Edit')}
            </Button>
          )}
          <Menu
            label={t('More')}
            entries={[
              item.can.edit &&
                hasFolders(folders) && {
                  label: t('Move to …'),
                  icon: IconFolderSymlink,
                  onClick: () => change({ dialog: 'move' }),
                },
              app.mode === 'items' && {
                label: t('Access'),
                icon: IconLock,
                href: links.itemRights({ workspace, app: app.id, item: item.id }),
              },
              item.can.delete && { label: t('Delete'), icon: IconTrash, danger: true, onClick: () => void remove() },
            ]}
          />
        </>
      }
    >
      <Columns gap="lg">
        <Panel title={app.itemName}>
          <ItemView item={item} fields={app.fields} endpoints={employeeItems} />
        </Panel>
        <Panel title={t('History')}>
          <ItemHistory app={app.id} item={item.id} endpoints={employeeItems} />
        </Panel>
      </Columns>
      {hasFolders(folders) && (
        <MoveItemsDialog
          app={app.id}
          folders={folders}
          items={[item.id]}
          isOpen={search.dialog === 'move'}
          onClose={close}
        />
      )}
      <Drawer
        title={t('Edit: {{name}}', { name: item.title || app.itemName })}
        isOpen={search.dialog === 'edit' && item.can.edit}
        onClose={close}
      >
        <ItemForm
          app={app}
          item={item}
          endpoints={employeeItems}
          findPeople={findPeople}
          submit={t('Save')}
          onDone={close}
          onCancel={close}
        />
      </Drawer>
    </Page>
  )
}

function MadeBy({ item }: { item: ItemShape }) {
  const t = useText()
  return (
    <Text quiet>
      {item.createdBy ? t('Made by {{name}}', { name: item.createdBy.name }) : t('Made by a process')},{' '}
      <RelativeTime at={item.createdAt} />
    </Text>
  )
}
