import type { Translate } from '../../ui/language.ts'
import type { ChoiceFilter, Filter } from '../../ui/filter.ts'
import type { FieldShape } from '../contract.ts'
import type { ItemFilter } from '../contract-items.ts'

const mine = 'created_by'
const shownAtMost = 4

const isChoice = ({ type }: FieldShape): boolean => ['status', 'category', 'yes_no', 'user'].includes(type)

/** What a list of items can be narrowed by with one choice each. */
export function filtersOf(fields: readonly FieldShape[], t: Translate): Filter[] {
  const choices = fields.filter(isChoice).toSorted((a, b) => Number(b.type === 'status') - Number(a.type === 'status'))
  return [
    ...choices.slice(0, shownAtMost).map((field) => ({
      name: field.code,
      label: field.name,
      options: optionsOf(field, t),
    })),
    { name: mine, label: t('Made by'), options: [{ value: 'me', label: t('Made by me') }] },
  ]
}

function optionsOf({ type, options = [] }: FieldShape, t: Translate): ChoiceFilter['options'] {
  if (type === 'user') {
    return [
      { value: 'me', label: t('Me') },
      { value: 'nobody', label: t('Nobody') },
    ]
  }
  if (type !== 'yes_no') return options.map(({ code, name }) => ({ value: code, label: name }))
  return [
    { value: 'true', label: t('Yes') },
    { value: 'false', label: t('No') },
  ]
}

/** The choices as the server is asked for them. What an old link still names and nobody knows any more is left out. */
export function chosenFilters(fields: readonly FieldShape[], chosen: Record<string, string | undefined>): ItemFilter[] {
  return Object.entries(chosen).flatMap(([name, value]): ItemFilter[] => {
    if (value === undefined) return []
    if (name === mine) return [{ field: mine, op: 'eq', value: 'me' }]
    const field = fields.find(({ code }) => code === name)
    if (!field) return []
    if (field.type === 'yes_no') return [{ field: name, op: 'eq', value: value === 'true' }]
    if (field.type === 'user') {
      return value === 'nobody' ? [{ field: name, op: 'is_empty' }] : [{ field: name, op: 'eq', value: 'me' }]
    }
    return field.options?.some(({ code }) => code === value) ? [{ field: name, op: 'eq', value }] : []
  })
}
