import { listing } from '../../operations/operation.ts'
import { listTasksOfUserApi } from '../contract.ts'
import { whereHeldBy } from '../list.sql.ts'
import { taskPage } from './task-page.ts'

export const listTasksOfUser = listing({
  name: 'listTasksOfUser',
  endpoint: listTasksOfUserApi,
  permission: 'task.manage',
  within: () => ({}),
  run: (context, { user, ...page }) => taskPage(context, page, whereHeldBy(user)),
})
