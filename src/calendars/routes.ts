import { asOperation } from '../operations/operation.ts'
import { createCalendar } from './commands/create-calendar.ts'
import { deleteCalendar } from './commands/delete-calendar.ts'
import { deleteCalendarException } from './commands/delete-calendar-exception.ts'
import { importCalendarExceptions } from './commands/import-calendar-exceptions.ts'
import { setCalendarException } from './commands/set-calendar-exception.ts'
import { setUserCalendar } from './commands/set-user-calendar.ts'
import { updateCalendar } from './commands/update-calendar.ts'
import { addWorkingTime } from './queries/add-working-time.ts'
import { exportCalendarExceptions } from './queries/export-calendar-exceptions.ts'
import { getCalendar } from './queries/get-calendar.ts'
import { listCalendars } from './queries/list-calendars.ts'

export const calendarRoutes = [
  listCalendars,
  getCalendar,
  createCalendar,
  updateCalendar,
  deleteCalendar,
  setCalendarException,
  deleteCalendarException,
  importCalendarExceptions,
  exportCalendarExceptions,
  setUserCalendar,
  addWorkingTime,
].map(asOperation)
