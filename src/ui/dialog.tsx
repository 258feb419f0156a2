import { Drawer as MantineDrawer, Modal } from '@mantine/core'
import { useMediaQuery } from '@mantine/hooks'
import { createContext, type ReactNode, useCallback, useRef } from 'react'
import { confirm } from './confirm.tsx'
import { useText } from './language.ts'

type Question = () => boolean
/** A form inside tells its dialog here how to ask whether closing would lose something; it gets back how to take that away. */
export const UnsavedHere = createContext<((isUnsaved: Question) => () => void) | null>(null)

export type DialogProps = {
  title: string
  isOpen: boolean
  onClose: () => void
  children: ReactNode
  size?: 'sm' | 'md' | 'lg' | 'xl'
}

function useGuardedClose(onClose: () => void) {
  const t = useText()
  const asked = useRef<Question | null>(null)
  const close = async (): Promise<void> => {
    if (asked.current?.()) {
      const leave = await confirm({
        title: t('Close without saving?'),
        text: t('What you have entered here will be lost.'),
        action: t('Close without saving'),
        danger: true,
      })
      if (!leave) return
    }
    onClose()
  }
  const listen = useCallback((isUnsaved: Question) => {
    asked.current = isUnsaved
    return () => {
      asked.current = null
    }
  }, [])
  return { listen, close: () => void close() }
}

/** A small task in front of the page. On a phone it fills the screen. */
export function Dialog({ title, isOpen, onClose, children, size = 'md' }: DialogProps) {
  const t = useText()
  const isPhone = useMediaQuery('(max-width: 36em)')
  const { listen, close } = useGuardedClose(onClose)
  return (
    <Modal
      opened={isOpen}
      onClose={close}
      title={title}
      size={size}
      fullScreen={isPhone ?? false}
      closeButtonProps={{ 'aria-label': t('Close') }}
    >
      <UnsavedHere value={listen}>{isOpen && children}</UnsavedHere>
    </Modal>
  )
}

/** One thing of a list, beside the list. */
export function Drawer({ title, isOpen, onClose, children, size = 'lg' }: DialogProps) {
  const t = useText()
  const { listen, close } = useGuardedClose(onClose)
  return (
    <MantineDrawer
      opened={isOpen}
      onClose={close}
      title={title}
      size={size}
      closeButtonProps={{ 'aria-label': t('Close') }}
    >
      <UnsavedHere value={listen}>{isOpen && children}</UnsavedHere>
    </MantineDrawer>
  )
}
