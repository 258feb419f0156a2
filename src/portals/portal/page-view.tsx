import { createElement, Suspense } from 'react'
import type { PageContent, WidgetShape } from '../../pages/contract.ts'
import { definitionOf } from '../../pages/contract-widgets.ts'
import { Boundary } from './boundary.tsx'
import { ListSkeleton } from '../../ui/skeletons.tsx'
import classes from './page-view.module.css'
import { viewOf } from './widget-views.tsx'

/** One widget by its type. A type this version does not know, or settings it cannot read, show nothing. */
export function WidgetView({ widget }: { widget: WidgetShape }) {
  const view = viewOf(widget.type)
  const settings = definitionOf(widget.type)?.schema.safeParse(widget.settings)
  if (!view || !settings?.success) return null
  return (
    <Boundary>
      <Suspense fallback={<ListSkeleton />}>{createElement(view, { ...settings.data, widgetId: widget.id })}</Suspense>
    </Boundary>
  )
}

function Area({ widgets }: { widgets: readonly WidgetShape[] | undefined }) {
  if (!widgets || widgets.length === 0) return null
  return (
    <div className={classes.column}>
      {widgets.map((widget) => (
        <WidgetView key={widget.id} widget={widget} />
      ))}
    </div>
  )
}

/** A published page: our small renderer, so that visitors load nothing of the page builder. */
export function PageView({ content: { widgets, areas } }: { content: PageContent }) {
  const has = (area: readonly WidgetShape[] | undefined) => (area && area.length > 0 ? true : undefined)
  return (
    <div className={classes.column}>
      <Area widgets={areas?.header} />
      <div className={classes.grid} data-left={has(areas?.left)} data-right={has(areas?.right)}>
        <Area widgets={areas?.left} />
        <Area widgets={widgets} />
        <Area widgets={areas?.right} />
      </div>
      <Area widgets={areas?.footer} />
    </div>
  )
}
