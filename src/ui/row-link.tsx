import { UnstyledButton } from '@mantine/core'
import type { ReactNode } from 'react'
import classes from './data-list.module.css'
import { useAnchor } from './link.tsx'

/** The name of a row: a real link where it has an address, a button where it opens something here, else only words. */
export function RowLink({
  href,
  onOpen,
  children,
}: {
  href: string | undefined
  onOpen: (() => void) | undefined
  children: ReactNode
}) {
  const anchor = useAnchor(href)
  if (anchor) {
    return (
      <a {...anchor} className={classes.rowLink} data-row-link>
        {children}
      </a>
    )
  }
  if (!onOpen) return <span className={classes.rowName}>{children}</span>
  return (
    <UnstyledButton onClick={onOpen} className={classes.rowLink} data-row-link>
      {children}
    </UnstyledButton>
  )
}
