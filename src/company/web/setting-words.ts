import { useText } from '../../ui/language.ts'
import type { CompanySettingsShape } from '../contract.ts'

/** A moment and a number to show each format by. */
const example = new Date(2026, 11, 31, 17, 5)
const format = (locale: string, more: Intl.DateTimeFormatOptions) =>
  new Intl.DateTimeFormat(locale, more).format(example)
const day = { year: 'numeric', month: '2-digit', day: '2-digit' } as const
const hours = (hourCycle: 'h23' | 'h12') => format('en-GB', { timeStyle: 'short', hourCycle })

/** The choices of each setting, in words and by example. */
export function useSettingOptions() {
  const t = useText()
  const asLanguage = { value: 'language', label: t('As the reader’s language does') }
  return {
    language: [
      { value: 'en', label: 'English' },
      { value: 'ru', label: 'Русский' },
    ],
    firstDayOfWeek: [
      { value: '1', label: t('Monday') },
      { value: '6', label: t('Saturday') },
      { value: '7', label: t('Sunday') },
    ],
    dateFormat: [
      asLanguage,
      { value: 'iso', label: format('sv-SE', day) },
      { value: 'dmy', label: format('de-DE', day) },
      { value: 'mdy', label: format('en-US', day) },
    ],
    timeFormat: [asLanguage, { value: 'h23', label: hours('h23') }, { value: 'h12', label: hours('h12') }],
    numberFormat: [
      asLanguage,
      { value: 'comma_point', label: '1,234.56' },
      { value: 'point_comma', label: '1.234,56' },
      { value: 'space_comma', label: '1 234,56' },
    ],
  }
}

/** Every setting with its label and what it is now, to tell what somebody else has changed. */
export function useSettingWords() {
  const t = useText()
  const options = useSettingOptions()
  const chosen = (name: keyof typeof options, value: string | number) =>
    options[name].find((option) => option.value === String(value))?.label ?? String(value)
  return (now: CompanySettingsShape) => [
    { key: 'name', label: t('Name of the company'), now: now.name },
    { key: 'language', label: t('Language'), now: chosen('language', now.language) },
    { key: 'timeZone', label: t('Time zone'), now: now.timeZone },
    { key: 'firstDayOfWeek', label: t('First day of the week'), now: chosen('firstDayOfWeek', now.firstDayOfWeek) },
    { key: 'dateFormat', label: t('Dates'), now: chosen('dateFormat', now.dateFormat) },
    { key: 'timeFormat', label: t('Times'), now: chosen('timeFormat', now.timeFormat) },
    { key: 'numberFormat', label: t('Numbers'), now: chosen('numberFormat', now.numberFormat) },
    { key: 'phoneCountry', label: t('Country of phone numbers'), now: now.phoneCountry ?? '–' },
    { key: 'links', label: t('Links'), now: now.links.map(({ label }) => label).join(', ') || '–' },
  ]
}
