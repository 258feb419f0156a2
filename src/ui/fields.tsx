import {
  Checkbox,
  MultiSelect,
  NumberInput,
  PasswordInput,
  PinInput,
  Radio,
  Select,
  Stack,
  Switch,
  Text,
  Textarea,
  TextInput,
} from '@mantine/core'
import type { ReactNode } from 'react'
import { useController, useFormContext } from 'react-hook-form'
import { useText } from './language.ts'

export type FieldProps = {
  /** The name in the form's values, and so in the input: `name`, `address.city`. */
  name: string
  label: string
  description?: ReactNode
  placeholder?: string
  required?: boolean
  disabled?: boolean
  autoFocus?: boolean
}

/** Binds a control to its form: value, change, blur, error, and the focus after a refusal. */
export function useField(name: string) {
  const { control } = useFormContext()
  const { field, fieldState } = useController({ name, control })
  return { ...field, error: fieldState.error?.message }
}

const shared = ({ label, description, placeholder, required, disabled, autoFocus }: FieldProps) => ({
  label,
  description,
  placeholder: placeholder ?? '',
  // The asterisk and aria-required; the browser's own bubbles are off, our sentences stand below the field.
  withAsterisk: required ?? false,
  'aria-required': required ?? false,
  disabled: disabled ?? false,
  'data-autofocus': autoFocus || undefined,
  autoFocus: autoFocus ?? false,
})

export type TextFieldProps = FieldProps & {
  type?: 'text' | 'email' | 'tel' | 'url' | 'search'
  /** What password managers and browsers fill in: `email`, `name`, `one-time-code`. */
  autoComplete?: string
  maxLength?: number
}

export function TextField(props: TextFieldProps) {
  const { value, ...field } = useField(props.name)
  return (
    <TextInput
      {...shared(props)}
      {...field}
      value={value ?? ''}
      type={props.type ?? 'text'}
      autoComplete={props.autoComplete ?? 'off'}
      maxLength={props.maxLength}
    />
  )
}

export function PasswordField(props: FieldProps & { autoComplete: 'current-password' | 'new-password' }) {
  const t = useText()
  const { value, ...field } = useField(props.name)
  return (
    <PasswordInput
      {...shared(props)}
      {...field}
      value={value ?? ''}
      autoComplete={props.autoComplete}
      visibilityToggleButtonProps={{ 'aria-label': t('Show or hide the password') }}
    />
  )
}

export function TextAreaField(props: FieldProps & { rows?: number; maxLength?: number }) {
  const { value, ...field } = useField(props.name)
  return (
    <Textarea
      {...shared(props)}
      {...field}
      value={value ?? ''}
      autosize
      minRows={props.rows ?? 3}
      maxRows={16}
      maxLength={props.maxLength}
    />
  )
}

export function NumberField(props: FieldProps & { min?: number; max?: number; decimals?: number; unit?: string }) {
  const { value, onChange, ...field } = useField(props.name)
  return (
    <NumberInput
      {...shared(props)}
      {...field}
      value={value ?? ''}
      onChange={(next) => onChange(next === '' ? undefined : next)}
      {...(props.min === undefined ? {} : { min: props.min })}
      {...(props.max === undefined ? {} : { max: props.max })}
      clampBehavior="none"
      decimalScale={props.decimals ?? 0}
      suffix={props.unit ? ` ${props.unit}` : ''}
    />
  )
}

export type Option = { value: string; label: string; disabled?: boolean }

export function SelectField(
  props: FieldProps & { options: readonly Option[]; searchable?: boolean; clearable?: boolean },
) {
  const t = useText()
  const { value, onChange, ...field } = useField(props.name)
  return (
    <Select
      {...shared(props)}
      {...field}
      data={[...props.options]}
      value={value ?? null}
      onChange={(next) => onChange(next ?? undefined)}
      searchable={props.searchable ?? props.options.length > 10}
      clearable={props.clearable ?? false}
      allowDeselect={props.clearable ?? false}
      nothingFoundMessage={t('Nothing found')}
      checkIconPosition="right"
    />
  )
}

export function MultiSelectField(props: FieldProps & { options: readonly Option[] }) {
  const t = useText()
  const { value, ...field } = useField(props.name)
  return (
    <MultiSelect
      {...shared(props)}
      {...field}
      data={[...props.options]}
      value={value ?? []}
      searchable
      clearable
      nothingFoundMessage={t('Nothing found')}
    />
  )
}

export function CheckboxField({ name, label, description, disabled }: FieldProps) {
  const { value, onChange, ...field } = useField(name)
  return (
    <Checkbox
      {...field}
      label={label}
      description={description}
      disabled={disabled ?? false}
      checked={value ?? false}
      onChange={(event) => onChange(event.currentTarget.checked)}
    />
  )
}

export function SwitchField({ name, label, description, disabled }: FieldProps) {
  const { value, onChange, ...field } = useField(name)
  return (
    <Switch
      {...field}
      label={label}
      description={description}
      disabled={disabled ?? false}
      checked={value ?? false}
      onChange={(event) => onChange(event.currentTarget.checked)}
    />
  )
}

export type Choice = Option & { description?: string }

/** One of a few, all seen at once, each with a sentence. */
export function ChoiceField(props: FieldProps & { choices: readonly Choice[] }) {
  const { value, onChange, error, onBlur } = useField(props.name)
  return (
    <Radio.Group
      label={props.label}
      description={props.description}
      value={value ?? null}
      onChange={onChange}
      onBlur={onBlur}
      error={error}
      withAsterisk={props.required ?? false}
    >
      <Stack gap="xs" mt={6}>
        {props.choices.map((choice) => (
          <Radio
            key={choice.value}
            value={choice.value}
            label={choice.label}
            description={choice.description}
            disabled={choice.disabled ?? false}
          />
        ))}
      </Stack>
    </Radio.Group>
  )
}

/** A short code from a mail: one box a digit, paste fills all. */
export function CodeField({ name, label, length = 6, autoFocus }: FieldProps & { length?: number }) {
  const { value, onChange, error } = useField(name)
  return (
    <fieldset aria-label={label} style={{ border: 0, padding: 0, margin: 0 }}>
      <Text fw={550} mb={4}>
        {label}
      </Text>
      <PinInput
        length={length}
        type="number"
        oneTimeCode
        size="md"
        gap="xs"
        value={value ?? ''}
        onChange={onChange}
        error={!!error}
        autoFocus={autoFocus ?? false}
        aria-label={label}
        placeholder=""
      />
      {error && (
        <Text size="xs" c="var(--mantine-color-error)" mt={4} role="alert">
          {error}
        </Text>
      )}
    </fieldset>
  )
}
