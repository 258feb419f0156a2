import { describe, expect, test } from 'vitest'
import { makeWorld, refusalOf } from '../../test/cast/world.ts'
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

const world = await makeWorld()
const { pool, people } = world
const adam = await world.as('adam')
const igor = await world.as('igor')

const make = async (name: string, timeZone: string | null = null) =>
  (await adam.run(createCalendar, { name, timeZone })).id
const lookAt = (calendar: Awaited<ReturnType<typeof make>>) => adam.run(getCalendar, { calendar })
const codeOf = async (deed: Promise<unknown>) => (await refusalOf(deed)).code

describe('business calendars (M139)', () => {
  test('there is a default one from the start, and a new one begins with its week', async () => {
    const { rows } = await adam.run(listCalendars, {})
    expect(rows).toMatchObject([{ name: 'Standard week', isDefault: true }])
    const id = await make('Berlin', 'Europe/Berlin')
    expect((await lookAt(id)).week).toEqual(rows[0]!.week)
    expect(await codeOf(make('BERLIN'))).toBe('calendar.name_taken')
  })

  test('exactly one is the default, and it is not deleted', async () => {
    const id = await make('Shifts')
    await adam.run(updateCalendar, { calendar: id, version: 1, isDefault: true })
    const { rows } = await adam.run(listCalendars, {})
    expect(rows.filter(({ isDefault }) => isDefault).map(({ name }) => name)).toEqual(['Shifts'])
    expect(await codeOf(adam.run(deleteCalendar, { calendar: id }))).toBe('calendar.in_use')
    const standard = rows.find(({ name }) => name === 'Standard week')!
    await adam.run(updateCalendar, { calendar: standard.id, version: standard.version, isDefault: true })
    await adam.run(deleteCalendar, { calendar: id })
    expect((await refusalOf(lookAt(id))).kind).toBe('not_found')
  })

  test('a week is changed as a whole; hours that overlap or run backwards are refused', async () => {
    const id = await make('Four days')
    const week = [[[480, 1080]], [[480, 1080]], [[480, 1080]], [[480, 1080]], [], [], []] as [number, number][][]
    await adam.run(updateCalendar, { calendar: id, version: 1, week })
    expect((await lookAt(id)).week).toEqual(week)
    const overlapping = [
      [
        [480, 600],
        [590, 700],
      ],
      [],
      [],
      [],
      [],
      [],
      [],
    ] as [number, number][][]
    expect(await codeOf(adam.run(updateCalendar, { calendar: id, version: 2, week: overlapping }))).toBe(
      'request.invalid',
    )
    expect(await codeOf(adam.run(updateCalendar, { calendar: id, version: 1, week }))).toBe(
      'calendar.changed_meanwhile',
    )
  })

  test('a holiday is not worked, and counted so', async () => {
    const id = await make('With a holiday', 'Europe/Berlin')
    await adam.run(setCalendarException, { calendar: id, day: '2099-12-25', name: 'Christmas' })
    const { end } = await adam.run(addWorkingTime, { calendar: id, start: '2099-12-24T17:00:00+01:00', hours: 2 })
    // 25 December 2099 is a Friday.
    expect(end).toBe('2099-12-28T09:00:00.000Z')
    await adam.run(deleteCalendarException, { calendar: id, day: '2099-12-25' })
    expect((await lookAt(id)).exceptions).toEqual([])
  })

  test('a day that has passed stays as it was, whichever way in', async () => {
    const id = await make('Of old')
    expect(await codeOf(adam.run(setCalendarException, { calendar: id, day: '2020-01-01' }))).toBe(
      'calendar.day_has_passed',
    )
    expect(await codeOf(adam.run(deleteCalendarException, { calendar: id, day: '2020-01-01' }))).toBe(
      'calendar.day_has_passed',
    )
    const insert = `insert into calendar_exceptions (calendar_id, day) values ($1, '2020-01-01')`
    await expect(pool.query(insert, [id])).rejects.toThrow(/passed/)
  })

  test('a user works by another one from a day on; a planned change waits for its day', async () => {
    const id = await make('Of Igor')
    const today = (await lookAt(id)).today
    await adam.run(setUserCalendar, { user: people.igor, calendar: id, fromDay: '2099-01-01' })
    const calendarOf = async () =>
      (await pool.query<{ name: string }>('select name from calendars where id = calendar_of($1)', [people.igor]))
        .rows[0]!.name
    expect(await calendarOf()).toBe('Standard week')
    await adam.run(setUserCalendar, { user: people.igor, calendar: id, fromDay: today })
    expect(await calendarOf()).toBe('Of Igor')
    expect(await codeOf(adam.run(deleteCalendar, { calendar: id }))).toBe('calendar.in_use')
    expect(await codeOf(adam.run(setUserCalendar, { user: people.igor, calendar: id, fromDay: '2020-01-01' }))).toBe(
      'calendar.day_has_passed',
    )
  })
})

describe('days come and go as CSV', () => {
  test('what was exported can be imported', async () => {
    const [from, to] = [await make('From'), await make('To')]
    await adam.run(setCalendarException, { calendar: from, day: '2099-05-01', name: 'Labour, "day"' })
    await adam.run(setCalendarException, { calendar: from, day: '2099-12-24', name: '=1+1', hours: [[540, 780]] })
    const { csv } = await adam.run(exportCalendarExceptions, { calendar: from })
    expect(csv).toBe('day,name,hours\n2099-05-01,"Labour, ""day""",\n2099-12-24,\'=1+1,09:00-13:00\n')
    expect(await adam.run(importCalendarExceptions, { calendar: to, csv })).toEqual({ imported: 2, skipped: 0 })
    expect((await lookAt(to)).exceptions).toMatchObject([{ name: 'Labour, "day"', hours: [] }, { hours: [[540, 780]] }])
  })

  test('semicolons, a byte order mark and days that have passed are taken as what they are', async () => {
    const id = await make('From a spreadsheet')
    const csv = '\uFEFFDay;Name;Hours\r\n2020-01-01;New Year;\r\n2099-01-01;New Year;\r\n'
    expect(await adam.run(importCalendarExceptions, { calendar: id, csv })).toEqual({ imported: 1, skipped: 1 })
  })

  test.each([
    ['a day that is none', 'day,name,hours\n2099-02-30,x,\n'],
    ['hours that are none', 'day,name,hours\n2099-02-03,x,9 to 5\n'],
    ['hours that run backwards', 'day,name,hours\n2099-02-03,x,18:00-09:00\n'],
    ['a day twice', 'day,name,hours\n2099-02-03,x,\n2099-02-03,y,\n'],
    ['no columns', '\u0000\u0001\n"'],
  ])('a file with %s is refused whole', async (_, csv) => {
    const id = await make(`Refused ${_}`)
    const good = csv.includes('\n2099') ? csv.replace('\n2099', '\n2099-03-01,fine,\n2099') : csv
    expect(await codeOf(adam.run(importCalendarExceptions, { calendar: id, csv: good }))).toBe('calendar.csv_invalid')
    expect((await lookAt(id)).exceptions).toEqual([])
  })
})

test('only administrators reach them', async () => {
  expect((await refusalOf(igor.run(listCalendars, {}))).kind).toBe('forbidden')
  expect((await refusalOf(igor.run(createCalendar, { name: 'Mine' }))).kind).toBe('forbidden')
  const { rows } = await adam.run(listCalendars, {})
  const mine = igor.run(setUserCalendar, { user: people.igor, calendar: rows[0]!.id, fromDay: '2099-01-01' })
  expect((await refusalOf(mine)).kind).toBe('forbidden')
})
