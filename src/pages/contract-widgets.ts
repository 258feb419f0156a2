import type { WidgetShape } from './contract.ts'
import { createItemButton } from './widgets/create-item-button.ts'
import { header } from './widgets/header.ts'
import { image } from './widgets/image.ts'
import { itemList } from './widgets/item-list.ts'
import { linkButton } from './widgets/link-button.ts'
import { myRequests } from './widgets/my-requests.ts'
import { myTasks } from './widgets/my-tasks.ts'
import { navigation } from './widgets/navigation.ts'
import { startProcessButton } from './widgets/start-process-button.ts'
import { text } from './widgets/text.ts'
import type { Exposure, PanelField, WidgetDefinition } from './widgets/widget.ts'

export type { Exposure, PanelField, WidgetDefinition }

/** Every kind of widget there is. A new one is a file in `widgets/`, a line here and a component on each side. */
export const widgetDefinitions = {
  header,
  navigation,
  text,
  image,
  link_button: linkButton,
  start_process_button: startProcessButton,
  create_item_button: createItemButton,
  item_list: itemList,
  my_tasks: myTasks,
  my_requests: myRequests,
} as const

export type WidgetType = keyof typeof widgetDefinitions
export type SettingsOf<T extends WidgetType> = ReturnType<(typeof widgetDefinitions)[T]['schema']['parse']>

/** The definition of a widget; undefined for a type this version does not know. */
export const definitionOf = (type: string): WidgetDefinition | undefined =>
  Object.hasOwn(widgetDefinitions, type)
    ? (widgetDefinitions[type as WidgetType] as unknown as WidgetDefinition)
    : undefined

/** What a widget opens; nothing while its settings are unfinished. */
export function exposuresOf({ type, settings }: WidgetShape): Exposure[] {
  const definition = definitionOf(type)
  const parsed = definition?.schema.safeParse(settings)
  return definition && parsed?.success ? definition.exposes(parsed.data) : []
}
