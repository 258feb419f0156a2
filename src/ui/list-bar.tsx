import { CloseButton, Group, Text, TextInput } from '@mantine/core'
import { IconSearch } from '@tabler/icons-react'
import type { ReactNode } from 'react'
import classes from './data-list.module.css'
import type { Filter } from './filter.ts'
import { useText } from './language.ts'
import type { ListState } from './list-state.ts'
import { FilterField, MoreFilters } from './more-filters.tsx'

export type ListBarProps = {
  state: ListState
  search: string | undefined
  filters: readonly Filter[]
  actions: ReactNode
  chosen: ReactNode
  chosenCount: number
}

/** What stands above a list: search, filters, actions; or, while rows are chosen, what can be done with them. */
export function ListBar({ state, search, filters, actions, chosen, chosenCount }: ListBarProps) {
  const t = useText()
  if (chosen) {
    return (
      <Group className={classes.bar} gap="sm" role="toolbar" aria-label={t('Chosen rows')}>
        <Text fw={550}>{t('{{count}} chosen', { count: chosenCount })}</Text>
        {chosen}
      </Group>
    )
  }
  return (
    <Group className={classes.bar} gap="xs">
      {search && (
        <TextInput
          className={classes.search}
          aria-label={search}
          placeholder={search}
          value={state.typed}
          onChange={(event) => state.type(event.currentTarget.value)}
          leftSection={<IconSearch size={16} stroke={1.75} aria-hidden />}
          rightSection={
            state.typed && <CloseButton size="sm" aria-label={t('Clear the search')} onClick={() => state.type('')} />
          }
          data-list-search
        />
      )}
      {filters
        .filter(({ more }) => !more)
        .map((filter) => (
          <div key={filter.name} className={classes.filter}>
            <FilterField filter={filter} state={state} />
          </div>
        ))}
      {filters.some(({ more }) => more) && <MoreFilters filters={filters.filter(({ more }) => more)} state={state} />}
      {actions && (
        <Group gap="xs" ml="auto">
          {actions}
        </Group>
      )}
    </Group>
  )
}
