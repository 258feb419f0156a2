import { Button as MantineButton, Center, Text } from '@mantine/core'
import { useMediaQuery } from '@mantine/hooks'
import { IconSearchOff } from '@tabler/icons-react'
import { type KeyboardEvent, type ReactNode } from 'react'
import type { Endpoint, SentOf } from '../base/endpoint.ts'
import { Button } from './button.tsx'
import classes from './data-list.module.css'
import { DataCards } from './data-list-cards.tsx'
import { DataTable } from './data-list-table.tsx'
import type { Filter } from './filter.ts'
import { ListBar } from './list-bar.tsx'
import { EmptyState, type EmptyStateProps } from './empty-state.tsx'
import { useText } from './language.ts'
import { useChosen } from './chosen.ts'
import type { Column } from './column.ts'
import { type ColumnChoice, ColumnMenu, shownColumns } from './column-choice.tsx'
import { type ListState, useListState } from './list-state.ts'
import { ProblemState } from './problem-state.tsx'
import { type RowOf, usePagesOf } from './queries.ts'
import { ListSkeleton } from './skeletons.tsx'

export type DataListProps<E extends Endpoint> = {
  /** What the list is, for screen readers: "Groups". */
  label: string
  /** A GET endpoint that answers `{ rows, next, total? }` and takes `after`, and `search` and `sort` where offered here. */
  endpoint: E
  /** What is asked for besides search, sort and filters. */
  input?: Partial<SentOf<E>>
  /** Live topics that change it. */
  topics?: readonly string[]
  /** The first column names the row and carries its link. */
  columns: readonly Column<RowOf<E>>[]
  rowKey?: (row: RowOf<E>) => string
  rowHref?: (row: RowOf<E>) => string | undefined
  onOpen?: (row: RowOf<E>) => void
  /** The words in the empty search box; without them there is no search. */
  search?: string
  filters?: readonly Filter[]
  /** How the chosen filters are asked for; by their names when left out. */
  filterInput?: (chosen: Record<string, string | undefined>) => Partial<SentOf<E>>
  startSort?: string
  /** What this list is for and the first thing to do, shown while there is nothing. */
  empty: EmptyStateProps
  /** What can be done with several chosen rows. */
  chosenActions?: (rows: RowOf<E>[], clear: () => void) => ReactNode
  /** Lets rows be dragged to somewhere else on the page, as things of this kind. */
  dragKind?: string
  /** Beside the search box. */
  actions?: ReactNode
  /** Lets a person choose among the columns. */
  columnChoice?: ColumnChoice
  /** Keeps the state of two lists of one page apart in the address. */
  prefix?: string
}

const idOf = (row: unknown): string => String((row as { id?: unknown }).id)

/** Up and down walk along the rows, Home and End to the first and the last that is loaded; Enter opens, as on any link. */
function walk(event: KeyboardEvent<HTMLElement>): void {
  const steps: Record<string, (at: number, last: number) => number> = {
    ArrowDown: (at, last) => Math.min(at + 1, last),
    ArrowUp: (at) => Math.max(at - 1, 0),
    Home: () => 0,
    End: (_, last) => last,
  }
  const step = steps[event.key]
  if (!step || (event.target as HTMLElement).closest('input, select, textarea, [role="menu"]')) return
  const links = [...event.currentTarget.querySelectorAll<HTMLElement>('[data-row-link]')]
  if (links.length === 0) return
  const at = links.findIndex((link) => link.closest('[data-row]')?.contains(event.target as Node))
  event.preventDefault()
  links[step(at, links.length - 1)]?.focus()
}

const askedFor = <E extends Endpoint>({ input, filterInput, search }: DataListProps<E>, state: ListState) =>
  ({
    ...input,
    ...(filterInput?.(state.filters) ?? state.filters),
    ...(search ? { search: state.searched } : {}),
    ...(state.sort ? { sort: state.sort } : {}),
  }) as SentOf<E>

/** A list that is paged, searched and sorted by the server: a table on a desktop, cards on a phone. */
export function DataList<E extends Endpoint>(props: DataListProps<E>) {
  const { label, endpoint, topics, rowKey = idOf, filters = [], empty, chosenActions, columnChoice } = props
  const columns = columnChoice ? shownColumns(props.columns, columnChoice.shown) : props.columns
  const t = useText()
  const isPhone = useMediaQuery('(max-width: 48em)') ?? false
  const state = useListState(
    filters.map(({ name }) => name),
    props.startSort,
    props.prefix,
  )
  const list = usePagesOf(endpoint, askedFor(props, state), topics ? { topics } : {})
  const { chosenRows, choosing, clearChosen } = useChosen(list.rows, rowKey, !!chosenActions)
  const Rows = isPhone ? DataCards : DataTable
  const actions = columnChoice ? (
    <>
      {props.actions}
      <ColumnMenu columns={props.columns} choice={columnChoice} />
    </>
  ) : (
    props.actions
  )
  const hasBar = !!props.search || filters.length > 0 || !!actions || chosenRows.length > 0

  const content = (): ReactNode => {
    if (list.error && list.rows.length === 0)
      return <ProblemState problem={list.error} onRetry={() => void list.refetch()} />
    if (list.isPending) return <ListSkeleton />
    if (list.rows.length === 0 && state.isNarrowed) {
      return (
        <EmptyState
          icon={IconSearchOff}
          title={t('Nothing matches')}
          text={t('No entry fits the search and the filters.')}
          action={
            <Button onClick={state.clear} kind="plain">
              {t('Clear search and filters')}
            </Button>
          }
        />
      )
    }
    if (list.rows.length === 0) return <EmptyState {...empty} />
    return (
      <Rows
        {...{ label, columns, rows: list.rows, rowKey, state, choosing }}
        rowHref={props.rowHref}
        onOpen={props.onOpen}
        dragKind={props.dragKind}
      />
    )
  }

  return (
    <div className={classes.list}>
      {hasBar && (
        <ListBar
          state={state}
          search={props.search}
          filters={filters}
          actions={actions}
          chosen={chosenRows.length > 0 && chosenActions ? chosenActions(chosenRows, clearChosen) : undefined}
          chosenCount={chosenRows.length}
        />
      )}
      {/* oxlint-disable-next-line jsx-a11y/no-static-element-interactions -- the links inside are the controls, this only moves the focus between them */}
      <div className={classes.frame} data-stale={list.isPlaceholderData || undefined} onKeyDown={walk}>
        {content()}
      </div>
      {list.rows.length > 0 && (
        <Center className={classes.foot}>
          <Text size="xs" c="dimmed" aria-live="polite">
            {list.total === undefined
              ? t('{{count}} shown', { count: list.rows.length })
              : t('{{shown}} of {{total}} shown', { shown: list.rows.length, total: list.total })}
          </Text>
          {list.hasNextPage && (
            <MantineButton
              variant="default"
              size="xs"
              loading={list.isFetchingNextPage}
              onClick={() => void list.fetchNextPage()}
            >
              {t('Load more')}
            </MantineButton>
          )}
        </Center>
      )}
    </div>
  )
}
