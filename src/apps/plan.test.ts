import { describe, expect, test } from 'vitest'
import type { FieldShape } from './contract.ts'
import { nothingHeld, planOf } from './plan.ts'

const line = (code: string, more: Partial<FieldShape> = {}): FieldShape => ({
  code,
  name: code.toUpperCase(),
  type: 'string',
  required: false,
  ...more,
})
const choice = (...codes: string[]): FieldShape =>
  line('kind', { type: 'category', options: codes.map((code) => ({ code, name: code, color: 'gray' })) })
const held = { items: 5, filled: { a: 3, b: 0, kind: 4 }, options: { kind: { one: 4, two: 0 } } }

describe('a plan of publishing', () => {
  test('for a new app makes the table', () => {
    expect(planOf(null, [line('a'), line('b')], nothingHeld).map(({ kind }) => kind)).toEqual(['make_table'])
  })

  test('is empty when nothing differs', () => {
    expect(planOf([line('a'), choice('one')], [line('a'), choice('one')], held)).toEqual([])
  })

  test('names what is added, changed and removed, with the items affected', () => {
    const steps = planOf([line('a'), line('b')], [line('b', { name: 'New name' }), line('c')], held)
    expect(steps.map(({ kind, field, rows, losesData }) => [kind, field, rows, losesData])).toEqual([
      ['change_field', 'b', 0, false],
      ['add_field', 'c', 0, false],
      ['remove_field', 'a', 3, true],
    ])
  })

  test('an empty field goes without being confirmed', () => {
    expect(planOf([line('a'), line('b')], [line('a')], held)).toMatchObject([
      { kind: 'remove_field', losesData: false },
    ])
  })

  test('another order is a step of its own', () => {
    expect(planOf([line('a'), line('b')], [line('b'), line('a')], held)).toMatchObject([{ kind: 'reorder' }])
  })

  test('tells that items stay without a new required field', () => {
    const [step] = planOf([line('a')], [line('a'), line('c', { required: true })], held)
    expect(step!.sentence).toContain('The 5 items there are stay without it')
  })

  test('the type of a published field is fixed', () => {
    const [step] = planOf([line('a')], [line('a', { type: 'number', decimals: 0 })], held)
    expect(step!.blocker).toContain('Add a new field with another code')
  })

  test('an option somebody uses cannot go, one that nobody uses can', () => {
    expect(planOf([choice('one', 'two')], [choice('two')], held)[0]!.blocker).toContain('4 items are still “one”')
    expect(planOf([choice('one', 'two')], [choice('one')], held)[0]!.blocker).toBeNull()
  })

  test('a code of a removed field cannot come back as another type, because history speaks of it', () => {
    const steps = planOf([line('a')], [line('a'), line('b', { type: 'date' })], held, { b: 'string' })
    expect(steps[0]!.blocker).toContain('Choose another code')
    expect(planOf([line('a')], [line('a'), line('b')], held, { b: 'string' })[0]!.blocker).toBeNull()
  })
})
