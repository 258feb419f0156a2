import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { checkInput } from './input-issues.ts'

const t = (sentence: string, facts: Record<string, unknown> = {}): string =>
  sentence.replace(/\{\{(\w+)\}\}/g, (_, name: string) => String(facts[name]))

const schema = z.strictObject({
  name: z.string().min(1).max(10),
  email: z.email().optional(),
  code: z
    .string()
    .regex(/^[a-z]+$/, 'Only small Latin letters.')
    .optional(),
  seats: z.number().min(1).optional(),
  fields: z.array(z.strictObject({ name: z.string().min(2) })).optional(),
})

describe('what is wrong with a form is told at the field', () => {
  it('an empty required text asks to be filled in', () => {
    expect(checkInput(schema, { name: '' }, t).errors).toEqual({ name: 'Fill this in' })
  })

  it('an empty optional text is left out instead of refused', () => {
    expect(checkInput(schema, { name: 'Dana', email: '' }, t)).toEqual({ input: { name: 'Dana' }, errors: {} })
  })

  it.each([
    [{ name: 'a name that is too long' }, { name: 'At most 10 characters' }],
    [{ name: 'Dana', email: 'dana' }, { email: 'Enter an e-mail address like name@example.com' }],
    [{ name: 'Dana', code: 'X1' }, { code: 'Only small Latin letters.' }],
    [{ name: 'Dana', seats: 0 }, { seats: 'At least 1' }],
    [{ name: 'Dana', seats: 'many' }, { seats: 'This is not a valid value' }],
    [{ name: 'Dana', fields: [{ name: 'x' }] }, { 'fields.0.name': 'At least 2 characters' }],
  ])('%j is refused with %j', (entered, errors) => {
    expect(checkInput(schema, entered, t).errors).toEqual(errors)
  })
})
