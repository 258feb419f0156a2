import { Tooltip } from '@mantine/core'
import type { ReactNode, RefObject } from 'react'

/** The bubble of a hint; a file of its own, because what places it weighs more than the buttons do. */
export function Tip(props: { target: RefObject<HTMLElement | null>; label: ReactNode; isOpen: boolean }) {
  return <Tooltip target={props.target as RefObject<HTMLElement>} label={props.label} opened={props.isOpen} />
}
