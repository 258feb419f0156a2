import { Checkbox } from '@mantine/core'
import classes from './data-list.module.css'
import type { RowsProps } from './data-list-table.tsx'
import { useText } from './language.ts'
import { RowLink } from './row-link.tsx'

/** The same rows on a phone: a card each, the name on top, the other columns with their titles. */
export function DataCards<Row>({ label, columns, rows, rowKey, rowHref, onOpen, choosing }: RowsProps<Row>) {
  const t = useText()
  const [first, ...rest] = columns
  if (!first) return null
  return (
    <ul className={classes.cards} aria-label={label}>
      {rows.map((row) => (
        <li key={rowKey(row)} className={classes.card} data-row data-opens={!!rowHref || !!onOpen || undefined}>
          <div className={classes.cardHead}>
            {choosing && (
              <Checkbox
                aria-label={t('Choose this row')}
                checked={choosing.chosen.has(rowKey(row))}
                onChange={() => choosing.toggle(row)}
              />
            )}
            <RowLink href={rowHref?.(row)} onOpen={onOpen && (() => onOpen(row))}>
              {first.show(row)}
            </RowLink>
          </div>
          <dl className={classes.cardBody}>
            {rest
              .filter((column) => !column.desktopOnly)
              .map((column) => ({ ...column, shown: column.show(row) }))
              // A name without a value says nothing on a card.
              .filter(({ shown }) => shown !== null)
              .map(({ key, title, shown }) => (
                <div key={key}>
                  <dt>{title}</dt>
                  <dd>{shown}</dd>
                </div>
              ))}
          </dl>
        </li>
      ))}
    </ul>
  )
}
