import { useQuery } from '@tanstack/react-query'
import type { DayFilter, PersonFilter } from './filter.ts'
import { DayInput } from './date-field.tsx'
import { useText } from './language.ts'
import type { ListState } from './list-state.ts'
import { PersonInput } from './person-field.tsx'

/** Filters that need more than a list of words; loaded only by lists that have them. */
export type FilterFieldProps<Kind> = { filter: Kind; state: ListState; inside?: boolean }

export function PersonFilterField({ filter, state, inside }: FilterFieldProps<PersonFilter>) {
  const t = useText()
  const { name, label, people } = filter
  const id = state.filters[name]
  const named = useQuery({
    queryKey: ['person named', people.key, id],
    queryFn: async () => (await people.named(id!)) ?? { id: id!, name: t('Somebody') },
    enabled: id !== undefined,
    staleTime: Number.POSITIVE_INFINITY,
  })
  return (
    <PersonInput
      {...{ search: people.search, searchKey: people.key, name }}
      known={named.data ? [named.data] : []}
      label={inside ? label : ''}
      placeholder={inside ? '' : label}
      spoken={label}
      value={id ?? null}
      onChange={(chosen) => state.filterBy(name, chosen)}
    />
  )
}

export function DayFilterField({ filter: { name, label }, state, inside }: FilterFieldProps<DayFilter>) {
  return (
    <DayInput
      label={inside ? label : ''}
      placeholder={inside ? '' : label}
      spoken={label}
      value={state.filters[name] ?? null}
      onChange={(day) => state.filterBy(name, day)}
      stays={inside ?? false}
    />
  )
}
