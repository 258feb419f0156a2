import { Badge, Button, Popover, Select, Skeleton, Stack } from '@mantine/core'
import { IconAdjustmentsHorizontal } from '@tabler/icons-react'
import { lazy, Suspense } from 'react'
import { useText } from './language.ts'
import type { ChoiceFilter, Filter } from './filter.ts'
import type { FilterFieldProps } from './filter-fields.tsx'
import type { ListState } from './list-state.ts'

const PersonFilterField = lazy(async () => ({ default: (await import('./filter-fields.tsx')).PersonFilterField }))
const DayFilterField = lazy(async () => ({ default: (await import('./filter-fields.tsx')).DayFilterField }))

/** One filter: nothing chosen shows its name. */
export function FilterField({ filter, ...where }: FilterFieldProps<Filter>) {
  if ('options' in filter) return <ChoiceField filter={filter} {...where} />
  return (
    <Suspense fallback={<Skeleton height={36} />}>
      {'day' in filter ? (
        <DayFilterField filter={filter} {...where} />
      ) : (
        <PersonFilterField filter={filter} {...where} />
      )}
    </Suspense>
  )
}

function ChoiceField({ filter, state, inside }: FilterFieldProps<ChoiceFilter>) {
  const { name, label, options } = filter
  return (
    <Select
      aria-label={label}
      label={inside ? label : undefined}
      placeholder={inside ? '' : label}
      data={[...options]}
      value={state.filters[name] ?? null}
      onChange={(value) => state.filterBy(name, value)}
      searchable={options.length > 10}
      clearable
      checkIconPosition="right"
      comboboxProps={{ withinPortal: !inside }}
    />
  )
}

/** Filters that are seldom needed, behind a button that says how many of them narrow the list now. */
export function MoreFilters({ filters, state }: { filters: readonly Filter[]; state: ListState }) {
  const t = useText()
  const inUse = filters.filter(({ name }) => state.filters[name]).length
  return (
    <Popover position="bottom-start" withinPortal shadow="md" width={280} trapFocus>
      <Popover.Target>
        <Button
          variant="default"
          leftSection={<IconAdjustmentsHorizontal size={16} stroke={1.75} aria-hidden />}
          rightSection={inUse > 0 && <Badge size="sm">{inUse}</Badge>}
        >
          {t('More filters')}
        </Button>
      </Popover.Target>
      <Popover.Dropdown>
        <Stack gap="sm">
          {filters.map((filter) => (
            <FilterField key={filter.name} filter={filter} state={state} inside />
          ))}
        </Stack>
      </Popover.Dropdown>
    </Popover>
  )
}
