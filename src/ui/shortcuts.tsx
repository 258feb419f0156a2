import { Group, Kbd, Modal, Stack, Text } from '@mantine/core'
import { getHotkeyHandler, useHotkeys } from '@mantine/hooks'
import { useEffect, useEffectEvent, useState, useSyncExternalStore } from 'react'
import { useText } from './language.ts'

type Shortcut = { keys: string; label: string }

let known: readonly Shortcut[] = []
const watchers = new Set<() => void>()
const setKnown = (next: readonly Shortcut[]): void => {
  known = next
  for (const told of watchers) told()
}
const watch = (told: () => void): (() => void) => {
  watchers.add(told)
  return () => watchers.delete(told)
}

/** A key for the whole page, listed by `?` while the screen that has it is open. `mod` is ⌘ on a Mac and Ctrl elsewhere. */
export function useShortcut(keys: string, label: string, act: () => void): void {
  const press = useEffectEvent(act)
  useEffect(() => {
    const one = { keys, label }
    setKnown([...known, one])
    // Keys typed into a field are text, except those with ⌘ or Ctrl.
    const handle = getHotkeyHandler([[keys, () => press()]])
    const onKey = (event: KeyboardEvent): void => {
      const target = event.target as HTMLElement
      if (!keys.includes('mod') && target.closest('input, textarea, select, [contenteditable="true"]')) return
      handle(event as never)
    }
    document.addEventListener('keydown', onKey)
    return () => {
      document.removeEventListener('keydown', onKey)
      setKnown(known.filter((other) => other !== one))
    }
  }, [keys, label])
}

const isMac = (): boolean => /Mac|iPhone|iPad/.test(navigator.platform)
const keyName = (key: string): string =>
  key === 'mod' ? (isMac() ? '⌘' : 'Ctrl') : key.length === 1 ? key.toUpperCase() : key

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

const helpWanted = 'ui-shortcut-help'
export const openShortcutHelp = (): void => void document.dispatchEvent(new Event(helpWanted))

/** What the keys do here; opened by `?`. */
export function ShortcutHelp() {
  const t = useText()
  const [isOpen, setOpen] = useState(false)
  useEffect(() => {
    const open = (): void => setOpen(true)
    document.addEventListener(helpWanted, open)
    return () => document.removeEventListener(helpWanted, open)
  }, [])
  const shortcuts = useSyncExternalStore(watch, () => known)
  useHotkeys([
    ['shift+?', () => setOpen(true)],
    ['/', () => document.querySelector<HTMLInputElement>('[data-list-search]')?.focus()],
  ])
  const everywhere: Shortcut[] = [
    { keys: '/', label: t('Search in the list') },
    { keys: '↑+↓', label: t('Walk along the rows') },
    { keys: 'Enter', label: t('Open the row') },
    { keys: '?', label: t('Show this help') },
  ]
  return (
    <Modal
      opened={isOpen}
      onClose={() => setOpen(false)}
      title={t('Keyboard')}
      closeButtonProps={{ 'aria-label': t('Close') }}
    >
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
