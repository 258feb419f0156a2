import { Checkbox, UnstyledButton } from '@mantine/core'
import { IconArrowDown, IconArrowUp, IconSelector } from '@tabler/icons-react'
import type { MouseEvent } from 'react'
import type { Choosing } from './chosen.ts'
import type { Column } from './column.ts'
import classes from './data-list.module.css'
import { startDrag } from './dragged.ts'
import { useText } from './language.ts'
import { Spoken } from './layout.tsx'
import { type ListState, readSort } from './list-state.ts'
import { RowLink } from './row-link.tsx'

export type RowsProps<Row> = {
  label: string
  columns: readonly Column<Row>[]
  rows: Row[]
  rowKey: (row: Row) => string
  rowHref: ((row: Row) => string | undefined) | undefined
  onOpen: ((row: Row) => void) | undefined
  state: ListState
  choosing: Choosing<Row> | undefined
  /** The kind of thing a row is when it is dragged; without one it is not. */
  dragKind?: string | undefined
}

function SortMark({ direction }: { direction: 'up' | 'down' | undefined }) {
  const shared = { size: 14, stroke: 2, 'aria-hidden': true }
  if (direction === 'up') return <IconArrowUp {...shared} />
  return direction === 'down' ? <IconArrowDown {...shared} /> : <IconSelector {...shared} opacity={0.5} />
}

function ColumnHead<Row>({ column, state }: { column: Column<Row>; state: ListState }) {
  const t = useText()
  const sort = readSort(state.sort)
  const direction = sort?.by === column.key ? (sort.down ? 'down' : 'up') : undefined
  return (
    <th
      scope="col"
      style={{ width: column.width, textAlign: column.align ?? 'start' }}
      aria-sort={direction && (direction === 'up' ? 'ascending' : 'descending')}
    >
      {column.sortable ? (
        <UnstyledButton className={classes.sort} onClick={() => state.sortBy(column.key)}>
          {column.title}
          <SortMark direction={direction} />
        </UnstyledButton>
      ) : (
        column.title || <Spoken>{t('Actions')}</Spoken>
      )}
    </th>
  )
}

/** A click anywhere on a row opens it, except on a control of its own or while text is being marked. */
function openRow(event: MouseEvent<HTMLTableRowElement>): void {
  const target = event.target as HTMLElement
  if (target.closest('a, button, input, label, [role="menu"]') || window.getSelection()?.toString()) return
  const link = event.currentTarget.querySelector<HTMLElement>('[data-row-link]')
  link?.dispatchEvent(
    new globalThis.MouseEvent('click', {
      bubbles: true,
      cancelable: true,
      ctrlKey: event.ctrlKey,
      metaKey: event.metaKey,
    }),
  )
}

/** A chosen row takes the other chosen ones along. */
const idsWith = <Row,>(id: string, choosing: Choosing<Row> | undefined): string[] =>
  choosing?.chosen.has(id) ? [...choosing.chosen] : [id]

export function DataTable<Row>(props: RowsProps<Row>) {
  const { label, columns, rows, rowKey, rowHref, onOpen, state, choosing, dragKind } = props
  const t = useText()
  const opens = !!rowHref || !!onOpen
  const chosenHere = choosing ? rows.filter((row) => choosing.chosen.has(rowKey(row))).length : 0
  return (
    <div className={classes.scroll}>
      <table className={classes.table} aria-label={label}>
        <thead>
          <tr>
            {choosing && (
              <th scope="col" className={classes.choose}>
                <Checkbox
                  size="xs"
                  aria-label={t('Choose all')}
                  checked={chosenHere === rows.length}
                  indeterminate={chosenHere > 0 && chosenHere < rows.length}
                  onChange={choosing.toggleAll}
                />
              </th>
            )}
            {columns.map((column) => (
              <ColumnHead key={column.key} column={column} state={state} />
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            // oxlint-disable-next-line jsx-a11y/click-events-have-key-events, jsx-a11y/no-noninteractive-element-interactions -- a convenience for the mouse; the keyboard has the link in the first cell
            <tr
              key={rowKey(row)}
              data-row
              data-opens={opens || undefined}
              data-chosen={choosing?.chosen.has(rowKey(row)) || undefined}
              onClick={opens ? openRow : undefined}
              {...(dragKind && {
                draggable: true,
                onDragStart: (event) => startDrag(event, { kind: dragKind, ids: idsWith(rowKey(row), choosing) }),
              })}
            >
              {choosing && (
                <td className={classes.choose}>
                  <Checkbox
                    size="xs"
                    aria-label={t('Choose this row')}
                    checked={choosing.chosen.has(rowKey(row))}
                    onChange={() => choosing.toggle(row)}
                  />
                </td>
              )}
              {columns.map((column, index) => (
                <td key={column.key} style={{ textAlign: column.align ?? 'start' }}>
                  {index === 0 ? (
                    <RowLink href={rowHref?.(row)} onOpen={onOpen && (() => onOpen(row))}>
                      {column.show(row)}
                    </RowLink>
                  ) : (
                    column.show(row)
                  )}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}
