import type { ModdleElement } from 'bpmn-moddle'

/** The properties of a moddle element are unknown until read; these read them as what BPMN's schema says they are. */
export const listOf = (element: ModdleElement, property: string): ModdleElement[] => {
  const value = element[property]
  return Array.isArray(value) ? (value as ModdleElement[]) : []
}

export const elementOf = (element: ModdleElement, property: string): ModdleElement | null => {
  const value = element[property]
  return typeof value === 'object' && value !== null ? (value as ModdleElement) : null
}

export const textOf = (element: ModdleElement, property: string): string | null => {
  const value = element[property]
  return typeof value === 'string' && value.trim() !== '' ? value.trim() : null
}

/** `bpmn:ServiceTask` → `service task`, as people say it. */
export const plainType = (type: string): string =>
  type
    .replace(/^.*:/, '')
    .replace(/([a-z])([A-Z])/g, '$1 $2')
    .toLowerCase()
    .replace(/^sub process$/, 'sub-process')

export const nameOf = (element: ModdleElement): string | null => textOf(element, 'name')

export const isA = (element: ModdleElement, type: string): boolean =>
  element.$type === type || element.$instanceOf?.(type) === true
