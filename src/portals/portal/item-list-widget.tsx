import { IconInbox } from '@tabler/icons-react'
import { getAppOnPortalApi } from '../../apps/contract.ts'
import { FieldValue } from '../../apps/portal/field-value.tsx'
import { portalItems } from '../../apps/portal/item-endpoints.ts'
import { type ItemShape, listItemsOnPortalApi } from '../../apps/contract-items.ts'
import type { AnswerOf } from '../../base/endpoint.ts'
import { portalLinks } from '../../base/portal-links.ts'
import type { SettingsOf } from '../../pages/contract-widgets.ts'
import type { Column } from '../../ui/column.ts'
import { DataList } from '../../ui/data-list.tsx'
import { useText } from '../../ui/language.ts'
import { Loaded } from '../../ui/loaded.tsx'
import { useQueryOf } from '../../ui/queries.ts'
import { RelativeTime } from '../../ui/relative-time.tsx'
import { ListSkeleton } from '../../ui/skeletons.tsx'
import { ListSection } from './list-section.tsx'
import { usePlace } from './place.ts'

type Settings = SettingsOf<'item_list'>
type App = AnswerOf<typeof getAppOnPortalApi>

/** Columns as chosen in the builder; a field that is not open any more is left out. The first one names the row. */
function useColumns({ columns }: Settings, { fields, titleField }: App): Column<ItemShape>[] {
  const t = useText()
  const chosen = columns.length > 0 ? columns : fields.slice(0, 4).map(({ code }) => code)
  const shown = chosen.flatMap((code) => fields.find((field) => field.code === code) ?? [])
  const named: Column<ItemShape>[] =
    shown[0] && (shown[0].code === titleField || ['string', 'text'].includes(shown[0].type))
      ? []
      : [{ key: 'title', title: t('Name'), show: ({ title }) => title || t('Without a name') }]
  return [
    ...named,
    ...shown.map((field) => ({
      key: field.code,
      title: field.name,
      sortable: !['text', 'file', 'user'].includes(field.type),
      show: ({ values }: ItemShape) => (
        <FieldValue field={field} value={values[field.code]} endpoints={portalItems} short />
      ),
    })),
    {
      key: 'created_at',
      title: t('Created'),
      width: 140,
      sortable: true,
      show: (item) => <RelativeTime at={item.createdAt} />,
    },
  ]
}

function Items({ settings, app, widgetId }: { settings: Settings; app: App; widgetId: string }) {
  const t = useText()
  const { portal } = usePlace()
  const { which, sortBy, descending, pageSize, search, openItem, emptyText, title } = settings
  const direction = descending ? '-' : ''
  // The list says what it is about; what may be seen at all is decided by the server, whatever is asked for.
  const mine = which === 'mine' ? { filter: [{ field: 'created_by', op: 'eq' as const, value: 'me' }] } : {}
  return (
    <DataList
      label={title}
      endpoint={listItemsOnPortalApi}
      input={{ app: app.id, limit: Number(pageSize), ...mine }}
      topics={[`app:${app.id}`, 'tasks']}
      columns={useColumns(settings, app)}
      startSort={`${sortBy ? direction : '-'}${sortBy || 'created_at'}`}
      prefix={`${widgetId.slice(-6)}.`}
      {...(search ? { search: t('Search') } : {})}
      {...(openItem ? { rowHref: ({ id }) => portalLinks.item({ portal, app: app.id, item: id }) } : {})}
      empty={{ icon: IconInbox, title: t('Nothing here yet'), text: emptyText || undefined, level: 3 }}
    />
  )
}

export function ItemListWidget({ widgetId, ...settings }: Settings & { widgetId: string }) {
  const app = useQueryOf(getAppOnPortalApi, { app: settings.app }, { topics: [`app:${settings.app}`, 'portal'] })
  return (
    <ListSection title={settings.title}>
      <Loaded query={app} skeleton={<ListSkeleton />}>
        {(found) => <Items settings={settings} app={found} widgetId={widgetId} />}
      </Loaded>
    </ListSection>
  )
}
