import { listing } from '../../operations/operation.ts'
import { countMyTasksApi } from '../contract.ts'
import { countTasks } from '../list.sql.ts'
import { readerOf } from './task-page.ts'

export const countMyTasks = listing({
  name: 'countMyTasks',
  endpoint: countMyTasksApi,
  permission: 'task.view',
  within: () => ({}),
  run: (context) => countTasks(context.db, readerOf(context), context.visible),
})
