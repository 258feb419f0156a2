import { IconFolder, IconFolderPlus, IconFolderSymlink, IconPlus, IconSettings, IconTable } from '@tabler/icons-react'
import { type ReactNode, useState } from 'react'
import { links } from '../../base/employee-links.ts'
import { useAddress } from '../../ui/address.ts'
import { Button } from '../../ui/button.tsx'
import { DataList } from '../../ui/data-list.tsx'
import { Drawer } from '../../ui/dialog.tsx'
import { EmptyState } from '../../ui/empty-state.tsx'
import type { Filter } from '../../ui/filter.ts'
import { type Translate, useText } from '../../ui/language.ts'
import { Row, Stack } from '../../ui/layout.tsx'
import { useGo } from '../../ui/link.tsx'
import { Loaded } from '../../ui/loaded.tsx'
import { Menu } from '../../ui/menu.tsx'
import { Page } from '../../ui/page.tsx'
import { useQueryOf } from '../../ui/queries.ts'
import { useSmallScreen } from '../../ui/small-screen.ts'
import { type AppShape, getAppApi } from '../contract.ts'
import { createItemInFolderApi, type FolderShape } from '../contract-folders.ts'
import { countItemsApi, type ItemShape, listItemsApi } from '../contract-items.ts'
import { itemColumns } from '../portal/item-columns.tsx'
import { ItemForm } from '../portal/item-form.tsx'
import { findPeople } from './find-people.ts'
import { FirstFolderDialog } from './folder-dialogs.tsx'
import { FolderPanel } from './folder-panel.tsx'
import { dragged } from './folder-tree.tsx'
import { type Folders, hasFolders, useFolders } from './folders.ts'
import classes from './folders.module.css'
import { chosenFilters, filtersOf } from './item-filters.ts'
import { employeeItems } from './item-endpoints.ts'
import { MoveItemsDialog } from './move-dialog.tsx'

/** The items of an app: to find, to sort, to make. */
export function AppPage({ workspace, app }: { workspace: string; app: string }) {
  const query = useQueryOf(getAppApi, { app }, { topics: [`app:${app}`, 'workspaces'] })
  return <Loaded query={query}>{(found) => <Items workspace={workspace} app={found} />}</Loaded>
}

function Items({ workspace, app }: { workspace: string; app: AppShape }) {
  const t = useText()
  const go = useGo()
  const { search, change } = useAddress()
  const folders = useFolders(app.id).data
  const folder = folders?.rows.find(({ id }) => id === search.folder)
  const add = (folder ? folder.can.createItem : app.can.createItem) && (
    <Button icon={IconPlus} onClick={() => change({ dialog: 'new' })}>
      {t('New: {{name}}', { name: app.itemName })}
    </Button>
  )
  const close = () => change({ dialog: undefined })
  return (
    <Page
      title={app.name}
      description={app.published ? app.description || <Total app={app.id} /> : app.description}
      breadcrumbs={[{ label: app.workspace.name, href: links.workspace({ workspace }) }]}
      actions={
        <>
          {app.can.configure && (
            <Button icon={IconSettings} kind="plain" href={links.appSettings({ workspace, app: app.id })}>
              {t('Settings')}
            </Button>
          )}
          {add}
          {app.can.configure && app.published && folders && !hasFolders(folders) && (
            <Menu
              label={t('More')}
              entries={[
                {
                  label: t('Sort into folders'),
                  icon: IconFolderPlus,
                  onClick: () => change({ dialog: 'first-folder' }),
                },
              ]}
            />
          )}
        </>
      }
    >
      {app.published ? (
        <InFolders workspace={workspace} app={app} add={add} folders={folders} folder={folder} />
      ) : (
        <Unpublished workspace={workspace} app={app} />
      )}
      <FirstFolderDialog app={app.id} isOpen={search.dialog === 'first-folder'} onClose={close} />
      <Drawer
        title={t('New: {{name}}', { name: app.itemName })}
        isOpen={search.dialog === 'new' && !!add}
        onClose={close}
      >
        <ItemForm
          app={app}
          endpoints={employeeItems}
          findPeople={findPeople}
          submit={t('Create')}
          {...(folder ? { place: { endpoint: createItemInFolderApi, folder: folder.id } } : {})}
          onCancel={close}
          onDone={({ id }) => go(links.item({ workspace, app: app.id, item: id }))}
        />
      </Drawer>
    </Page>
  )
}

function Total({ app }: { app: string }) {
  const t = useText()
  const count = useQueryOf(countItemsApi, { app }, { topics: [`app:${app}`], keepPrevious: true })
  return count.data ? t('{{number}} in all', { number: count.data.count }) : ' '
}

type ListProps = {
  workspace: string
  app: AppShape
  add: ReactNode
  folders: Folders | undefined
  folder: FolderShape | undefined
}

/** The tree beside the list; on a phone behind a button. */
function InFolders(props: ListProps) {
  const t = useText()
  const { change } = useAddress()
  const [isTreeOpen, setTreeOpen] = useState(false)
  const isSmall = useSmallScreen()
  const { app, folders, folder } = props
  if (!hasFolders(folders)) return <ItemList {...props} />
  const choose = (id: string) => {
    setTreeOpen(false)
    change({ folder: id || undefined, dialog: undefined }, { push: true })
  }
  const panel = <FolderPanel app={app} folders={folders} folder={folder} onChoose={choose} />
  if (!isSmall) {
    return (
      <div className={classes.beside}>
        {panel}
        <ItemList key={folder?.id} {...props} />
      </div>
    )
  }
  return (
    <Stack>
      <Row>
        <Button kind="plain" icon={IconFolder} onClick={() => setTreeOpen(true)}>
          {folder?.name ?? t('Folders')}
        </Button>
      </Row>
      <ItemList key={folder?.id} {...props} />
      <Drawer title={app.name} isOpen={isTreeOpen} onClose={() => setTreeOpen(false)}>
        {panel}
      </Drawer>
    </Stack>
  )
}

const below = 'subfolders'

function ItemList({ workspace, app, add, folders, folder }: ListProps) {
  const t = useText()
  const [moving, setMoving] = useState<{ items: string[]; clear: () => void }>()
  const belowToo: Filter[] = folder
    ? [{ name: below, label: t('Folders below'), options: [{ value: 'with', label: t('Also in folders below') }] }]
    : []
  return (
    <>
      <DataList
        label={folder ? folder.name : app.name}
        endpoint={listItemsApi}
        input={{ app: app.id, ...(folder && { folder: folder.id }) }}
        topics={[`app:${app.id}`]}
        search={t('Search')}
        filters={[...belowToo, ...filtersOf(app.fields, t)]}
        filterInput={({ [below]: subfolders, ...chosen }) => ({
          filter: chosenFilters(app.fields, chosen),
          ...(subfolders && folder && { subfolders: 'with' as const }),
        })}
        startSort="-created_at"
        rowHref={({ id }) => links.item({ workspace, app: app.id, item: id })}
        columns={itemColumns({ fields: app.fields, titleField: app.titleField, endpoints: employeeItems }, t)}
        {...(hasFolders(folders) && {
          dragKind: dragged.items,
          chosenActions: (rows: ItemShape[], clear: () => void) => (
            <Button
              size="xs"
              kind="plain"
              icon={IconFolderSymlink}
              onClick={() => setMoving({ items: rows.map(({ id }) => id), clear })}
            >
              {t('Move to …')}
            </Button>
          ),
        })}
        empty={{
          icon: folder ? IconFolder : IconTable,
          title: folder ? t('This folder is empty') : t('Nothing here yet'),
          text: folder ? t('Make something in it, or drag items onto it in the tree.') : emptyText(app, t),
          action: add,
        }}
      />
      {hasFolders(folders) && (
        <MoveItemsDialog
          app={app.id}
          folders={folders}
          items={moving?.items ?? []}
          isOpen={!!moving}
          onClose={() => setMoving(undefined)}
          onMoved={() => moving?.clear()}
        />
      )}
    </>
  )
}

const emptyText = (app: AppShape, t: Translate): string =>
  app.can.createItem
    ? t('Make the first one; forms on a portal and processes make them too.')
    : t('What you may see of this app will stand here.')

/** An app without published fields takes no items: what to do about it, or whom to ask. */
function Unpublished({ workspace, app }: { workspace: string; app: AppShape }) {
  const t = useText()
  return (
    <EmptyState
      icon={IconTable}
      title={t('This app takes no items yet')}
      text={
        app.can.configure
          ? t('Draw the fields that its items have, then publish them.')
          : t('Its fields are being drawn. Ask an administrator when it will be ready.')
      }
      action={
        app.can.configure && (
          <Button href={links.appSettings({ workspace, app: app.id })}>{t('Draw the fields')}</Button>
        )
      }
    />
  )
}
