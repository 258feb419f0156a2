import { IconCheckbox, IconList, IconPhoto, IconSend } from '@tabler/icons-react'
import { getAppApi } from '../../apps/contract.ts'
import type { WidgetShape } from '../../pages/contract.ts'
import { definitionOf } from '../../pages/contract-widgets.ts'
import type { Icon } from '../../ui/button.tsx'
import { useText } from '../../ui/language.ts'
import { Spoken, Text } from '../../ui/layout.tsx'
import { useQueryOf } from '../../ui/queries.ts'
import { WidgetView } from '../portal/page-view.tsx'
import classes from './builder.module.css'
import { widgetName } from './widget-words.ts'

/** A list as it will stand on the page: title and columns, without anybody's data. */
function ListPreview({ title, columns, icon: ListIcon }: { title: string; columns: readonly string[]; icon: Icon }) {
  return (
    <div className={classes.list}>
      <div className={classes.listTitle}>
        <ListIcon size={18} stroke={1.75} aria-hidden />
        {title}
      </div>
      <table className={classes.table}>
        <thead>
          <tr>
            {columns.map((column) => (
              <th key={column}>{column}</th>
            ))}
          </tr>
        </thead>
        <tbody>
          {[0, 1, 2].map((row) => (
            <tr key={row}>
              {columns.map((column) => (
                <td key={column} className={classes.cell}>
                  …
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

function ItemListPreview({ settings }: WidgetShape) {
  const t = useText()
  const { title, app, columns } = settings as { title?: string; app?: string; columns?: string[] }
  const found = useQueryOf(getAppApi, { app: app ?? '' }, { enabled: !!app })
  const fields = found.data?.fields ?? []
  const shown = columns?.length ? columns : fields.slice(0, 4).map(({ code }) => code)
  const names = shown.map((code) => fields.find((field) => field.code === code)?.name ?? code)
  return <ListPreview icon={IconList} title={title || t('Item list')} columns={[...names, t('Created')]} />
}

function Unfinished({ type, message }: { type: string; message: string }) {
  const t = useText()
  return (
    <div className={classes.unfinished}>
      <IconPhoto size={18} stroke={1.75} aria-hidden />
      <div>
        <strong>{widgetName(type, t)}</strong>
        <Text small quiet>
          {message}
        </Text>
      </div>
    </div>
  )
}

/** A widget on the canvas. Lists show no data here: the page builder is no way to see what the portal's people see. */
export function WidgetPreview({ widget }: { widget: WidgetShape }) {
  const t = useText()
  const definition = definitionOf(widget.type)
  const title = String((widget.settings as { title?: string }).title ?? '')
  if (widget.type === 'my_tasks') {
    return <ListPreview icon={IconCheckbox} title={title} columns={[t('Task'), t('About'), t('Since')]} />
  }
  if (widget.type === 'my_requests') {
    return <ListPreview icon={IconSend} title={title} columns={[t('Request'), t('Progress'), t('Sent')]} />
  }
  const checked = definition?.schema.safeParse(widget.settings)
  if (checked && !checked.success) {
    return <Unfinished type={widget.type} message={t('Choose its settings in the panel beside the page.')} />
  }
  if (widget.type === 'item_list') return <ItemListPreview {...widget} />
  if (widget.type === 'text' && !String(widget.settings['text'] ?? '').trim()) {
    return <Unfinished type={widget.type} message={t('Write the text in the panel beside the page.')} />
  }
  // Only to be looked at: on the canvas the widget itself is what is chosen and moved, so nothing in it takes the focus.
  return (
    <>
      <Spoken>{widgetName(widget.type, t)}</Spoken>
      <div inert>
        <WidgetView widget={widget} />
      </div>
    </>
  )
}
