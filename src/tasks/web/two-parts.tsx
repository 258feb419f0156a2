import type { ReactNode } from 'react'
import classes from './two-parts.module.css'

/** What one works in, and beside it what one looks at; on a phone below it. */
export const TwoParts = ({ main, side }: { main: ReactNode; side: ReactNode }) => (
  <div className={classes.parts}>
    <div>{main}</div>
    <aside>{side}</aside>
  </div>
)
