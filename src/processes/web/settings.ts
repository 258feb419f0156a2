import { type Drawn, listIn, type Moddle, moddleIn } from './bpmn.ts'
import type { Pen } from './drawing.ts'

/** Our extension elements (engine/portico-moddle.json). */
export type SettingType = 'Item' | 'Executor' | 'Exclusion' | 'Form' | 'Status' | 'Due' | 'Public' | 'Button'

const isOf =
  (type: SettingType) =>
  ({ $type }: Moddle): boolean =>
    $type === `portico:${type}`

/** All settings of one type on an element of the file. */
export const settingsOf = (element: Moddle | undefined, type: SettingType): Moddle[] =>
  listIn(moddleIn(element, 'extensionElements'), 'values').filter(isOf(type))

export const settingOf = (element: Moddle | undefined, type: SettingType): Moddle | undefined =>
  settingsOf(element, type)[0]

/** An attribute left empty is left out of the file. */
const filled = (attributes: Record<string, unknown>): Record<string, unknown> =>
  Object.fromEntries(
    Object.entries(attributes).map(([name, value]) => [name, value === '' || value === null ? undefined : value]),
  )

const writeValues = (pen: Pen, drawn: Drawn, element: Moddle, values: Moddle[]): void => {
  const extensions = moddleIn(element, 'extensionElements')
  // What other tools keep here stays, in its place; an empty frame of our own making does not.
  if (values.length === 0) return pen.set(drawn, element, { extensionElements: undefined })
  if (extensions) {
    for (const value of values) value.$parent = extensions
    return pen.set(drawn, extensions, { values })
  }
  const made = pen.create('bpmn:ExtensionElements', { values })
  made.$parent = element
  for (const value of values) value.$parent = made
  pen.set(drawn, element, { extensionElements: made })
}

/** Writes the one setting of a type: changes the attributes of an existing one, makes it, or with null takes it away. */
export function writeSetting(
  pen: Pen,
  drawn: Drawn,
  element: Moddle,
  type: SettingType,
  attributes: Record<string, unknown> | null,
): void {
  const present = settingOf(element, type)
  if (present && attributes) return pen.set(drawn, present, filled(attributes))
  const values = listIn(moddleIn(element, 'extensionElements'), 'values')
  if (attributes) {
    const made = pen.create(`portico:${type}`, dropEmpty(filled(attributes)))
    return writeValues(pen, drawn, element, [...values, made])
  }
  if (present)
    writeValues(
      pen,
      drawn,
      element,
      values.filter((value) => !isOf(type)(value)),
    )
}

const dropEmpty = (attributes: Record<string, unknown>): Record<string, unknown> =>
  Object.fromEntries(Object.entries(attributes).filter(([, value]) => value !== undefined))

/** Writes all settings of a type that may be there several times (exclusions). */
export function writeSettings(
  pen: Pen,
  drawn: Drawn,
  element: Moddle,
  type: SettingType,
  all: readonly Record<string, unknown>[],
): void {
  const others = listIn(moddleIn(element, 'extensionElements'), 'values').filter((value) => !isOf(type)(value))
  const made = all.map((attributes) => pen.create(`portico:${type}`, dropEmpty(filled(attributes))))
  if (others.length + made.length > 0 || moddleIn(element, 'extensionElements'))
    writeValues(pen, drawn, element, [...others, ...made])
}
