import { forPortal } from '../../base/endpoint.ts'
import { listing } from '../../operations/operation.ts'
import { countMyTasksApi } from '../contract.ts'
import { countTasks } from '../list.sql.ts'
import { readerOf } from './task-page.ts'

export const countMyTasks = listing({
  name: 'countMyTasks',
  endpoint: countMyTasksApi,
  permission: 'task.view',
  within: () => ({}),
  run: (context) => countTasks(context.db, readerOf(context).reader, context.visible),
})

/** The same for people from outside, by their session. */
export const countMyTasksOnPortal = {
  ...countMyTasks,
  name: 'countMyTasksOnPortal',
  endpoint: forPortal(countMyTasks.endpoint),
}
