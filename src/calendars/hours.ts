import { hoursShape, type HoursShape } from './contract.ts'

const clock = (minute: number): string =>
  `${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`

export const hoursText = (hours: HoursShape): string =>
  hours.map(([from, to]) => `${clock(from)}-${clock(to)}`).join(' ')

/** `09:00-13:00 14:00-18:00`; empty for a holiday. Null: not of this form. */
export function hoursFrom(text: string): HoursShape | null {
  const parts = text.trim() === '' ? [] : text.trim().split(/[\s,;]+/)
  const hours = parts.map((part) => /^(\d{1,2}):(\d\d)-(\d{1,2}):(\d\d)$/.exec(part)?.slice(1).map(Number))
  if (hours.some((found) => found === undefined)) return null
  const read = hoursShape.safeParse(hours.map((found) => [found![0]! * 60 + found![1]!, found![2]! * 60 + found![3]!]))
  return read.success ? read.data : null
}
