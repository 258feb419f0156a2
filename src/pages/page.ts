import type { PageId, PortalId } from '../base/ids.ts'
import { Refusal } from '../base/refusal.ts'
import { areaNames, type PageContent, type WidgetShape } from './contract.ts'

export type Page = {
  id: PageId
  portal: PortalId
  code: string
  name: string
  home: boolean
  draft: PageContent
  draftVersion: number
}

/** Words that stand in addresses of the portal's own screens and cannot be the code of a page. */
const reserved = new Set(['profile', 'sign_in', 'my_portals', 'forgot_password'])

/** The first free code made from `wanted`: `news`, then `news_2`, `news_3` … */
export function freeCode(wanted: string, taken: ReadonlySet<string>): string {
  const isFree = (code: string) => !taken.has(code) && !reserved.has(code)
  if (isFree(wanted)) return wanted
  for (let number = 2; ; number += 1) {
    const ending = `_${number}`
    const code = wanted.slice(0, 40 - ending.length).replace(/_+$/, '') + ending
    if (isFree(code)) return code
  }
}

/** Two writers of one draft: the later one is told and loses nothing, because what they wrote stays on their screen. */
export function refuseStale(page: Page, seen: number): void {
  if (page.draftVersion === seen) return
  throw new Refusal(
    'conflict',
    'page.changed_meanwhile',
    `Expected draft ${seen} of “${page.name}”, but somebody has saved draft ${page.draftVersion} since. Look at it and repeat your change.`,
    { draftVersion: page.draftVersion },
  )
}

/** Whoever comes to a portal comes to its home page, so it is always there. */
export function refuseHome(page: Page): void {
  if (!page.home) return
  throw new Refusal(
    'conflict',
    'page.home_stays',
    `“${page.name}” is the home page of the portal and cannot be deleted. Change what is on it instead.`,
  )
}

/** The new order has to name every page once: a page added meanwhile would otherwise get lost behind the others. */
export function refuseIncompleteOrder(asked: PageId[], there: PageId[]): void {
  const named = new Set(asked)
  if (asked.length === there.length && named.size === there.length && there.every((page) => named.has(page))) return
  throw new Refusal(
    'conflict',
    'page.order_incomplete',
    `Expected each of the ${there.length} pages once, but somebody has added or deleted one. Look at the list again.`,
  )
}

/** Every widget of a page, areas included, in the order they are read. */
export const widgetsOf = ({ widgets, areas }: PageContent): WidgetShape[] => [
  ...(areas?.header ?? []),
  ...(areas?.left ?? []),
  ...widgets,
  ...(areas?.right ?? []),
  ...(areas?.footer ?? []),
]

/** What is shown: areas a page does not have of its own are those of the home page. */
export function withAreasOf(page: PageContent, home: PageContent): PageContent {
  const areas = Object.fromEntries(
    areaNames.flatMap((name) => {
      const area = page.areas?.[name] ?? home.areas?.[name]
      return area ? [[name, area]] : []
    }),
  )
  return { widgets: page.widgets, areas }
}
