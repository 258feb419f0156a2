import { getHotkeyHandler, useHotkeys } from '@mantine/hooks'
import { lazy, Suspense, useEffect, useEffectEvent, useState, useSyncExternalStore } from 'react'
import type { Shortcut } from './keys.tsx'

const ShortcutList = lazy(() => import('./shortcut-list.tsx').then((file) => ({ default: file.ShortcutList })))

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
    const handle = getHotkeyHandler([[keys, () => press()]])
    const onKey = (event: KeyboardEvent): void => {
      const target = event.target as HTMLElement
      // Keys typed into a field are text, except those with ⌘ or Ctrl.
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

const helpWanted = 'ui-shortcut-help'
export const openShortcutHelp = (): void => void document.dispatchEvent(new Event(helpWanted))

/** What the keys do here; opened by `?`. One in each frame. */
export function ShortcutHelp() {
  const [isOpen, setOpen] = useState(false)
  const shortcuts = useSyncExternalStore(watch, () => known)
  useEffect(() => {
    const open = (): void => setOpen(true)
    document.addEventListener(helpWanted, open)
    return () => document.removeEventListener(helpWanted, open)
  }, [])
  useHotkeys([
    ['shift+?', () => setOpen(true)],
    ['/', () => document.querySelector<HTMLInputElement>('[data-list-search]')?.focus()],
  ])
  return <Suspense>{isOpen && <ShortcutList shortcuts={shortcuts} onClose={() => setOpen(false)} />}</Suspense>
}
