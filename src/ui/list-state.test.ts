import { describe, expect, it } from 'vitest'
import { parseSearch, writeSearch } from './address.ts'
import { nextSort, readSort } from './list-state.ts'

describe('how a list is sorted by clicking on its columns', () => {
  it('a click sorts upwards, a second downwards, a third goes back to the start', () => {
    expect(nextSort('-created', 'name', '-created')).toBe('name')
    expect(nextSort('name', 'name', '-created')).toBe('-name')
    expect(nextSort('-name', 'name', '-created')).toBeUndefined()
  })

  it('the column of the start only turns round', () => {
    expect(nextSort('-created', 'created', '-created')).toBe('created')
    expect(nextSort('created', 'created', '-created')).toBe('-created')
  })

  it('a minus means downwards', () => {
    expect(readSort('-created')).toEqual({ by: 'created', down: true })
    expect(readSort('name')).toEqual({ by: 'name', down: false })
    expect(readSort(undefined)).toBeUndefined()
  })
})

describe('the search part of an address', () => {
  it('stays plain text, numbers and all', () => {
    expect(parseSearch('?search=42&sort=-created')).toEqual({ search: '42', sort: '-created' })
    expect(writeSearch({ search: 'Ann & Bo', sort: '', tab: undefined })).toBe('?search=Ann+%26+Bo')
  })
})
