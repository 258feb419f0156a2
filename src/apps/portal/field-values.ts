import type { FieldShape } from '../contract.ts'
import type { ItemValue, ItemValueInput, ItemValues, ItemValuesInput } from '../contract-items.ts'

/** What may be done with a field in a form; `write` follows the field's own "required". */
export type FieldAccess = 'hidden' | 'read' | 'write' | 'required'

/** What stands in the fields of a form: a person as an id, files as they were stored. */
export type FormValues = Record<string, unknown>

const startOf = ({ type, initial }: FieldShape, value: ItemValue | undefined): unknown => {
  if (value === undefined || value === null) {
    if (type === 'yes_no') return false
    if (type === 'file') return []
    if (type === 'status') return initial
    return type === 'string' || type === 'text' ? '' : undefined
  }
  return type === 'user' ? ((value as { id: string | null }).id ?? undefined) : value
}

/** The form as it begins: empty, or with what an item has. */
export const startValues = (fields: readonly FieldShape[], values?: ItemValues): FormValues =>
  Object.fromEntries(fields.map((field) => [field.code, startOf(field, values?.[field.code])]))

const written = ({ type }: FieldShape, entered: unknown): ItemValueInput => {
  if (entered === undefined || entered === null) return null
  if (type === 'string' || type === 'text') return (entered as string).trim() === '' ? null : (entered as string)
  if (type === 'file') return (entered as { id: string }[]).map(({ id }) => id)
  return entered === '' ? null : (entered as ItemValueInput)
}

/**
 * What a form sends: with `start`, only what differs from it, so that nothing is written over that somebody else has
 * changed meanwhile; without, everything that was filled in.
 */
export function enteredValues(
  fields: readonly FieldShape[],
  entered: FormValues,
  start?: FormValues,
  access: Record<string, FieldAccess> = {},
): ItemValuesInput {
  const open = fields.filter(({ code }) => !['hidden', 'read'].includes(access[code] ?? 'write'))
  const pairs = open.map((field): [FieldShape, ItemValueInput] => [field, written(field, entered[field.code])])
  const sent = pairs.filter(([field, value]) =>
    start ? JSON.stringify(value) !== JSON.stringify(written(field, start[field.code])) : value !== null,
  )
  return Object.fromEntries(sent.map(([{ code }, value]) => [code, value]))
}
