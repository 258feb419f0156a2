import type { FieldShape } from '../apps/contract.ts'
import type { ItemValuesInput } from '../apps/contract-items.ts'
import { type InputIssue, Refusal } from '../base/refusal.ts'
import type { FormField } from '../engine/definition.ts'
import type { Json, Variables } from '../engine/instance.ts'
import type { FormFieldShape } from '../tasks/contract.ts'

/**
 * The form as it is shown and checked: a field of the item is called and typed as the app says today, one of a variable
 * as the drawing says. A field that the app has no more is left out.
 */
export function resolveForm(form: readonly FormField[], appFields: readonly FieldShape[]): FormFieldShape[] {
  return form.flatMap((field): FormFieldShape[] => {
    const { name: code, access, from } = field
    if (from === 'variable') return [{ ...variableField(field), access, from }]
    const known = appFields.find((one) => one.code === code)
    if (!known) return []
    return [{ ...known, name: field.label ?? known.name, required: field.required || known.required, access, from }]
  })
}

const variableField = ({ name, label, type, required, options }: FormField): FieldShape => ({
  code: name,
  name: label ?? name,
  type: type ?? 'string',
  required,
  ...(type === 'number' && { decimals: 10 }),
  ...(options.length > 0 && {
    options: options.map(({ value, label }) => ({ code: value, name: label, color: 'gray' as const })),
  }),
})

/** What a person filled in, told apart by whose it is. */
export type Filled = { item: ItemValuesInput; variables: Variables }

/**
 * Takes from what was sent only what the form lets a person write. Anything else is refused by name and nothing is
 * stored: a hidden or read-only field, one of another step, a name nobody knows (AT-142, AT-143). With `check` the
 * required ones must be there. What stands in item fields is checked by the app when it is written.
 */
export function readForm(fields: readonly FormFieldShape[], sent: ItemValuesInput, check: boolean): Filled {
  const writable = new Map(fields.filter(({ access }) => access === 'write').map((field) => [field.code, field]))
  const strange = Object.keys(sent).filter((code) => !writable.has(code))
  if (strange.length > 0) throw notWritable(strange)
  const filled: Filled = { item: {}, variables: {} }
  const issues: InputIssue[] = []
  for (const field of writable.values()) {
    const value = Object.hasOwn(sent, field.code) ? sent[field.code]! : undefined
    const problem = problemOf(field, value, check)
    if (problem !== null) issues.push({ path: ['values', field.code], message: problem })
    else if (value !== undefined) (field.from === 'item' ? filled.item : filled.variables)[field.code] = value
  }
  if (issues.length > 0) throw invalid(issues, fields)
  return filled
}

function notWritable(codes: string[]): Refusal {
  const names = codes
    .slice(0, 5)
    .map((code) => `“${code.slice(0, 60)}”`)
    .join(', ')
  return new Refusal(
    'unprocessable',
    'form.field_not_writable',
    `Expected only fields that this form lets you fill, found ${names}. Nothing was stored.`,
    { fields: codes.slice(0, 20) },
  )
}

function invalid(issues: InputIssue[], fields: readonly FormFieldShape[]): Refusal {
  const first = issues[0]!
  const name = fields.find((field) => field.code === first.path[1])?.name
  return new Refusal('unprocessable', 'form.values_invalid', `${name}: ${first.message}`, { issues })
}

const isEmpty = (value: unknown): boolean =>
  value === undefined ||
  value === null ||
  (typeof value === 'string' && value.trim() === '') ||
  (Array.isArray(value) && value.length === 0)

function problemOf(field: FormFieldShape, value: Json | undefined, check: boolean): string | null {
  if (isEmpty(value)) return check && field.required ? 'Expected something here, found nothing.' : null
  return field.from === 'variable' ? variableProblem(field, value!) : null
}

const dayPattern = /^\d{4}-\d{2}-\d{2}$/
const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/

/** Longest text of a variable; all variables of an instance together are bounded by the engine. */
const mostText = { string: 1000, text: 20_000 }

function variableProblem({ type, options }: FormFieldShape, value: Json): string | null {
  switch (type) {
    case 'number':
      return typeof value === 'number' && Number.isFinite(value) ? null : 'Expected a number.'
    case 'yes_no':
      return typeof value === 'boolean' ? null : 'Expected yes or no.'
    case 'date':
      return typeof value === 'string' && isDay(value) ? null : 'Expected a date such as 2026-11-23.'
    case 'category':
      return options?.some(({ code }) => code === value) ? null : 'Expected one of the options.'
    case 'user':
      return typeof value === 'string' && uuid.test(value) ? null : 'Expected a person.'
    default: {
      const most = type === 'string' ? mostText.string : mostText.text
      if (typeof value !== 'string') return 'Expected text.'
      return value.length <= most ? null : `Expected at most ${most} characters, found ${value.length}.`
    }
  }
}

/** 31 February is a pattern and no day; a month 13 is not even a moment. */
function isDay(text: string): boolean {
  const moment = dayPattern.test(text) ? new Date(`${text}T00:00:00Z`) : new Date(Number.NaN)
  return !Number.isNaN(moment.getTime()) && moment.toISOString().startsWith(text)
}
