import { expect, test } from 'vitest'
import type { FieldShape } from '../contract.ts'
import { chosenFilters, filtersOf } from './item-filters.ts'

const field = (code: string, type: FieldShape['type'], options?: FieldShape['options']): FieldShape => ({
  code,
  name: code,
  type,
  required: false,
  ...(options && { options }),
})
const fields = [
  field('subject', 'string'),
  field('kind', 'category', [{ code: 'fault', name: 'Fault', color: 'red' }]),
  field('urgent', 'yes_no'),
  field('responsible', 'user'),
  field('status', 'status', [{ code: 'new', name: 'New', color: 'blue' }]),
]

test('the status comes first, then other choices, then one’s own', () => {
  expect(filtersOf(fields, (words) => words).map(({ name }) => name)).toEqual([
    'status',
    'kind',
    'urgent',
    'responsible',
    'created_by',
  ])
})

test('choices become filters of the right type', () => {
  const chosen = { status: 'new', urgent: 'false', responsible: 'nobody', created_by: 'me', kind: undefined }
  expect(chosenFilters(fields, chosen)).toEqual([
    { field: 'status', op: 'eq', value: 'new' },
    { field: 'urgent', op: 'eq', value: false },
    { field: 'responsible', op: 'is_empty' },
    { field: 'created_by', op: 'eq', value: 'me' },
  ])
})

test('what an old link names and is gone narrows nothing', () => {
  expect(chosenFilters(fields, { gone: 'x', kind: 'removed' })).toEqual([])
})
