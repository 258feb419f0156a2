import { ModalsProvider } from '@mantine/modals'
import { Notifications } from '@mantine/notifications'
import { useEffect } from 'react'
import { useText } from './language.ts'
import { sayOverlaysThere } from './overlays-there.ts'

/** Where questions and short messages appear. Fetched after the first screen, which needs neither. */
export function Overlays() {
  const t = useText()
  // Runs after the effects of the children, which listen by then.
  useEffect(() => sayOverlaysThere(), [])
  return (
    <>
      <ModalsProvider
        labels={{ confirm: t('Confirm'), cancel: t('Cancel') }}
        modalProps={{ closeButtonProps: { 'aria-label': t('Close') } }}
      />
      <Notifications position="bottom-left" limit={4} zIndex={400} />
    </>
  )
}
