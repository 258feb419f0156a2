import { describe, expect, test } from 'vitest'
import type { FieldShape } from '../contract.ts'
import { enteredValues, startValues } from './field-values.ts'

const field = (code: string, type: FieldShape['type'], more: Partial<FieldShape> = {}): FieldShape => ({
  code,
  name: code,
  type,
  required: false,
  ...more,
})
const fields = [
  field('subject', 'string'),
  field('hours', 'number'),
  field('urgent', 'yes_no'),
  field('responsible', 'user'),
  field('attachments', 'file'),
  field('status', 'status', { initial: 'new' }),
]
const file = { id: 'f1' as never, name: 'a.txt', size: 1, mediaType: 'application/octet-stream' }
const item = {
  subject: 'Scale',
  hours: 2,
  urgent: true,
  responsible: { id: 'u1' as never, name: 'Kevin' },
  attachments: [file],
  status: 'done',
}

describe('a form for an item', () => {
  test('begins empty, with the first status', () => {
    expect(startValues(fields)).toEqual({
      subject: '',
      hours: undefined,
      urgent: false,
      responsible: undefined,
      attachments: [],
      status: 'new',
    })
  })

  test('sends what was filled in, people and files by their ids', () => {
    expect(enteredValues(fields, startValues(fields, item))).toEqual({
      subject: 'Scale',
      hours: 2,
      urgent: true,
      responsible: 'u1',
      attachments: ['f1'],
      status: 'done',
    })
  })

  test('sends nothing when nothing was changed', () => {
    const start = startValues(fields, item)
    expect(enteredValues(fields, start, start)).toEqual({})
  })

  test('sends only what was changed, and emptied fields as nothing', () => {
    const start = startValues(fields, item)
    const entered = { ...start, subject: '  ', attachments: [], hours: '', status: 'new' }
    expect(enteredValues(fields, entered, start)).toEqual({
      subject: null,
      attachments: [],
      hours: null,
      status: 'new',
    })
  })

  test('never sends what may only be read', () => {
    const access = { subject: 'read', status: 'hidden' } as const
    expect(enteredValues(fields, { subject: 'x', status: 'new', hours: 1 }, undefined, access)).toEqual({ hours: 1 })
  })
})
