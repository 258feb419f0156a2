import type { SeatPoolShape } from './contract.ts'
import type { PoolRow } from './seat.sql.ts'

const day = 24 * 60 * 60 * 1000
/** Of a shorter time nothing can be said. */
const shortest = 7

/**
 * When the last seat would be taken if it went on as in the time looked at: a straight line, and said so where it is
 * shown. Concurrent seats come and go within a day, so a line through them says nothing.
 */
export function forecastOf({ kind, free, net, days }: PoolRow, now: Date): SeatPoolShape['forecast'] {
  if (kind === 'concurrent' || days < shortest) return null
  if (net <= 0) return { day: null, net, days }
  return { day: new Date(now.getTime() + (free / net) * days * day), net, days }
}
