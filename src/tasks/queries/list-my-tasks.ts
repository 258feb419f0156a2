import { forPortal } from '../../base/endpoint.ts'
import { listing } from '../../operations/operation.ts'
import { listMyTasksApi } from '../contract.ts'
import { whereDone, whereMine, whereToTake } from '../list.sql.ts'
import { readerOf, taskPage } from './task-page.ts'

export const listMyTasks = listing({
  name: 'listMyTasks',
  endpoint: listMyTasksApi,
  permission: 'task.view',
  within: () => ({}),
  run: (context, { list, ...page }) => {
    const { reader } = readerOf(context)
    if (list === 'done') return taskPage(context, page, whereDone(reader), 'ended_at')
    return taskPage(context, page, list === 'mine' ? whereMine(reader) : whereToTake(reader))
  },
})

/** The same for people from outside, by their session. */
export const listMyTasksOnPortal = {
  ...listMyTasks,
  name: 'listMyTasksOnPortal',
  endpoint: forPortal(listMyTasks.endpoint),
}
