import { listing } from '../../operations/operation.ts'
import { listTasksWithoutPersonApi } from '../contract.ts'
import { whereNobody } from '../list.sql.ts'
import { taskPage } from './task-page.ts'

export const listTasksWithoutPerson = listing({
  name: 'listTasksWithoutPerson',
  endpoint: listTasksWithoutPersonApi,
  permission: 'task.manage',
  within: () => ({}),
  run: (context, page) => taskPage(context, page, whereNobody),
})
