import { expect, test } from 'vitest'
import { lookAt } from './password-strength.ts'

test('a short password is weak however mixed it is', () => {
  expect(lookAt('aB3$x', 12, [])).toMatchObject({ longEnough: false, strength: 1 })
})

test('length alone does not help: repeats and runs surprise nobody', () => {
  expect(lookAt('aaaaaaaaaaaaaaaaaaaa', 12, []).strength).toBe(1)
  expect(lookAt('abcdefghijklmnopqrst', 12, []).strength).toBe(1)
})

test('a few unrelated words are strong', () => {
  expect(lookAt('lantern-copper-vividly', 12, []).strength).toBe(4)
})

test('one’s own name, e-mail or company is seen, whatever its case', () => {
  expect(lookAt('Whitfield-2026-x', 12, ['Dana Whitfield']).unlikeYou).toBe(false)
  expect(lookAt('brightWATER-2026', 12, ['dana@brightwater.example'])).toMatchObject({ unlikeYou: false, strength: 1 })
  expect(lookAt('something else 9', 12, ['Dana Whitfield']).unlikeYou).toBe(true)
})

test('nothing typed has no strength', () => {
  expect(lookAt('', 12, []).strength).toBe(0)
})
