import { type Drawn, listIn, type Moddle, moddleOf, textIn } from './bpmn.ts'
import type { Pen } from './drawing.ts'
import { settingOf, writeSetting } from './settings.ts'

export type FieldSetting = {
  name: string
  from: 'item' | 'variable'
  access: 'read' | 'write'
  required: boolean
  label: string
  type: string
  options: { value: string; label: string }[]
}

/** Types of variables; files need a field of the app to be kept in. */
export const variableTypes = ['string', 'text', 'number', 'yes_no', 'date', 'category', 'user'] as const

const read = (field: Moddle, byDefault: 'item' | 'variable'): FieldSetting => ({
  name: textIn(field, 'name'),
  from: textIn(field, 'from') === 'variable' ? 'variable' : textIn(field, 'from') === 'item' ? 'item' : byDefault,
  access: textIn(field, 'access') === 'read' ? 'read' : 'write',
  required: field.get('required') === true,
  label: textIn(field, 'label'),
  type: textIn(field, 'type'),
  options: listIn(field, 'options').map((option) => ({
    value: textIn(option, 'value'),
    label: textIn(option, 'label'),
  })),
})

const fieldsIn = (element: Drawn): Moddle[] => listIn(settingOf(moddleOf(element), 'Form'), 'fields')

/** A field that does not say whose it is belongs to the item where the process has an app (engine/parse/form.ts). */
export const formOf = (element: Drawn, hasApp: boolean): FieldSetting[] =>
  fieldsIn(element).map((field) => read(field, hasApp ? 'item' : 'variable'))

function writeFields(pen: Pen, element: Drawn, fields: Moddle[]): void {
  const moddle = moddleOf(element)
  const form = settingOf(moddle, 'Form')
  if (fields.length === 0) return writeSetting(pen, element, moddle, 'Form', null)
  if (!form) return writeSetting(pen, element, moddle, 'Form', { fields })
  for (const field of fields) field.$parent = form
  pen.set(element, form, { fields })
}

export function addField(pen: Pen, element: Drawn, field: Partial<FieldSetting> & { name: string }): void {
  const { options, ...attributes } = field
  writeFields(pen, element, [...fieldsIn(element), pen.create('portico:Field', attributes)])
  if (options) changeField(pen, element, fieldsIn(element).length - 1, { options })
}

export function changeField(pen: Pen, element: Drawn, at: number, change: Partial<FieldSetting>): void {
  const field = fieldsIn(element)[at]
  if (!field) return
  const { options, required, ...texts } = change
  const attributes: Record<string, unknown> = Object.fromEntries(
    Object.entries(texts).map(([name, value]) => [name, value === '' ? undefined : value]),
  )
  // Not required is how a field is without a word about it.
  if (required !== undefined) attributes.required = required || undefined
  if (options) {
    attributes.options = options.map((option) => {
      const made = pen.create('portico:Option', option)
      made.$parent = field
      return made
    })
  }
  pen.set(element, field, attributes)
}

export const removeField = (pen: Pen, element: Drawn, at: number): void =>
  writeFields(pen, element, fieldsIn(element).toSpliced(at, 1))

export function moveField(pen: Pen, element: Drawn, from: number, to: number): void {
  const fields = fieldsIn(element)
  const [moved] = fields.slice(from, from + 1)
  if (!moved || to < 0 || to >= fields.length || from === to) return
  writeFields(pen, element, fields.toSpliced(from, 1).toSpliced(to, 0, moved))
}
