import type { FileId, UserId } from '../base/ids.ts'
import { type InputIssue, Refusal } from '../base/refusal.ts'
import type { FieldShape } from './contract.ts'
import type { ItemValueInput, ItemValuesInput } from './contract-items.ts'
import { textLimits } from './field.ts'

/** As it stands in a column: people and files by their ids. */
export type StoredValue = string | number | boolean | null | string[]
export type StoredValues = Record<string, StoredValue>

/** Values that are right in themselves; whether the people and files named are there is not known yet. */
export type CheckedValues = { values: StoredValues; users: UserId[]; files: FileId[] }

/**
 * `create`: required fields have to be there, a status begins with its first. `process`: the same for an item that a
 * process makes, whose form need not ask for everything. `edit`: only what is given is looked at.
 */
export type WritingMode = 'create' | 'process' | 'edit'

const filesInFieldLimit = 20
const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/
const controls = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f]/

/** @throws Refusal `item.values_invalid` naming every wrong field, what was expected and what was found. */
export function checkValues(fields: readonly FieldShape[], given: ItemValuesInput, mode: WritingMode): CheckedValues {
  const issues: InputIssue[] = []
  const values: StoredValues = {}
  for (const code of Object.keys(given)) {
    if (!fields.some((field) => field.code === code)) {
      issues.push({ path: ['values', code], message: 'There is no such field here' })
    }
  }
  for (const field of fields) {
    const isGiven = Object.hasOwn(given, field.code)
    if (!isGiven && mode === 'edit') continue
    const value = isEmpty(given[field.code]) ? null : given[field.code]!
    const problem = value === null ? problemOfNothing(field, mode, isGiven) : problemOf(field, value)
    if (problem) issues.push({ path: ['values', field.code], message: problem })
    else values[field.code] = value ?? startOf(field, mode)
  }
  if (issues.length > 0) {
    throw new Refusal('invalid', 'item.values_invalid', sentenceFor(issues[0]!, fields), { issues })
  }
  return { values, ...namedIn(fields, values) }
}

const isEmpty = (value: ItemValueInput | undefined): boolean =>
  value === undefined ||
  value === null ||
  (typeof value === 'string' && value.trim() === '') ||
  (Array.isArray(value) && value.length === 0)

const startOf = (field: FieldShape, mode: WritingMode): StoredValue =>
  mode !== 'edit' && field.type === 'status' ? (field.initial ?? null) : null

function problemOfNothing(field: FieldShape, mode: WritingMode, isGiven: boolean): string | undefined {
  if (!field.required) return undefined
  if (mode !== 'edit' && field.type === 'status') return undefined
  return mode === 'process' && !isGiven ? undefined : 'Fill this in'
}

function problemOf(field: FieldShape, value: Exclude<ItemValueInput, null>): string | undefined {
  switch (field.type) {
    case 'string':
    case 'text':
      return problemOfText(value, textLimits[field.type], field.type === 'string')
    case 'number':
      return problemOfNumber(value, field.decimals ?? 0)
    case 'yes_no':
      return typeof value === 'boolean' ? undefined : 'Expected yes or no'
    case 'date':
      return isDay(value) ? undefined : 'Expected a day such as 2026-11-23'
    case 'category':
    case 'status':
      return field.options?.some(({ code }) => code === value) ? undefined : 'Expected one of the options'
    case 'user':
      return typeof value === 'string' && uuid.test(value) ? undefined : 'Expected the id of a person'
    case 'file':
      return problemOfFiles(value)
  }
}

function problemOfText(value: unknown, limit: number, isLine: boolean): string | undefined {
  if (typeof value !== 'string') return 'Expected a text'
  if (value.length > limit) return `Expected at most ${limit} characters`
  if (controls.test(value)) return 'Expected no control characters'
  return isLine && /[\r\n]/.test(value) ? 'Expected one line' : undefined
}

/** Numbers are kept exactly; beyond this JSON could not carry them to a browser and back. */
const largest = 1e15

function problemOfNumber(value: unknown, decimals: number): string | undefined {
  if (typeof value !== 'number' || !Number.isFinite(value)) return 'Expected a number'
  if (Math.abs(value) > largest) return 'Expected a number of at most 15 digits'
  if (Number(value.toFixed(decimals)) === value) return undefined
  return decimals === 0 ? 'Expected a whole number' : `Expected at most ${decimals} decimals`
}

export function isDay(value: unknown): value is string {
  if (typeof value !== 'string' || !/^\d{4}-\d{2}-\d{2}$/.test(value) || value.startsWith('0000')) return false
  const day = new Date(`${value}T00:00:00Z`)
  return !Number.isNaN(day.getTime()) && day.toISOString().startsWith(value)
}

function problemOfFiles(value: unknown): string | undefined {
  if (!Array.isArray(value) || !value.every((id) => uuid.test(id))) return 'Expected a list of ids of uploaded files'
  if (value.length > filesInFieldLimit) return `Expected at most ${filesInFieldLimit} files`
  return new Set(value).size === value.length ? undefined : 'Expected each file once'
}

function namedIn(fields: readonly FieldShape[], values: StoredValues): Pick<CheckedValues, 'users' | 'files'> {
  const of = (type: FieldShape['type']) =>
    fields.flatMap((field) => (field.type === type ? (values[field.code] ?? []) : [])) as string[]
  return { users: [...new Set(of('user'))] as UserId[], files: of('file') as FileId[] }
}

function sentenceFor({ path, message }: InputIssue, fields: readonly FieldShape[]): string {
  const name = fields.find(({ code }) => code === path[1])?.name ?? String(path[1])
  return `${name}: ${message}.`
}
