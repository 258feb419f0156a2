import type { ReactNode } from 'react'
import classes from './property-list.module.css'

export type Property = { label: string; value: ReactNode }

/** Names and values of one thing. What has no value shows a dash, so that nobody wonders whether it loaded. */
export function PropertyList({ items }: { items: readonly (Property | false | null | undefined)[] }) {
  return (
    <dl className={classes.list}>
      {items
        .filter((item) => !!item)
        .map(({ label, value }) => (
          <div key={label} className={classes.item}>
            <dt>{label}</dt>
            <dd>{value === null || value === undefined || value === '' ? '—' : value}</dd>
          </div>
        ))}
    </dl>
  )
}
