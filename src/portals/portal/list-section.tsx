import type { ReactNode } from 'react'
import { Heading } from '../../ui/layout.tsx'
import classes from './page-view.module.css'

/** A list of a page under its title. */
export function ListSection({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section className={classes.section}>
      <Heading>{title}</Heading>
      {children}
    </section>
  )
}
