import { useEffect, useState } from 'react'

/**
 * The modeler over the whole window. The page as a whole goes full screen, not the modeler's element: dialogs and lists
 * stand at the end of the page and would be out of sight otherwise.
 */
export function useFullScreen(): { isFull: boolean; toggle: () => void } {
  const [isFull, setFull] = useState(false)
  useEffect(() => {
    const left = (): void => {
      if (!document.fullscreenElement) setFull(false)
    }
    document.addEventListener('fullscreenchange', left)
    return () => document.removeEventListener('fullscreenchange', left)
  }, [])
  const toggle = (): void => {
    setFull(!isFull)
    const change = isFull ? document.exitFullscreen?.() : document.documentElement.requestFullscreen?.()
    // Where the browser refuses, the window is filled all the same.
    change?.catch(() => undefined)
  }
  return { isFull, toggle }
}
