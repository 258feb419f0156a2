import { z } from 'zod'
import { endpoint } from '../base/endpoint.ts'
import { idOf, version } from '../base/wire.ts'
import { day, fullName, language, phone, timeZone, userFilter } from './contract.ts'

/** The part of the contract of people that is about looking after employees: counting, changing, columns of their list. */
const user = idOf('user')
const orgElement = idOf('org_element')

export const countUsersApi = endpoint({
  side: 'employee',
  method: 'GET',
  path: '/user-count',
  summary: 'How many employees a filter finds',
  input: userFilter,
  answer: z.object({ total: z.int() }),
})

export const updateUserApi = endpoint({
  side: 'employee',
  method: 'PATCH',
  path: '/users/:user',
  summary: 'Changes an employee; null empties a field. The e-mail address has an endpoint of its own',
  input: z.strictObject({
    user,
    version,
    fullName: fullName.optional(),
    phone: phone.nullable().optional(),
    workPhone: phone.nullable().optional(),
    birthDate: day.nullable().optional(),
    hireDate: day.optional(),
    timeZone: timeZone.optional(),
    language: language.optional(),
    displayedPosition: orgElement.nullable().optional(),
  }),
  answer: z.object({ version: z.int() }),
  refusals: ['user.changed_meanwhile', 'user.position_not_held'],
})

/** Lists whose columns a person chooses, and the columns there are. */
export const columnLists = {
  users: [
    'name',
    'status',
    'position',
    'email',
    'phone',
    'workPhone',
    'hired',
    'birthDate',
    'created',
    'registered',
    'lastSignIn',
    'source',
    'seat',
  ],
} as const
const listName = z.enum(Object.keys(columnLists) as [keyof typeof columnLists])

export const getListColumnsApi = endpoint({
  side: 'employee',
  method: 'GET',
  path: '/me/lists/:list/columns',
  summary: 'Which columns of a list one wants to see; null: as the list comes',
  input: z.strictObject({ list: listName }),
  answer: z.object({ columns: z.array(z.string()).nullable() }),
})

export const saveListColumnsApi = endpoint({
  side: 'employee',
  method: 'PUT',
  path: '/me/lists/:list/columns',
  summary: 'Keeps which columns of a list one wants to see; null: as the list comes',
  input: z.strictObject({ list: listName, columns: z.array(z.string().max(40)).min(1).max(40).nullable() }),
  answer: z.null(),
  refusals: ['list.unknown_column'],
})
