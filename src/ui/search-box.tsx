import { CloseButton, TextInput } from '@mantine/core'
import { IconSearch } from '@tabler/icons-react'
import { useText } from './language.ts'

export type SearchBoxProps = {
  /** What is searched, for screen readers and in the empty box. */
  label: string
  value: string
  onChange: (text: string) => void
  /** Enter: the next of what was found. */
  onNext?: () => void
  /** Beside what is typed: "3 of 12". */
  note?: string | undefined
}

/** Finds within what is on the screen; `/` takes the focus here as in a list. */
export function SearchBox({ label, value, onChange, onNext, note }: SearchBoxProps) {
  const t = useText()
  return (
    <TextInput
      aria-label={label}
      placeholder={label}
      value={value}
      onChange={(event) => onChange(event.currentTarget.value)}
      onKeyDown={(event) => {
        if (event.key === 'Enter') onNext?.()
        if (event.key === 'Escape') onChange('')
      }}
      leftSection={<IconSearch size={16} stroke={1.75} aria-hidden />}
      rightSectionWidth={note ? 84 : undefined}
      rightSection={
        value && (
          <span style={{ display: 'inline-flex', alignItems: 'center', gap: 2 }}>
            {note && <output style={{ fontSize: 'var(--mantine-font-size-xs)', whiteSpace: 'nowrap' }}>{note}</output>}
            <CloseButton size="sm" aria-label={t('Clear the search')} onClick={() => onChange('')} />
          </span>
        )
      }
      style={{ flex: '1 1 200px', minWidth: 160, maxWidth: 320 }}
      data-list-search
    />
  )
}
