import { Group, Modal, Stack, Text } from '@mantine/core'
import { Keys, type Shortcut } from './keys.tsx'
import { useText } from './language.ts'

/** What the keys do here, in a dialog. */
export function ShortcutList({ shortcuts, onClose }: { shortcuts: readonly Shortcut[]; onClose: () => void }) {
  const t = useText()
  const everywhere: Shortcut[] = [
    { keys: '/', label: t('Search in the list') },
    { keys: '↑+↓', label: t('Walk along the rows') },
    { keys: 'Enter', label: t('Open the row') },
    { keys: '?', label: t('Show this help') },
  ]
  return (
    <Modal opened onClose={onClose} title={t('Keyboard')} closeButtonProps={{ 'aria-label': t('Close') }}>
      <Stack gap="xs">
        {[...shortcuts, ...everywhere].map(({ keys, label }) => (
          <Group key={keys + label} justify="space-between">
            <Text>{label}</Text>
            <Keys keys={keys} />
          </Group>
        ))}
      </Stack>
    </Modal>
  )
}
