import { createContext, useContext, useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import type { Formats } from '../base/site.ts'
import { site } from './site.ts'

/** IANA name of the reader's time zone; undefined means the browser's. */
export const TimeZone = createContext<string | undefined>(undefined)

/** The zone of the reader's account; the one they think their days in. */
export const useZone = (): string => useContext(TimeZone) ?? new Intl.DateTimeFormat().resolvedOptions().timeZone

/** What the reader wants written otherwise than the company does. */
export type OwnFormats = {
  dateFormat: Formats['date'] | null
  timeFormat: Formats['time'] | null
  numberFormat: Formats['number'] | null
}
export const OwnFormat = createContext<OwnFormats | undefined>(undefined)

export type Format = {
  date: (moment: Date | string | number) => string
  time: (moment: Date | string | number) => string
  dateTime: (moment: Date | string | number) => string
  /** `3 minutes ago`, `in 2 days`; of two weeks and more the date is said. */
  relative: (moment: Date | string | number, now?: number) => string
  number: (value: number) => string
  /** Bytes as a person reads them: `4.2 MB`. */
  bytes: (count: number) => string
}

const steps: [Intl.RelativeTimeFormatUnit, number][] = [
  ['day', 86_400_000],
  ['hour', 3_600_000],
  ['minute', 60_000],
]
const twoWeeks = 14 * 86_400_000

/** Places whose way of writing a chosen format is; the words stay in the reader's language. */
const dateLike = { iso: 'sv-SE', dmy: 'de-DE', mdy: 'en-US' } as const
const numberLike = { comma_point: 'en-US', point_comma: 'de-DE', space_comma: 'fr-FR' } as const
const digits = { year: 'numeric', month: '2-digit', day: '2-digit' } as const

type Chosen = Pick<Formats, 'date' | 'time' | 'number'>
const asLanguage: Chosen = { date: 'language', time: 'language', number: 'language' }

export function makeFormat(language: string, timeZone?: string, chosen: Chosen = asLanguage): Format {
  const zone = timeZone === undefined ? {} : { timeZone }
  const hours = chosen.time === 'language' ? {} : { hourCycle: chosen.time }
  const numbers = chosen.number === 'language' ? language : numberLike[chosen.number]
  const date =
    chosen.date === 'language'
      ? new Intl.DateTimeFormat(language, { dateStyle: 'medium', ...zone })
      : new Intl.DateTimeFormat(dateLike[chosen.date], { ...digits, ...zone })
  const time = new Intl.DateTimeFormat(language, { timeStyle: 'short', ...hours, ...zone })
  const both = new Intl.DateTimeFormat(language, { dateStyle: 'medium', timeStyle: 'short', ...hours, ...zone })
  const dateTime = {
    format: (moment: Date): string =>
      chosen.date === 'language' ? both.format(moment) : `${date.format(moment)}, ${time.format(moment)}`,
  }
  const relative = new Intl.RelativeTimeFormat(language, { numeric: 'auto' })
  const number = new Intl.NumberFormat(numbers)
  const units = ['byte', 'kilobyte', 'megabyte', 'gigabyte', 'terabyte']
  return {
    date: (moment) => date.format(new Date(moment)),
    time: (moment) => time.format(new Date(moment)),
    dateTime: (moment) => dateTime.format(new Date(moment)),
    relative: (moment, now = Date.now()) => {
      const away = new Date(moment).getTime() - now
      if (Math.abs(away) >= twoWeeks) return date.format(new Date(moment))
      const step = steps.find(([, length]) => Math.abs(away) >= length)
      return step ? relative.format(Math.trunc(away / step[1]), step[0]) : relative.format(0, 'second')
    },
    number: (value) => number.format(value),
    bytes: (count) => {
      const power = Math.min(count < 1 ? 0 : Math.floor(Math.log10(count) / 3), units.length - 1)
      const value = count / 1000 ** power
      return new Intl.NumberFormat(language, {
        style: 'unit',
        unit: units[power]!,
        // The short form has no plural for bytes in English.
        unitDisplay: power === 0 ? 'long' : 'short',
        maximumFractionDigits: value < 10 && power > 0 ? 1 : 0,
      }).format(value)
    },
  }
}

/** Dates, numbers and sizes in the reader's language and time zone. */
export function useFormat(): Format {
  const zone = useContext(TimeZone)
  const { i18n } = useTranslation()
  const language = i18n.language === 'en' ? 'en-GB' : i18n.language
  const own = useContext(OwnFormat)
  const { date, time, number } = site().formats
  const [dates, times, numbers] = [own?.dateFormat ?? date, own?.timeFormat ?? time, own?.numberFormat ?? number]
  return useMemo(
    () => makeFormat(language, zone, { date: dates, time: times, number: numbers }),
    [language, zone, dates, times, numbers],
  )
}
