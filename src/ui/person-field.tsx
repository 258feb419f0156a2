import { type OptionsFilter, Group, Loader, MultiSelect, Select, Text } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { Avatar } from './avatar.tsx'
import { type FieldProps, useField } from './fields.tsx'
import { useText } from './language.ts'

export type PersonOption = { id: string; name: string; note?: string; src?: string | null }

export type PersonFieldProps = FieldProps & {
  /** Finds people by what was typed; the empty text gives the first ones. */
  search: (text: string) => Promise<readonly PersonOption[]>
  /** Under what the answers are kept; the same for the same search. */
  searchKey: string
  /** Those chosen at the start, so that their names are known. */
  known?: readonly PersonOption[]
  clearable?: boolean
}

type Searched = Pick<PersonFieldProps, 'search' | 'searchKey' | 'known'>

function useFound({ search, searchKey, known = [] }: Searched) {
  const [text, setText] = useState('')
  const [typed] = useDebouncedValue(text, 200)
  const found = useQuery({
    queryKey: ['people found', searchKey, typed],
    queryFn: () => search(typed),
    placeholderData: keepPreviousData,
  })
  const [met, setMet] = useState<ReadonlyMap<string, PersonOption>>(new Map())
  const byId = (some: readonly PersonOption[]) => some.map((person) => [person.id, person] as const)
  const people = new Map([...byId(known), ...met, ...byId(found.data ?? [])])
  return {
    people,
    isSearching: found.isFetching,
    text,
    setText,
    /** Whoever is chosen stays known when the next search does not find them. */
    keep: (ids: readonly string[]) =>
      setMet(new Map([...met, ...ids.flatMap((id) => (people.has(id) ? [[id, people.get(id)!] as const] : []))])),
  }
}

const picker = (found: ReturnType<typeof useFound>, props: Omit<FieldProps, 'name'>, nothing: string) => ({
  label: props.label,
  description: props.description,
  placeholder: props.placeholder ?? '',
  withAsterisk: props.required ?? false,
  disabled: props.disabled ?? false,
  data: [...found.people.values()].map(({ id, name }) => ({ value: id, label: name })),
  // The server has searched already, also by things the label does not show (e-mail, position).
  filter: (({ options }) => options) satisfies OptionsFilter,
  searchable: true,
  onSearchChange: found.setText,
  nothingFoundMessage: nothing,
  rightSection: found.isSearching ? <Loader size={14} /> : undefined,
  renderOption: ({ option }: { option: { value: string; label: string } }) => {
    const person = found.people.get(option.value)
    return (
      <Group gap="xs" wrap="nowrap">
        <Avatar name={option.label} src={person?.src ?? null} size={24} />
        <div>
          <Text>{option.label}</Text>
          {person?.note && (
            <Text size="xs" c="dimmed">
              {person.note}
            </Text>
          )}
        </div>
      </Group>
    )
  },
})

/** One person (or anything with a name and a picture), found by typing. The value is the id. */
export function PersonField(props: PersonFieldProps) {
  const t = useText()
  const found = useFound(props)
  const { value, onChange, ...field } = useField(props.name)
  return (
    <Select
      {...picker(found, props, t('Nobody found'))}
      {...field}
      value={value ?? null}
      clearable={props.clearable ?? !props.required}
      onChange={(id) => {
        if (id) found.keep([id])
        onChange(id ?? undefined)
      }}
    />
  )
}

export type PersonInputProps = Omit<FieldProps, 'name'> &
  Searched & {
    /** For screen readers, where no label is shown. */
    spoken: string
    value: string | null
    onChange: (id: string | null) => void
  }

/** The same outside of a form. */
export function PersonInput({ spoken, value, onChange, ...props }: PersonInputProps) {
  const t = useText()
  const found = useFound(props)
  return (
    <Select
      {...picker(found, props, t('Nobody found'))}
      aria-label={spoken}
      value={value}
      clearable
      onChange={(id) => {
        if (id) found.keep([id])
        onChange(id)
      }}
    />
  )
}

/** Several people. The value is a list of ids. Its list closes after each choice, or it would lie over what comes next. */
export function PeopleField(props: PersonFieldProps) {
  const t = useText()
  const [isOpen, setOpen] = useState(false)
  const found = useFound(props)
  const { value, onChange, ...field } = useField(props.name)
  return (
    <MultiSelect
      {...picker(found, props, t('Nobody found'))}
      {...field}
      value={value ?? []}
      dropdownOpened={isOpen}
      onDropdownOpen={() => setOpen(true)}
      onDropdownClose={() => setOpen(false)}
      onChange={(ids) => {
        setOpen(false)
        found.keep(ids)
        onChange(ids)
      }}
    />
  )
}
