import { codeFrom, freeCode } from '../../base/text.ts'
import { type FieldShape, type FieldType, type OptionColor, optionColors, reservedCodes } from '../contract.ts'

type OptionValues = { code: string; name: string; color: OptionColor; final: boolean }

/** A field as its dialog has it; what the type does not know stays unused. */
export type FieldValues = {
  name: string
  required: boolean
  decimals: number
  options: OptionValues[]
}

const firstStatuses: [string, OptionColor, boolean][] = [
  ['New', 'blue', false],
  ['In progress', 'yellow', false],
  ['Done', 'green', true],
]

/** What the dialog begins with: the field, or a new one of the type. */
export function fieldValues(type: FieldType, field: FieldShape | undefined, t: (word: string) => string): FieldValues {
  const words = type === 'status' ? firstStatuses : type === 'category' ? [['', 'gray', false] as const] : []
  const options = field?.options?.map((option) => ({ ...option, final: option.final ?? false }))
  return {
    name: field?.name ?? '',
    required: field?.required ?? false,
    decimals: field?.decimals ?? 0,
    options: options ?? words.map(([name, color, final]) => ({ code: '', name: name && t(name), color, final })),
  }
}

/** A colour that the options do not have yet. */
export const nextColor = (options: readonly { color: OptionColor }[]): OptionColor =>
  optionColors.find((color) => !options.some((option) => option.color === color)) ?? 'gray'

/**
 * The field as it is sent. Codes come from names, once: a field or an option that has one keeps it whatever it is
 * called later, because items hold it.
 */
export function fieldOf(
  type: FieldType,
  { name, required, decimals, options }: FieldValues,
  before: FieldShape | undefined,
  takenCodes: readonly string[],
): FieldShape {
  const code = before?.code ?? freeCode(codeFrom(name), [...takenCodes, ...reservedCodes])
  const common = { code, name: name.trim(), type, required }
  if (type === 'number') return { ...common, decimals }
  if (type !== 'category' && type !== 'status') return common
  const coded = withCodes(options)
  if (type === 'category') return { ...common, options: coded.map(({ code, name, color }) => ({ code, name, color })) }
  const initial = coded.some((option) => option.code === before?.initial) ? before!.initial! : coded[0]?.code
  return { ...common, options: coded, ...(initial ? { initial } : {}) }
}

function withCodes(options: readonly OptionValues[]): OptionValues[] {
  const taken = options.map(({ code }) => code).filter(Boolean)
  return options.map((option) => {
    const code = option.code || freeCode(codeFrom(option.name), taken)
    taken.push(code)
    return { ...option, name: option.name.trim(), code }
  })
}

/** The same list with the entry at `from` at the place `to`. */
export const moved = <T>(list: readonly T[], from: number, to: number): T[] =>
  list.toSpliced(from, 1).toSpliced(to, 0, list[from]!)
