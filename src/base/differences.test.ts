import { expect, test } from 'vitest'
import { differences } from './differences.ts'

test('what differs is told with what it was and what it is', () => {
  expect(differences({ name: 'Old', color: 'red' }, { name: 'New', color: 'red' })).toEqual({
    changes: { name: ['Old', 'New'] },
  })
  expect(differences({ days: [1] }, { days: [1, 2] })).toEqual({ changes: { days: [[1], [1, 2]] } })
  expect(differences({ at: { a: 1, b: 2 } }, { at: { b: 2, a: 1 } })).toEqual({})
})

test('what was not asked for, what is the same and the version itself are no differences', () => {
  expect(differences({ name: 'Old', phone: null, version: 1 }, { name: undefined, phone: null, version: 2 })).toEqual(
    {},
  )
})

test('what was not there before was nothing, and what is emptied becomes nothing', () => {
  expect(differences({}, { phone: '1' })).toEqual({ changes: { phone: [null, '1'] } })
  expect(differences({ phone: '1' }, { phone: null })).toEqual({ changes: { phone: ['1', null] } })
  expect(differences({}, { phone: null })).toEqual({})
})
