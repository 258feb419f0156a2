import { z } from 'zod'
import { endpoint } from '../base/endpoint.ts'
import { idOf, nameText, pageOf, plainText, version } from '../base/wire.ts'
import { timeZone } from '../people/contract.ts'

const calendar = idOf('calendar')
const minute = z.int().min(0).max(1440)

/** Minutes of the day, `[[540, 1080]]` for 9 to 18; in order and apart. */
export const hoursShape = z
  .array(z.tuple([minute, minute]))
  .max(12)
  .refine(
    (hours) => hours.every(([from, to], at) => from < to && (at === 0 || hours[at - 1]![1] <= from)),
    'Expected working hours in their order, each ending after it begins, such as 09:00-13:00 14:00-18:00',
  )
export type HoursShape = z.infer<typeof hoursShape>

const week = z.array(hoursShape).length(7, 'Expected seven days, Monday first')
export const dayText = z.iso.date('Expected a day such as 2026-12-25')

export const calendarShape = z.object({
  id: calendar,
  name: z.string(),
  timeZone: z.string().nullable().describe('null: that of the company'),
  isDefault: z.boolean(),
  week: z.array(hoursShape),
  people: z.int().describe('Whose calendar it is by name'),
  version: z.int(),
})
export type CalendarShape = z.infer<typeof calendarShape>

export const exceptionShape = z.object({
  day: z.string(),
  name: z.string(),
  hours: hoursShape,
  isPast: z.boolean().describe('Past days stay as they are'),
})
export type ExceptionShape = z.infer<typeof exceptionShape>

export const calendarDetailShape = calendarShape.extend({
  today: z.string().describe('Which day it is there'),
  exceptions: z.array(exceptionShape),
  users: z.array(z.object({ id: idOf('user'), name: z.string(), fromDay: z.string() })),
})
export type CalendarDetailShape = z.infer<typeof calendarDetailShape>

export const listCalendarsApi = endpoint({
  side: 'employee',
  method: 'GET',
  path: '/calendars',
  summary: 'Business calendars, by name',
  input: z.strictObject({}),
  answer: pageOf(calendarShape),
})

export const getCalendarApi = endpoint({
  side: 'employee',
  method: 'GET',
  path: '/calendars/:calendar',
  summary: 'One calendar with its days that differ and the people who work by it',
  input: z.strictObject({ calendar }),
  answer: calendarDetailShape,
})

export const createCalendarApi = endpoint({
  side: 'employee',
  method: 'POST',
  path: '/calendars',
  status: 201,
  summary: 'Makes a calendar with the week of the default one',
  input: z.strictObject({ name: nameText(120), timeZone: timeZone.nullable().default(null) }),
  answer: z.object({ id: calendar }),
  refusals: ['calendar.name_taken'],
})

export const updateCalendarApi = endpoint({
  side: 'employee',
  method: 'PATCH',
  path: '/calendars/:calendar',
  summary: 'Changes name, time zone or week of a calendar, or makes it the default',
  input: z.strictObject({
    calendar,
    version,
    name: nameText(120).optional(),
    timeZone: timeZone.nullable().optional(),
    week: week.optional(),
    isDefault: z.literal(true).optional(),
  }),
  answer: z.object({ version: z.int() }),
  refusals: ['calendar.name_taken', 'calendar.changed_meanwhile'],
})

export const deleteCalendarApi = endpoint({
  side: 'employee',
  method: 'DELETE',
  path: '/calendars/:calendar',
  summary: 'Deletes a calendar that nobody works by',
  input: z.strictObject({ calendar }),
  answer: z.null(),
  refusals: ['calendar.in_use'],
})

export const setCalendarExceptionApi = endpoint({
  side: 'employee',
  method: 'PUT',
  path: '/calendars/:calendar/exceptions/:day',
  summary: 'Gives a day other hours than its week; none for a holiday',
  input: z.strictObject({ calendar, day: dayText, name: plainText(120).default(''), hours: hoursShape.default([]) }),
  answer: z.null(),
  refusals: ['calendar.day_has_passed'],
})

export const deleteCalendarExceptionApi = endpoint({
  side: 'employee',
  method: 'DELETE',
  path: '/calendars/:calendar/exceptions/:day',
  summary: 'Lets a day follow its week again',
  input: z.strictObject({ calendar, day: dayText }),
  answer: z.null(),
  refusals: ['calendar.day_has_passed'],
})

export const mostImportedDays = 2000

export const importCalendarExceptionsApi = endpoint({
  side: 'employee',
  method: 'POST',
  path: '/calendars/:calendar/exceptions/import',
  summary: 'Takes days from CSV with the columns day, name and hours; all of them or none',
  input: z.strictObject({ calendar, csv: z.string().max(500_000, 'Expected at most 500,000 characters') }),
  answer: z.object({ imported: z.int(), skipped: z.int().describe('Days that have passed') }),
  refusals: ['calendar.csv_invalid'],
})

export const exportCalendarExceptionsApi = endpoint({
  side: 'employee',
  method: 'GET',
  path: '/calendars/:calendar/exceptions/export',
  summary: 'The days that differ, as CSV that can be imported',
  input: z.strictObject({ calendar }),
  answer: z.object({ csv: z.string() }),
})

export const setUserCalendarApi = endpoint({
  side: 'employee',
  method: 'PUT',
  path: '/users/:user/calendar',
  summary: 'Says by which calendar a user works from a day on; null: by the default one again',
  input: z.strictObject({ user: idOf('user'), calendar: calendar.nullable(), fromDay: dayText }),
  answer: z.null(),
  refusals: ['calendar.day_has_passed'],
})

export const addWorkingTimeApi = endpoint({
  side: 'employee',
  method: 'GET',
  path: '/calendars/:calendar/working-time',
  summary: 'The moment by which so many working hours have passed',
  input: z.strictObject({
    calendar,
    start: z.iso.datetime({ offset: true }),
    hours: z.coerce.number().min(0).max(10_000),
  }),
  answer: z.object({ end: z.string().nullable() }),
})
