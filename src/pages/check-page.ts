import { areaNames, type PageContent, type WidgetShape } from './contract.ts'
import { definitionOf } from './contract-widgets.ts'
import { widgetsOf } from './page.ts'

/** Something that keeps a page from being published, and the widget it stands on. */
export type PageProblem = { widget: string; type: string; kind: 'settings' | 'accessibility'; message: string }

/**
 * What is wrong with a page by itself: unknown widgets, settings that miss their schema, pages that are not there
 * (`settings`), and what a person who does not see or point could not use (`accessibility`, WCAG 2.2: 1.1.1, 1.3.1,
 * 2.4.6, 4.1.2). `pages` are the codes of the portal's pages.
 */
export function checkPage(content: PageContent, pages: ReadonlySet<string>): PageProblem[] {
  const ids = new Set<string>()
  const problems = widgetsOf(content).flatMap((widget) => {
    const twice = ids.has(widget.id)
    ids.add(widget.id)
    return [
      ...(twice ? [problem(widget, 'settings', 'Two widgets have the same id. Remove one and add it again.')] : []),
      ...checkWidget(widget, pages),
    ]
  })
  return [...problems, ...checkHeadings(content)]
}

function checkWidget(widget: WidgetShape, pages: ReadonlySet<string>): PageProblem[] {
  const definition = definitionOf(widget.type)
  if (!definition) {
    return [problem(widget, 'settings', `This version knows no widget “${widget.type}”. Remove it.`)]
  }
  const parsed = definition.schema.safeParse(widget.settings)
  if (!parsed.success) {
    const panel = definition.panel as Record<string, { label: string } | undefined>
    return parsed.error.issues.map(({ path, message }) => {
      const setting = String(path[0] ?? '')
      return problem(widget, 'settings', `${panel[setting]?.label ?? setting}: ${message}`)
    })
  }
  const page = (parsed.data as { page?: string }).page
  const lost = page && !pages.has(page)
  return [
    ...(lost ? [problem(widget, 'settings', `Expected a page of this portal, but “${page}” is none.`)] : []),
    ...definition.faults(parsed.data).map((message) => problem(widget, 'accessibility', message)),
  ]
}

/** The page's name is heading 1; below it levels go down one at a time, in each area by itself. */
function checkHeadings(content: PageContent): PageProblem[] {
  const parts = [content.widgets, ...areaNames.map((name) => content.areas?.[name] ?? [])]
  return parts.flatMap((widgets) => {
    let level = 1
    return widgets.flatMap((widget) =>
      headingsOf(widget).flatMap((next) => {
        const before = level
        level = next
        if (next <= before + 1) return []
        const message = `A heading of level ${next} follows one of level ${before}; expected at most level ${before + 1}.`
        return [problem(widget, 'accessibility', message)]
      }),
    )
  })
}

function headingsOf({ type, settings }: WidgetShape): number[] {
  const definition = definitionOf(type)
  const parsed = definition?.schema.safeParse(settings)
  return definition && parsed?.success ? definition.headings(parsed.data) : []
}

const problem = ({ id, type }: WidgetShape, kind: PageProblem['kind'], message: string): PageProblem => ({
  widget: id,
  type,
  kind,
  message,
})
