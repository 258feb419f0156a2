import { useSyncExternalStore } from 'react'

const query = '(max-width: 48em)'

const watch = (told: () => void): (() => void) => {
  const list = window.matchMedia(query)
  list.addEventListener('change', told)
  return () => list.removeEventListener('change', told)
}

/** A phone: the chart is read as a list unless one asks for the drawing. */
export const useNarrow = (): boolean => useSyncExternalStore(watch, () => window.matchMedia(query).matches)
