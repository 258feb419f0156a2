import { useSyncExternalStore } from 'react'

const query = '(max-width: 48em)'

const watch = (told: () => void): (() => void) => {
  const list = window.matchMedia(query)
  list.addEventListener('change', told)
  return () => list.removeEventListener('change', told)
}

/** Too small for two things beside each other, or to draw on. */
export const useSmallScreen = (): boolean => useSyncExternalStore(watch, () => window.matchMedia(query).matches)
