import type { FileId } from '../base/ids.ts'
import type { FieldShape } from './contract.ts'
import type { ItemChangeShape } from './contract-items.ts'
import type { CheckedValues, StoredValue, StoredValues } from './item-values.ts'
import type { ItemChanges } from './item-write.sql.ts'

const same = (a: StoredValue | undefined, b: StoredValue | undefined): boolean =>
  JSON.stringify(a ?? null) === JSON.stringify(b ?? null)

/** What writing these values would change, field by field, and which files come and go with it. */
export function changesTo(
  before: StoredValues,
  { values, files }: CheckedValues,
): { changes: ItemChanges; attached: FileId[]; detached: FileId[] } {
  const changes: ItemChanges = {}
  for (const [code, to] of Object.entries(values)) {
    if (!same(before[code], to)) changes[code] = { from: before[code] ?? null, to }
  }
  const listed = (value: StoredValue | undefined) => (Array.isArray(value) ? value : []) as FileId[]
  const had = new Set(Object.keys(changes).flatMap((code) => listed(before[code])))
  const has = new Set(Object.keys(changes).flatMap((code) => listed(changes[code]!.to)))
  const elsewhere = new Set(Object.entries(before).flatMap(([code, value]) => (changes[code] ? [] : listed(value))))
  return {
    changes,
    attached: files.filter((id) => has.has(id) && !had.has(id)),
    detached: [...had].filter((id) => !has.has(id) && !elsewhere.has(id)),
  }
}

/** Names of the people and files that changes speak of. */
export type Names = ReadonlyMap<string, string>

/** Every person and file that these changes speak of, by id. */
export function namedIn(
  fields: readonly FieldShape[],
  all: readonly ItemChanges[],
): { users: string[]; files: string[] } {
  const of = (type: FieldShape['type']): string[] => {
    const codes = new Set(fields.flatMap((field) => (field.type === type ? [field.code] : [])))
    const values = all.flatMap((changes) => Object.entries(changes).filter(([code]) => codes.has(code)))
    const ids = values.flatMap(([, { from, to }]) => [from, to].flat())
    return [...new Set(ids.filter((id): id is string => typeof id === 'string'))]
  }
  return { users: of('user'), files: of('file') }
}

/** Changes as people read them: names of options, people and files instead of codes and ids. */
export function inWords(fields: readonly FieldShape[], changes: ItemChanges, names: Names): ItemChangeShape['changes'] {
  return fields.flatMap((field) => {
    const change = changes[field.code]
    if (!change) return []
    return [
      {
        field: field.code,
        name: field.name,
        from: inWord(field, change.from, names),
        to: inWord(field, change.to, names),
      },
    ]
  })
}

function inWord({ type, options }: FieldShape, value: StoredValue, names: Names): string | null {
  if (value === null) return null
  switch (type) {
    case 'category':
    case 'status':
      return options?.find(({ code }) => code === value)?.name ?? String(value)
    case 'user':
      return names.get(String(value)) ?? '—'
    case 'file':
      return Array.isArray(value) ? value.map((id) => names.get(id) ?? '—').join(', ') : null
    default:
      // Long texts are told by their beginning: history answers "what happened", the item shows the text.
      return String(value).slice(0, 500)
  }
}
