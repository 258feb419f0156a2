import './drawing-styles.ts'
import { useEffect, useEffectEvent, useRef } from 'react'
import { useText } from '../../ui/language.ts'
import { Drawing } from './drawing.ts'
import classes from './modeler.module.css'

export type DrawingCanvasProps = {
  xml: string
  onOpen: (drawing: Drawing | null) => void
  /** The file could not be read; what bpmn-js says about it. */
  onUnreadable: (reason: string) => void
}

/** Where it is drawn. The file is read once; later changes of `xml` are the panel's own and do not come back here. */
export function DrawingCanvas({ xml, onOpen, onUnreadable }: DrawingCanvasProps) {
  const t = useText()
  const place = useRef<HTMLDivElement>(null)
  const start = useEffectEvent((container: HTMLElement) => {
    const drawing = new Drawing(container, t)
    let isGone = false
    const room = new ResizeObserver(() => drawing.resized())
    room.observe(container)
    drawing.open(xml).then(
      () => !isGone && onOpen(drawing),
      (thrown: unknown) => !isGone && onUnreadable(thrown instanceof Error ? thrown.message : String(thrown)),
    )
    return () => {
      isGone = true
      room.disconnect()
      onOpen(null)
      drawing.destroy()
    }
  })
  useEffect(() => (place.current ? start(place.current) : undefined), [])
  return <div ref={place} className={classes.canvas} role="application" aria-label={t('Canvas')} />
}
