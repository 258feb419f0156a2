import type { ReactNode } from 'react'

/** One column of a list. */
export type Column<Row> = {
  key: string
  title: string
  show: (row: Row) => ReactNode
  /** The server can sort by this key. */
  sortable?: boolean
  /** CSS width of the column on a desktop. */
  width?: string | number
  align?: 'start' | 'end'
  /** Left out of the card on a phone. */
  desktopOnly?: boolean
  /** Not shown until a person chooses it. */
  startsHidden?: boolean
}
