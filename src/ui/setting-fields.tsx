import { type ComboboxData, type ComboboxItem, Select, Switch, Textarea, TextInput } from '@mantine/core'
import { type KeyboardEvent, type ReactNode, useEffect, useEffectEvent, useId, useState } from 'react'
import { useText } from './language.ts'

export type SettingProps<Value> = {
  label: string
  description?: ReactNode
  placeholder?: string
  value: Value
  /** Called when the person is done: on leaving a text, at once for everything else. */
  onChange: (value: Value) => void
  disabled?: boolean
  error?: ReactNode
}

export type TextSettingProps = SettingProps<string> & {
  maxLength?: number
  /** Makes it grow with its lines. */
  rows?: number
  /** Code and expressions. */
  verbatim?: boolean
  autoFocus?: boolean
}

/**
 * A text outside of any form, for panels whose every change counts at once. A change counts when the person leaves the
 * field or presses Enter, so that one edit is one step of undo; also when the panel goes away under it.
 */
export function TextSetting({ value, onChange, rows, verbatim, label, ...rest }: TextSettingProps) {
  const [typed, setTyped] = useState(value)
  const [known, setKnown] = useState(value)
  if (known !== value) {
    setKnown(value)
    setTyped(value)
  }
  const keep = useEffectEvent(() => {
    if (typed !== value) onChange(typed)
  })
  useEffect(() => () => keep(), [])
  const shared = {
    label,
    description: rest.description,
    placeholder: rest.placeholder ?? '',
    disabled: rest.disabled ?? false,
    error: rest.error,
    autoFocus: rest.autoFocus ?? false,
    ...(rest.maxLength ? { maxLength: rest.maxLength } : {}),
    value: typed,
    onBlur: () => typed !== value && onChange(typed),
    styles: verbatim ? { input: { fontFamily: 'var(--mantine-font-family-monospace)' } } : {},
  }
  if (rows)
    return (
      <Textarea {...shared} autosize minRows={rows} maxRows={10} onChange={(event) => setTyped(event.target.value)} />
    )
  return (
    <TextInput
      {...shared}
      onChange={(event) => setTyped(event.target.value)}
      onKeyDown={(event: KeyboardEvent) => {
        if (event.key === 'Enter' && typed !== value) onChange(typed)
      }}
    />
  )
}

export type ChoiceOption = { value: string; label: string; group?: string }
export type ChoiceSettingProps = SettingProps<string | null> & {
  options: readonly ChoiceOption[]
  clearable?: boolean
  /** Asks a server for options by what is typed; without it the given ones are narrowed here. */
  onSearch?: (text: string) => void
}

const plain = (options: readonly ChoiceOption[]): ComboboxItem[] =>
  options.map(({ value, label }) => ({ value, label }))

function grouped(options: readonly ChoiceOption[]): ComboboxData<string> {
  const names = [...new Set(options.flatMap(({ group }) => group ?? []))]
  return [
    ...plain(options.filter(({ group }) => !group)),
    ...names.map((name) => ({ group: name, items: plain(options.filter(({ group }) => group === name)) })),
  ]
}

/** One of several, at once. A value that is not among the options any more is shown as it is stored. */
export function ChoiceSetting({ options, value, onChange, clearable, onSearch, ...rest }: ChoiceSettingProps) {
  const t = useText()
  const known = value === null || value === '' || options.some((option) => option.value === value)
  const all = known ? options : [...options, { value, label: value }]
  return (
    <Select
      label={rest.label}
      description={rest.description}
      placeholder={rest.placeholder ?? ''}
      disabled={rest.disabled ?? false}
      error={rest.error}
      data={grouped(all)}
      value={value}
      onChange={(next) => onChange(next)}
      searchable={!!onSearch || all.length > 8}
      {...(onSearch ? { onSearchChange: onSearch, filter: ({ options }) => options } : {})}
      clearable={clearable ?? false}
      allowDeselect={clearable ?? false}
      nothingFoundMessage={t('Nothing found')}
      checkIconPosition="right"
      comboboxProps={{ withinPortal: true }}
    />
  )
}

/** Yes or no, at once. */
export function SwitchSetting({ label, description, value, onChange, disabled }: SettingProps<boolean>) {
  const id = useId()
  return (
    <Switch
      id={id}
      label={label}
      description={description}
      checked={value}
      disabled={disabled ?? false}
      onChange={(event) => onChange(event.currentTarget.checked)}
    />
  )
}
