import { expect, test } from 'vitest'
import { phoneAsKept } from './phone.ts'

test.each([
  ['030 901820', 'DE', '+49 30 901820'],
  ['(020) 7946-0000', 'GB', '+44 20 7946 0000'],
  ['8 (912) 345-67-89', 'RU', '+7 912 345 67 89'],
  ['020 7946 0000 ext. 12', 'GB', '+44 20 7946 0000 x12'],
])('%s in %s is kept as %s', (typed, country, kept) => {
  expect(phoneAsKept(typed, country)).toBe(kept)
})

test.each([
  ['+49 30 901820', 'GB'],
  ['12-34', 'DE'],
  ['', 'DE'],
  ['ask at the desk', 'DE'],
  ['030 901820', null],
  ['030 901820', 'XX'],
])('%s stays as it is where the country is %s', (typed, country) => {
  expect(phoneAsKept(typed, country)).toBe(typed)
})
