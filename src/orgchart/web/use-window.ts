import { type RefObject, useLayoutEffect, useState } from 'react'

const beyond = 400

/** Which part of the drawing the stage shows, with some room around it. */
export function useWindow(stage: RefObject<HTMLDivElement | null>, zoom: number) {
  const [at, setAt] = useState({ x: 0, y: 0, width: 1200, height: 800 })
  useLayoutEffect(() => {
    const box = stage.current
    if (!box) return
    const look = (): void => {
      const next = { x: box.scrollLeft, y: box.scrollTop, width: box.clientWidth, height: box.clientHeight }
      // Steps of half the room beyond: scrolling draws anew only now and then.
      setAt((was) =>
        was.width === next.width &&
        was.height === next.height &&
        Math.abs(was.x - next.x) < beyond / 2 &&
        Math.abs(was.y - next.y) < beyond / 2
          ? was
          : next,
      )
    }
    look()
    const sizes = new ResizeObserver(look)
    sizes.observe(box)
    box.addEventListener('scroll', look, { passive: true })
    return () => {
      sizes.disconnect()
      box.removeEventListener('scroll', look)
    }
  }, [stage])
  return {
    width: at.width,
    left: (at.x - beyond) / zoom,
    right: (at.x + at.width + beyond) / zoom,
    top: (at.y - beyond) / zoom,
    bottom: (at.y + at.height + beyond) / zoom,
  }
}
