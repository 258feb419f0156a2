import { type ComponentType, lazy } from 'react'
import type { SettingsOf, WidgetType } from '../../pages/contract-widgets.ts'
import {
  CreateItemButtonWidget,
  HeaderWidget,
  ImageWidget,
  LinkButtonWidget,
  NavigationWidget,
  StartProcessButtonWidget,
} from './content-widgets.tsx'
import { TextView } from './text-view.tsx'

type Views = { [T in WidgetType]: ComponentType<SettingsOf<T> & { widgetId: string }> }

/** The component of each kind of widget; a kind without one does not compile. Lists are fetched when a page has one. */
const views: Views = {
  header: HeaderWidget,
  navigation: NavigationWidget,
  text: TextView,
  image: ImageWidget,
  link_button: LinkButtonWidget,
  start_process_button: StartProcessButtonWidget,
  create_item_button: CreateItemButtonWidget,
  item_list: lazy(() => import('./item-list-widget.tsx').then((file) => ({ default: file.ItemListWidget }))),
  my_tasks: lazy(() => import('./my-tasks-widget.tsx').then((file) => ({ default: file.MyTasksWidget }))),
  my_requests: lazy(() => import('./my-requests-widget.tsx').then((file) => ({ default: file.MyRequestsWidget }))),
}

export const viewOf = (type: string): ComponentType<{ widgetId: string }> | undefined =>
  Object.hasOwn(views, type) ? (views[type as WidgetType] as ComponentType<{ widgetId: string }>) : undefined
