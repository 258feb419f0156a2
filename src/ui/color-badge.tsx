import classes from './color-badge.module.css'

export type BadgeColor = 'gray' | 'blue' | 'teal' | 'green' | 'yellow' | 'orange' | 'red' | 'violet'

/** One of several options in a colour somebody chose for it; each pair reaches 4.5:1 in both schemes. */
export function ColorBadge({ color, children }: { color: BadgeColor; children: string }) {
  return (
    <span className={classes.badge} data-color={color} title={children}>
      {children}
    </span>
  )
}
