import type { ModdleElement } from 'bpmn-moddle'
import { type FieldType, type FormField, fieldTypes } from '../definition.ts'
import { nameProblem } from '../variables.ts'
import { isOneOf, refuseValue, settingOf } from './extensions.ts'
import type { Findings } from './finding.ts'
import { listOf, textOf } from './moddle.ts'

/**
 * The fields of a start or user task form. Without `from` a field is the item's where the process has an app, else a
 * variable.
 */
export function readForm(element: ModdleElement, app: string | null, findings: Findings): FormField[] {
  const form = settingOf(element, 'Form', findings)
  const fields = form ? listOf(form, 'fields').flatMap((field) => readField(element, field, app, findings) ?? []) : []
  const names = fields.map((field) => `${field.from} ${field.name}`)
  const repeated = fields.find((field, at) => names.indexOf(`${field.from} ${field.name}`) !== at)
  if (repeated)
    findings.refuse(
      element,
      'form.field_repeated',
      `Expected each field once in a form, found "${repeated.name}" twice.`,
    )
  return fields
}

function readField(
  element: ModdleElement,
  field: ModdleElement,
  app: string | null,
  findings: Findings,
): FormField | null {
  const name = textOf(field, 'name')
  if (name === null) {
    findings.refuse(element, 'form.field_name', 'Expected each field of the form to have a name, found one without.')
    return null
  }
  const access = textOf(field, 'access') ?? 'write'
  const from = textOf(field, 'from') ?? (app === null ? 'variable' : 'item')
  if (!isOneOf(['read', 'write'] as const, access))
    return refuseValue(element, findings, `access to field "${name}"`, ['read', 'write'], access)
  if (!isOneOf(['item', 'variable'] as const, from))
    return refuseValue(element, findings, `source of field "${name}"`, ['item', 'variable'], from)
  if (from === 'item' && app === null) {
    findings.refuse(
      element,
      'form.no_app',
      `Expected the process to name its app, because field "${name}" comes from its item. Choose the app, or make the field a variable.`,
    )
  }
  const problem = from === 'variable' ? nameProblem(name) : null
  if (problem) findings.refuse(element, 'form.variable_name', problem)
  const required = field['required'] === true
  return {
    name,
    from,
    access,
    required,
    label: textOf(field, 'label'),
    ...readType(element, field, name, from, findings),
  }
}

/** Type and options of an item's field are the app's own count, so that the two cannot disagree. */
function readType(
  element: ModdleElement,
  field: ModdleElement,
  name: string,
  from: 'item' | 'variable',
  findings: Findings,
): Pick<FormField, 'type' | 'options'> {
  const written = textOf(field, 'type') ?? (from === 'variable' ? 'string' : null)
  if (written !== null && !isOneOf(fieldTypes, written)) {
    refuseValue(element, findings, `type of field "${name}"`, fieldTypes, written)
    return { type: null, options: [] }
  }
  const type: FieldType | null = from === 'item' ? null : written
  const options = listOf(field, 'options').flatMap((option) => {
    const value = textOf(option, 'value')
    return value === null ? [] : [{ value, label: textOf(option, 'label') ?? value }]
  })
  if (type === 'category' && options.length === 0) {
    findings.refuse(element, 'form.no_options', `Expected field "${name}" to have options to choose from, found none.`)
  }
  return { type, options: from === 'item' ? [] : options }
}
