import type { Connection, Element as BpmnElement, Parent, Root, Shape } from 'bpmn-js/lib/model/Types'

/** A node of the file as bpmn-moddle gives it (bpmn-js types it as anything at all). */
export type Moddle = {
  $type: string
  $parent?: Moddle
  $attrs?: Record<string, unknown>
  id?: string
  name?: string
  get: (name: string) => unknown
  set: (name: string, value: unknown) => void
  $instanceOf: (type: string) => boolean
}

/** What is drawn: a shape, a connection or the ground. */
export type Drawn = BpmnElement
export type { Connection, Parent, Root, Shape }

export const moddleOf = (drawn: Drawn): Moddle => drawn.businessObject as Moddle

export const isA = (drawn: Drawn | Moddle, ...types: string[]): boolean => {
  const element = 'businessObject' in drawn ? moddleOf(drawn) : drawn
  return types.some((type) => element.$instanceOf(type))
}

export const textIn = (element: Moddle | undefined, name: string): string => {
  const value = element?.get(name)
  return typeof value === 'string' ? value : ''
}

export const isSet = (element: Moddle | undefined, name: string): boolean => element?.get(name) === true

export const moddleIn = (element: Moddle | undefined, name: string): Moddle | undefined =>
  (element?.get(name) as Moddle | null | undefined) ?? undefined

export const listIn = (element: Moddle | undefined, name: string): Moddle[] =>
  (element?.get(name) as Moddle[] | undefined) ?? []

/** The process a pool, a lane or a step is drawn in; what only a partner's empty pool shows has none. */
export function processOf(element: Moddle | undefined): Moddle | undefined {
  if (!element) return undefined
  if (element.$type === 'bpmn:Process') return element
  if (element.$type === 'bpmn:Participant') return moddleIn(element, 'processRef')
  return processOf(element.$parent)
}
