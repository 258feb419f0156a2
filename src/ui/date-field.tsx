import '@mantine/dates/styles.css'
import 'dayjs/locale/ru.js'
import { site } from './site.ts'
import { DatePickerInput, DatesProvider, DateTimePicker } from '@mantine/dates'
import { currentLanguage, translate } from './language.ts'
import { type FieldProps, useField } from './fields.tsx'

export type DateFieldProps = FieldProps & {
  /** Earliest and latest day, `YYYY-MM-DD`. */
  from?: string
  to?: string
  clearable?: boolean
}

const shared = ({ label, description, placeholder, required, disabled, clearable, from, to }: DateFieldProps) => ({
  label,
  description,
  placeholder: placeholder ?? '',
  withAsterisk: required ?? false,
  disabled: disabled ?? false,
  clearable: clearable ?? !required,
  clearButtonProps: { 'aria-label': translate('Clear') },
  ...(from ? { minDate: from } : {}),
  ...(to ? { maxDate: to } : {}),
})

const locale = () => ({ locale: currentLanguage(), firstDayOfWeek: (site().formats.firstDayOfWeek % 7) as 0 | 1 | 6 })

/** A day of the calendar, kept as `YYYY-MM-DD`: a day has no time zone. */
export function DateField(props: DateFieldProps) {
  const { value, onChange, ref, ...field } = useField(props.name)
  return (
    <DatesProvider settings={locale()}>
      <DatePickerInput
        {...shared(props)}
        {...field}
        ref={ref}
        value={value ?? null}
        onChange={(next) => onChange(next ?? undefined)}
        valueFormat="D MMM YYYY"
      />
    </DatesProvider>
  )
}

export type DayInputProps = {
  label: string
  placeholder: string
  /** For screen readers, where no label is shown. */
  spoken: string
  value: string | null
  onChange: (day: string | null) => void
  /** Inside of something that closes when one clicks beside it. */
  stays: boolean
}

/** The same outside of a form. */
export function DayInput({ spoken, stays, ...props }: DayInputProps) {
  return (
    <DatesProvider settings={locale()}>
      <DatePickerInput
        {...props}
        aria-label={spoken}
        clearable
        clearButtonProps={{ 'aria-label': translate('Clear') }}
        popoverProps={{ withinPortal: !stays }}
        valueFormat="D MMM YYYY"
      />
    </DatesProvider>
  )
}

/** A day and a time by the clock on the wall, kept as `YYYY-MM-DD HH:mm:ss`: the zone is the form's affair (`zoned-time.ts`). */
export function DateTimeField(props: DateFieldProps) {
  const { value, onChange, ref, ...field } = useField(props.name)
  return (
    <DatesProvider settings={locale()}>
      <DateTimePicker
        {...shared(props)}
        {...field}
        ref={ref}
        value={value ?? null}
        onChange={(next) => onChange(next ?? undefined)}
        valueFormat="D MMM YYYY, HH:mm"
        timePickerProps={{ withDropdown: true, format: '24h', minutesStep: 15 }}
      />
    </DatesProvider>
  )
}
