import { type PointerEvent, type RefObject, useRef, useState } from 'react'
import type { OrgElementId } from '../../base/ids.ts'

export type DropPlace = 'below' | 'before' | 'after'
type Target = { id: OrgElementId; where: DropPlace }
type Grab = { x: number; y: number; left: number; top: number; id: OrgElementId | undefined; isMoving: boolean }

const elementAt = (node: EventTarget | Element | null): HTMLElement | null =>
  node instanceof Element ? node.closest<HTMLElement>('[data-element]') : null

/** Near the edge of a card it goes beside it, over the middle it goes below it. */
function targetAt(event: PointerEvent, layout: 'chart' | 'list', dragged: OrgElementId): Target | undefined {
  const over = elementAt(document.elementFromPoint(event.clientX, event.clientY))
  const id = over?.dataset.element as OrgElementId | undefined
  if (!over || !id || id === dragged) return undefined
  const box = over.getBoundingClientRect()
  const share = layout === 'chart' ? (event.clientX - box.left) / box.width : (event.clientY - box.top) / box.height
  return { id, where: share < 0.22 ? 'before' : share > 0.78 ? 'after' : 'below' }
}

/**
 * Dragging with mouse or pen: a card to its new place, the ground to look elsewhere. A finger scrolls; on touch an element
 * is moved by cutting and pasting.
 */
export function useDragging(
  stage: RefObject<HTMLDivElement | null>,
  layout: 'chart' | 'list',
  move: ((id: OrgElementId, to: OrgElementId, where: DropPlace) => void) | undefined,
) {
  const grab = useRef<Grab | undefined>(undefined)
  const moved = useRef(false)
  const [target, setTarget] = useState<Target>()
  const [isGrabbed, setGrabbed] = useState(false)

  const onPointerDown = (event: PointerEvent<HTMLDivElement>): void => {
    const box = stage.current
    const isTyping = event.target instanceof HTMLInputElement
    if (!box || isTyping || event.button !== 0 || event.pointerType === 'touch') return
    const id = elementAt(event.target)?.dataset.element as OrgElementId | undefined
    if (id && !move) return
    moved.current = false
    grab.current = { x: event.clientX, y: event.clientY, left: box.scrollLeft, top: box.scrollTop, id, isMoving: false }
  }
  const onPointerMove = (event: PointerEvent<HTMLDivElement>): void => {
    const held = grab.current
    const box = stage.current
    if (!held || !box) return
    const [dx, dy] = [event.clientX - held.x, event.clientY - held.y]
    if (!held.isMoving && Math.hypot(dx, dy) < 6) return
    if (!held.isMoving) {
      held.isMoving = true
      moved.current = true
      box.setPointerCapture(event.pointerId)
      setGrabbed(true)
    }
    if (held.id) setTarget(targetAt(event, layout, held.id))
    else box.scrollTo({ left: held.left - dx, top: held.top - dy })
  }
  const end = (event: PointerEvent<HTMLDivElement>): void => {
    const held = grab.current
    grab.current = undefined
    if (!held?.isMoving) return
    const dropped = held.id && event.type === 'pointerup' ? targetAt(event, layout, held.id) : undefined
    setTarget(undefined)
    setGrabbed(false)
    if (held.id && dropped) move?.(held.id, dropped.id, dropped.where)
  }

  return {
    target,
    isGrabbed,
    /** Whether the click that is just coming ends a drag. */
    wasDragged: () => moved.current,
    stage: { onPointerDown, onPointerMove, onPointerUp: end, onPointerCancel: end },
  }
}
