import { Temporal } from 'temporal-polyfill'

/** Minutes of the day by the clock on the wall, `[540, 1080]` for 9 to 18; in order, not overlapping. */
export type Hours = readonly (readonly [from: number, to: number])[]

export type WorkingCalendar = {
  timeZone: string
  /** Monday first. */
  week: readonly Hours[]
  /** Days that differ, by `YYYY-MM-DD`. */
  exceptions: ReadonlyMap<string, Hours>
}

/** Further than this nobody plans; a calendar without hours would otherwise be walked for ever. */
const mostDays = 40 * 366
const minutesOfDay = 1440

type Interval = readonly [from: number, to: number]

export const hoursOn = ({ week, exceptions }: WorkingCalendar, day: Temporal.PlainDate): Hours =>
  exceptions.get(day.toString()) ?? week[day.dayOfWeek - 1] ?? []

/**
 * When one works on a day, as moments. Hours are by the clock on the wall, time between them is what passes: the day a
 * clock goes back at three has 25 hours, and hours that a change of the clock leaves out are not worked (they would lie
 * over the next ones, and are cut off there).
 */
function intervalsOn(calendar: WorkingCalendar, day: Temporal.PlainDate): Interval[] {
  let end = Number.NEGATIVE_INFINITY
  return hoursOn(calendar, day).flatMap(([from, to]) => {
    const start = Math.max(momentOf(day, from, calendar.timeZone), end)
    end = Math.max(momentOf(day, to, calendar.timeZone), start)
    return end > start ? [[start, end] as const] : []
  })
}

function momentOf(day: Temporal.PlainDate, minute: number, timeZone: string): number {
  const wall =
    minute >= minutesOfDay
      ? day.add({ days: 1 }).toPlainDateTime()
      : day.toPlainDateTime(Temporal.PlainTime.from({ hour: Math.floor(minute / 60), minute: minute % 60 }))
  return wall.toZonedDateTime(timeZone).epochMilliseconds
}

const dayOf = (at: number, timeZone: string): Temporal.PlainDate =>
  Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(timeZone).toPlainDate()

/**
 * The moment by which so much working time (milliseconds) has passed. None at all gives the next moment at which one
 * works; null: within forty years there is not so much.
 */
export function addWorkingTime(calendar: WorkingCalendar, start: Date, milliseconds: number): Date | null {
  if (milliseconds < 0) throw new RangeError(`Expected working time of zero or more, found ${milliseconds}`)
  const from = start.getTime()
  let left = milliseconds
  let day = dayOf(from, calendar.timeZone)
  for (let walked = 0; walked < mostDays; walked += 1, day = day.add({ days: 1 })) {
    for (const [opens, closes] of intervalsOn(calendar, day)) {
      const begin = Math.max(opens, from)
      // What ends exactly when work does is done that evening, not the next morning.
      if (begin > closes || (begin === closes && !(left === 0 && milliseconds > 0))) continue
      if (left <= closes - begin) return new Date(begin + left)
      left -= closes - begin
    }
  }
  return null
}

/** How long a working day is on average, by the week: what “two days” of working time are made of. */
export function hoursOfDay({ week }: WorkingCalendar): number {
  const worked = week.filter((hours) => hours.length > 0)
  const minutes = worked.flat().reduce((sum, [from, to]) => sum + to - from, 0)
  return worked.length === 0 ? 0 : minutes / worked.length / 60
}

/** How much working time (milliseconds) lies between two moments; negative when the second is the earlier one. */
export function workingTimeBetween(calendar: WorkingCalendar, start: Date, end: Date): number {
  const [from, to] = [start.getTime(), end.getTime()]
  if (to < from) return 0 - workingTimeBetween(calendar, end, start)
  let total = 0
  const last = dayOf(to, calendar.timeZone)
  for (
    let day = dayOf(from, calendar.timeZone);
    Temporal.PlainDate.compare(day, last) <= 0;
    day = day.add({ days: 1 })
  ) {
    for (const [opens, closes] of intervalsOn(calendar, day)) {
      total += Math.max(0, Math.min(closes, to) - Math.max(opens, from))
    }
  }
  return total
}
