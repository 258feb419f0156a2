import dayjs from 'dayjs'
import timezone from 'dayjs/plugin/timezone.js'
import utc from 'dayjs/plugin/utc.js'

dayjs.extend(utc)
dayjs.extend(timezone)

/** A moment as the clock on the wall shows it in a zone, `YYYY-MM-DD HH:mm:ss`; what `DateTimeField` keeps. */
export const wallTime = (at: string | Date, zone: string): string => dayjs(at).tz(zone).format('YYYY-MM-DD HH:mm:ss')

/** The moment at which the clock in a zone shows this. A time left out by a change of the clock is the one after it. */
export const momentOf = (wall: string, zone: string): string => dayjs.tz(wall, zone).toISOString()
