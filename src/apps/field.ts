import type { FieldDraft, FieldShape, FieldType } from './contract.ts'

/** How a type is kept in the app's table. */
export const columnTypes: Record<FieldType, string> = {
  string: 'text',
  text: 'text',
  number: 'numeric',
  yes_no: 'boolean',
  date: 'date',
  category: 'text',
  status: 'text',
  user: 'uuid',
  file: 'uuid[]',
}

export const textLimits = { string: 500, text: 100_000 } as const

/** What a draft says about a field, as everyone else reads it. */
export function shapeOfDraft(draft: FieldDraft): FieldShape {
  const { code, name, type, required } = draft
  const common = { code, name, type, required }
  switch (draft.type) {
    case 'number':
      return { ...common, decimals: draft.decimals }
    case 'category':
      return { ...common, options: draft.options }
    case 'status':
      return { ...common, options: draft.options, initial: draft.initial ?? draft.options[0]!.code }
    default:
      return common
  }
}

/** The part of a field that is kept as settings beside its columns of the same name. */
export const settingsOf = ({ code: _c, name: _n, type: _t, required: _r, ...settings }: FieldShape) => settings

export const sameField = (a: FieldShape, b: FieldShape): boolean =>
  a.name === b.name &&
  a.type === b.type &&
  a.required === b.required &&
  a.decimals === b.decimals &&
  a.initial === b.initial &&
  JSON.stringify(a.options ?? []) === JSON.stringify(b.options ?? [])

/** An item is called by the field chosen for it, else by its first line of text. */
export const titleFieldOf = (fields: readonly FieldShape[], chosen: string | null): string | null =>
  fields.find((field) => field.code === chosen)?.code ?? fields.find((field) => field.type === 'string')?.code ?? null

/** What a new app begins with: something to call its items by. */
export const firstFields: FieldShape[] = [{ code: 'name', name: 'Name', type: 'string', required: true }]
