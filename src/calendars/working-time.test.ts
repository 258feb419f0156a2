import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { addWorkingTime, type Hours, workingTimeBetween, type WorkingCalendar } from './working-time.ts'

const hour = 3_600_000
const nineToSix: Hours = [
  [540, 780],
  [840, 1080],
]
const calendar = (more: Partial<WorkingCalendar> = {}): WorkingCalendar => ({
  timeZone: 'Europe/Berlin',
  week: [nineToSix, nineToSix, nineToSix, nineToSix, nineToSix, [], []],
  exceptions: new Map(),
  ...more,
})
const always: WorkingCalendar = { ...calendar(), week: Array.from({ length: 7 }, (): Hours => [[0, 1440]]) }
const at = (text: string) => new Date(text)
const after = (of: WorkingCalendar, start: string, hours: number) =>
  addWorkingTime(of, at(start), hours * hour)?.toISOString()

describe('working time is added', () => {
  test.each([
    ['within a morning', '2026-11-25T09:00:00+01:00', 2, '2026-11-25T10:00:00.000Z'],
    ['over the lunch break', '2026-11-25T12:00:00+01:00', 2, '2026-11-25T14:00:00.000Z'],
    ['over a night', '2026-11-25T17:00:00+01:00', 2, '2026-11-26T09:00:00.000Z'],
    ['over a weekend', '2026-11-27T17:00:00+01:00', 2, '2026-11-30T09:00:00.000Z'],
    ['to the very end of a day, and not into the next', '2026-11-25T17:00:00+01:00', 1, '2026-11-25T17:00:00.000Z'],
    ['from outside of hours', '2026-11-28T03:00:00+01:00', 1, '2026-11-30T09:00:00.000Z'],
    ['nothing, at night: when work begins', '2026-11-25T03:00:00+01:00', 0, '2026-11-25T08:00:00.000Z'],
    ['nothing, at work: now', '2026-11-25T10:30:00+01:00', 0, '2026-11-25T09:30:00.000Z'],
    ['over 29 February', '2028-02-28T17:00:00+01:00', 9, '2028-02-29T17:00:00.000Z'],
  ])('%s', (_, start, hours, expected) => {
    expect(after(calendar(), start, hours)).toBe(expected)
  })

  test('over a holiday, and on a Saturday that is worked', () => {
    const exceptions = new Map<string, Hours>([
      ['2026-12-25', []],
      ['2026-12-26', [[600, 720]]],
    ])
    const of = calendar({ exceptions })
    expect(after(of, '2026-12-24T18:00:00+01:00', 1)).toBe('2026-12-26T10:00:00.000Z')
    expect(after(of, '2026-12-24T18:00:00+01:00', 3)).toBe('2026-12-28T09:00:00.000Z')
  })

  test('nobody works: there is no such moment', () => {
    expect(after(calendar({ week: [] }), '2026-11-25T09:00:00Z', 1)).toBeUndefined()
  })
})

describe('when the clock is changed (F-43)', () => {
  test.each([
    ['the day it goes forward has 23 hours', 'Europe/Berlin', '2027-03-28', '2027-03-29', 23],
    ['the day it goes back has 25', 'Europe/Berlin', '2026-10-25', '2026-10-26', 25],
    ['by half an hour', 'Australia/Lord_Howe', '2026-10-04', '2026-10-05', 23.5],
    ['where nothing is changed', 'Asia/Kolkata', '2026-10-25', '2026-10-26', 24],
  ])('%s', (_, timeZone, from, to, hours) => {
    const of = { ...always, timeZone }
    const midnight = (day: string) =>
      addWorkingTime({ ...of, week: Array.from({ length: 7 }, (): Hours => [[0, 1440]]) }, at(`${day}T12:00:00Z`), 0)!
    expect(midnight(from)).toBeInstanceOf(Date)
    const start = wallMidnight(from, timeZone)
    const end = wallMidnight(to, timeZone)
    expect(workingTimeBetween(of, start, end)).toBe(hours * hour)
  })

  test('hours the change leaves out are not worked twice', () => {
    const of = calendar({
      week: Array.from(
        { length: 7 },
        (): Hours => [
          [120, 180],
          [180, 240],
        ],
      ),
    })
    const [start, end] = [wallMidnight('2027-03-28', of.timeZone), wallMidnight('2027-03-29', of.timeZone)]
    expect(workingTimeBetween(of, start, end)).toBe(hour)
  })
})

/** Midnight of a day in a zone, found without the code under test. */
function wallMidnight(day: string, timeZone: string): Date {
  const guess = new Date(`${day}T00:00:00Z`)
  for (let offset = -14 * 60; offset <= 14 * 60; offset += 30) {
    const moment = new Date(guess.getTime() + offset * 60_000)
    const shown = new Intl.DateTimeFormat('sv', { timeZone, dateStyle: 'short', timeStyle: 'medium' }).format(moment)
    if (shown === `${day} 00:00:00`) return moment
  }
  throw new Error(`There is no midnight on ${day} in ${timeZone}`)
}

const hours: fc.Arbitrary<Hours> = fc
  .uniqueArray(fc.integer({ min: 0, max: 1440 }), { maxLength: 6 })
  .map((points) => points.toSorted((a, b) => a - b))
  .map((points) =>
    points.flatMap((from, n) => (n % 2 === 0 && n + 1 < points.length ? [[from, points[n + 1]!] as const] : [])),
  )
const anyCalendar: fc.Arbitrary<WorkingCalendar> = fc.record({
  timeZone: fc.constantFrom(
    'UTC',
    'Europe/Berlin',
    'America/New_York',
    'Australia/Lord_Howe',
    'Asia/Kathmandu',
    'Pacific/Apia',
    'America/Sao_Paulo',
  ),
  week: fc.array(hours, { minLength: 7, maxLength: 7 }),
  exceptions: fc
    .array(fc.tuple(fc.integer({ min: 0, max: 800 }), hours), { maxLength: 5 })
    .map((rows) => new Map(rows.map(([n, of]) => [new Date(Date.UTC(2027, 0, 1 + n)).toISOString().slice(0, 10), of]))),
})
/** Two years that have a leap day and every change of the clock. */
const moment = fc.integer({ min: Date.UTC(2027, 0, 1), max: Date.UTC(2028, 11, 31) }).map((ms) => new Date(ms))
const span = fc.integer({ min: 1, max: 30 * 24 * hour })
const check = (property: fc.IProperty<never>) => fc.assert(property as never, { numRuns: 150 })

describe('whatever calendar, zone and moments', () => {
  test('what was added lies between', () => {
    check(
      fc.property(anyCalendar, moment, span, (of, start, added) => {
        const end = addWorkingTime(of, start, added)
        if (end) expect(workingTimeBetween(of, start, end)).toBe(added)
      }) as never,
    )
  })

  test('it is the first such moment', () => {
    check(
      fc.property(anyCalendar, moment, span, (of, start, added) => {
        const end = addWorkingTime(of, start, added)
        if (end) expect(workingTimeBetween(of, start, new Date(end.getTime() - 1))).toBe(added - 1)
      }) as never,
    )
  })

  test('two stretches make one', () => {
    check(
      fc.property(anyCalendar, moment, moment, moment, (of, a, b, c) => {
        const near = [a, b, c].map(
          (each) => new Date(a.getTime() + ((each.getTime() - a.getTime()) % (60 * 24 * hour))),
        )
        const [x, y, z] = near as [Date, Date, Date]
        expect(workingTimeBetween(of, x, y) + workingTimeBetween(of, y, z)).toBe(workingTimeBetween(of, x, z))
      }) as never,
    )
  })

  test('more never ends earlier', () => {
    check(
      fc.property(anyCalendar, moment, span, span, (of, start, some, more) => {
        const [less, later] = [addWorkingTime(of, start, some), addWorkingTime(of, start, some + more)]
        if (less && later) expect(later.getTime()).toBeGreaterThan(less.getTime())
      }) as never,
    )
  })
})
