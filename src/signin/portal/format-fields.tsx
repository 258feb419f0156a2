import { SelectField } from '../../ui/fields.tsx'
import { useText } from '../../ui/language.ts'
import { Columns } from '../../ui/layout.tsx'

/** A moment to show each format by. */
const example = new Date(2026, 11, 31, 17, 5)
const written = (locale: string, more: Intl.DateTimeFormatOptions) =>
  new Intl.DateTimeFormat(locale, more).format(example)
const day = { year: 'numeric', month: '2-digit', day: '2-digit' } as const
const hours = (hourCycle: 'h23' | 'h12') => written('en-GB', { timeStyle: 'short', hourCycle })

/** What stands for “nothing chosen” in a field; the answer has null for it. */
export const asCompany = 'company' as const
export const chosen = <T extends string>(value: T): Exclude<T, typeof asCompany> | null =>
  value === asCompany ? null : (value as Exclude<T, typeof asCompany>)

/** How dates, times and numbers are written for this person alone. */
export function FormatFields() {
  const t = useText()
  const common = [
    { value: asCompany, label: t('As the company does') },
    { value: 'language', label: t('As my language does') },
  ]
  return (
    <Columns count={3}>
      <SelectField
        name="dateFormat"
        label={t('Dates')}
        options={[
          ...common,
          { value: 'iso', label: written('sv-SE', day) },
          { value: 'dmy', label: written('de-DE', day) },
          { value: 'mdy', label: written('en-US', day) },
        ]}
      />
      <SelectField
        name="timeFormat"
        label={t('Times')}
        options={[...common, { value: 'h23', label: hours('h23') }, { value: 'h12', label: hours('h12') }]}
      />
      <SelectField
        name="numberFormat"
        label={t('Numbers')}
        options={[
          ...common,
          { value: 'comma_point', label: '1,234.56' },
          { value: 'point_comma', label: '1.234,56' },
          { value: 'space_comma', label: '1 234,56' },
        ]}
      />
    </Columns>
  )
}
