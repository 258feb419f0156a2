import { Text } from '@mantine/core'
import type { ReactNode } from 'react'
import { translate } from './language.ts'
import { overlaysThere } from './overlays-there.ts'

export type Confirmation = {
  title: string
  /** What will happen, and whether it can be undone. */
  text: ReactNode
  /** The verb on the button: "Delete group", never "OK". */
  action: string
  danger?: boolean
}

/** Asks before something that matters. Resolves to whether the person wants it; Escape means no. */
export async function confirm({ title, text, action, danger = false }: Confirmation): Promise<boolean> {
  const [{ modals }] = await Promise.all([import('@mantine/modals'), overlaysThere])
  return new Promise((resolve) => {
    modals.openConfirmModal({
      title,
      children: <Text component="div">{text}</Text>,
      labels: { confirm: action, cancel: translate('Cancel') },
      confirmProps: { color: danger ? 'red' : undefined, 'data-autofocus': !danger || undefined },
      cancelProps: { 'data-autofocus': danger || undefined },
      onConfirm: () => resolve(true),
      // Also called after confirming, when the promise has its answer already.
      onClose: () => resolve(false),
    })
  })
}
