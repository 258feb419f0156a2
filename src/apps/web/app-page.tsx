import { IconPlus, IconSettings, IconTable } from '@tabler/icons-react'
import type { ReactNode } from 'react'
import { links } from '../../base/employee-links.ts'
import { useAddress } from '../../ui/address.ts'
import { Button } from '../../ui/button.tsx'
import { DataList } from '../../ui/data-list.tsx'
import { Drawer } from '../../ui/dialog.tsx'
import { EmptyState } from '../../ui/empty-state.tsx'
import { useText } from '../../ui/language.ts'
import { useGo } from '../../ui/link.tsx'
import { Loaded } from '../../ui/loaded.tsx'
import { Page } from '../../ui/page.tsx'
import { useQueryOf } from '../../ui/queries.ts'
import { type AppShape, getAppApi } from '../contract.ts'
import { countItemsApi, listItemsApi } from '../contract-items.ts'
import { itemColumns } from '../portal/item-columns.tsx'
import { ItemForm } from '../portal/item-form.tsx'
import { findPeople } from './find-people.ts'
import { chosenFilters, filtersOf } from './item-filters.ts'
import { employeeItems } from './item-endpoints.ts'

/** The items of an app: to find, to sort, to make. */
export function AppPage({ workspace, app }: { workspace: string; app: string }) {
  const query = useQueryOf(getAppApi, { app }, { topics: [`app:${app}`, 'workspaces'] })
  return <Loaded query={query}>{(found) => <Items workspace={workspace} app={found} />}</Loaded>
}

function Items({ workspace, app }: { workspace: string; app: AppShape }) {
  const t = useText()
  const go = useGo()
  const { search, change } = useAddress()
  const add = app.can.createItem && (
    <Button icon={IconPlus} onClick={() => change({ dialog: 'new' })}>
      {t('New: {{name}}', { name: app.itemName })}
    </Button>
  )
  const settings = app.can.configure && (
    <Button icon={IconSettings} kind="plain" href={links.appSettings({ workspace, app: app.id })}>
      {t('Settings')}
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
          {settings}
          {add}
        </>
      }
    >
      {app.published ? (
        <ItemList workspace={workspace} app={app} add={add} />
      ) : (
        <Unpublished workspace={workspace} app={app} />
      )}
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

function ItemList({ workspace, app, add }: { workspace: string; app: AppShape; add: ReactNode }) {
  const t = useText()
  return (
    <DataList
      label={app.name}
      endpoint={listItemsApi}
      input={{ app: app.id }}
      topics={[`app:${app.id}`]}
      search={t('Search')}
      filters={filtersOf(app.fields, t)}
      filterInput={(chosen) => ({ filter: chosenFilters(app.fields, chosen) })}
      startSort="-created_at"
      rowHref={({ id }) => links.item({ workspace, app: app.id, item: id })}
      columns={itemColumns({ fields: app.fields, titleField: app.titleField, endpoints: employeeItems }, t)}
      empty={{
        icon: IconTable,
        title: t('Nothing here yet'),
        text: app.can.createItem
          ? t('Make the first one; forms on a portal and processes make them too.')
          : t('What you may see of this app will stand here.'),
        action: add,
      }}
    />
  )
}

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
