import { expect, test } from 'vitest'
import { askedOf } from './asked.ts'

test('days are whole days of the reader, the last one too', () => {
  expect(askedOf({ from: '2026-03-29', to: '2026-03-29' }, 'Europe/Berlin')).toEqual({
    from: '2026-03-28T23:00:00.000Z',
    to: '2026-03-29T22:00:00.000Z',
  })
  expect(askedOf({ to: '2026-12-31' }, 'UTC')).toEqual({ to: '2027-01-01T00:00:00.000Z' })
})

test('other filters go as they are, and what is not chosen is not asked', () => {
  expect(askedOf({ operation: 'signIn', outcome: undefined, actor: '1', sort: 'x' }, 'UTC')).toEqual({
    operation: 'signIn',
    actor: '1',
  })
})
