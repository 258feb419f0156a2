import { ModalsProvider } from '@mantine/modals'
import { Notifications } from '@mantine/notifications'
import { useText } from './language.ts'

/** Where questions and short messages appear. Fetched after the first screen, which needs neither. */
export function Overlays() {
  const t = useText()
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
