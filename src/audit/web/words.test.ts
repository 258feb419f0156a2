import { expect, test } from 'vitest'
import { operationWords } from './words.ts'

test('the name of an operation is read as words', () => {
  expect(operationWords('createGroup')).toBe('Create group')
  expect(operationWords('lockUser')).toBe('Lock user')
  expect(operationWords('signIn')).toBe('Sign in')
})
