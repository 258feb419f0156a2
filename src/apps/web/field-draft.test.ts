import { describe, expect, test } from 'vitest'
import { fieldDraft, type FieldShape, fieldTypes } from '../contract.ts'
import { fieldOf, fieldValues, moved, nextColor } from './field-draft.ts'

const same = (word: string) => word
const status: FieldShape = {
  code: 'state',
  name: 'State',
  type: 'status',
  required: false,
  initial: 'open',
  options: [
    { code: 'open', name: 'Open', color: 'blue', final: false },
    { code: 'closed', name: 'Closed', color: 'green', final: true },
  ],
}

describe('a drawn field', () => {
  test.each(fieldTypes)('of type %s fits the contract as soon as it has a name', (type) => {
    const values = { ...fieldValues(type, undefined, same), name: 'Тема' }
    const options = values.options.map((option, place) => ({ ...option, name: option.name || `Option ${place}` }))
    const field = fieldOf(type, { ...values, options }, undefined, [])
    expect(fieldDraft.safeParse(field).error).toBeUndefined()
    expect(field.code).toBe('tema')
  })

  test('keeps its code and those of its options when it is renamed', () => {
    const values = fieldValues('status', status, same)
    const renamed = fieldOf('status', { ...values, name: 'Progress', options: values.options.toReversed() }, status, [])
    expect(renamed).toMatchObject({ code: 'state', name: 'Progress', initial: 'open' })
    expect(renamed.options!.map(({ code }) => code)).toEqual(['closed', 'open'])
  })

  test('begins with the first status when the one it began with is taken out', () => {
    const values = fieldValues('status', status, same)
    expect(fieldOf('status', { ...values, options: values.options.slice(1) }, status, []).initial).toBe('closed')
  })

  test('takes a code that is neither taken nor means something else', () => {
    const values = fieldValues('string', undefined, same)
    expect(fieldOf('string', { ...values, name: 'Subject' }, undefined, ['subject']).code).toBe('subject_2')
    expect(fieldOf('date', { ...values, name: 'Created at' }, undefined, []).code).toBe('created_at_2')
  })

  test('gives options of the same beginning codes of their own', () => {
    const option = { code: '', color: 'gray' as const, final: false }
    const values = { ...fieldValues('category', undefined, same), name: 'Kind' }
    const field = fieldOf(
      'category',
      {
        ...values,
        options: [
          { ...option, name: 'A!' },
          { ...option, name: 'A?' },
        ],
      },
      undefined,
      [],
    )
    expect(field.options!.map(({ code }) => code)).toEqual(['a', 'a_2'])
  })
})

test('a new option has a colour of its own', () => {
  expect(nextColor(status.options!)).toBe('gray')
  expect(nextColor([...status.options!, { color: 'gray' }])).toBe('teal')
})

test('moving puts one entry to another place', () => {
  expect(moved(['a', 'b', 'c'], 0, 2)).toEqual(['b', 'c', 'a'])
  expect(moved(['a', 'b', 'c'], 2, 0)).toEqual(['c', 'a', 'b'])
})
