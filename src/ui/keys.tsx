import { Group, Kbd } from '@mantine/core'

const isMac = (): boolean => /Mac|iPhone|iPad/.test(navigator.platform)
const keyName = (key: string): string =>
  key === 'mod' ? (isMac() ? '⌘' : 'Ctrl') : key.length === 1 ? key.toUpperCase() : key

/** Keys as they stand on the keyboard: `mod+K` → ⌘ K or Ctrl K. */
export function Keys({ keys }: { keys: string }) {
  return (
    <Group gap={4} component="span" wrap="nowrap">
      {keys.split('+').map((key) => (
        <Kbd key={key} size="xs">
          {keyName(key.trim())}
        </Kbd>
      ))}
    </Group>
  )
}

/** A key of a page and what it does there. */
export type Shortcut = { keys: string; label: string }
