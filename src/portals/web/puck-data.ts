import type { Data } from '@puckeditor/core'
import { type AreaName, areaNames, type PageContent, type WidgetShape } from '../../pages/contract.ts'

/**
 * The border between our page and the page builder's: Puck keeps widgets as `{ type, props: { id, …settings } }` and
 * areas as slots of the root. Nothing else of its model is stored, so that the editor can be replaced.
 */
type PuckWidget = { type: string; props: { id: string } & Record<string, unknown> }

const toPuckWidget = ({ id, type, settings }: WidgetShape): PuckWidget => ({ type, props: { ...settings, id } })

const fromPuckWidget = ({ type, props: { id, ...settings } }: PuckWidget): WidgetShape => ({ id, type, settings })

export const toPuck = ({ widgets, areas }: PageContent): Data => {
  const slots = Object.fromEntries(areaNames.map((name) => [name, (areas?.[name] ?? []).map(toPuckWidget)]))
  return { content: widgets.map(toPuckWidget), root: { props: slots } } as Data
}

/** An empty area is none of the page's own: there the home page's is shown. */
export function fromPuck(data: Data): PageContent {
  const slots = (data.root.props ?? {}) as Partial<Record<AreaName, PuckWidget[]>>
  const areas = Object.fromEntries(
    areaNames.flatMap((name) => (slots[name]?.length ? [[name, slots[name].map(fromPuckWidget)]] : [])),
  )
  const widgets = (data.content as PuckWidget[]).map(fromPuckWidget)
  return Object.keys(areas).length > 0 ? { widgets, areas } : { widgets }
}
