import type { DragEvent } from 'react'

/** Things of one kind on their way to another place by the mouse. Whoever has none finds the same in a menu. */
export type Dragged = { kind: string; ids: string[] }

const mediaType = 'application/x-portico-things'

export function startDrag(event: DragEvent, dragged: Dragged): void {
  event.stopPropagation()
  event.dataTransfer.effectAllowed = 'move'
  event.dataTransfer.setData(mediaType, JSON.stringify(dragged))
}

export const isDragged = ({ dataTransfer }: DragEvent): boolean => dataTransfer.types.includes(mediaType)

export const readDragged = ({ dataTransfer }: DragEvent): Dragged =>
  JSON.parse(dataTransfer.getData(mediaType)) as Dragged
