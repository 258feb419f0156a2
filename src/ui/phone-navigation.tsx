import { Drawer } from '@mantine/core'
import type { ReactNode } from 'react'
import classes from './app-frame.module.css'
import { useText } from './language.ts'

/** The left side of the frame on a phone: over the page, closed by going somewhere. */
export function PhoneNavigation({
  isOpen,
  onClose,
  children,
}: {
  isOpen: boolean
  onClose: () => void
  children: ReactNode
}) {
  const t = useText()
  return (
    <Drawer
      opened={isOpen}
      onClose={onClose}
      position="left"
      size={288}
      padding={0}
      withCloseButton={false}
      attributes={{ content: { 'aria-label': t('Navigation') } }}
      classNames={{ body: classes.drawer }}
    >
      {children}
    </Drawer>
  )
}
