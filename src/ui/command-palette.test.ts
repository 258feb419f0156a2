import { describe, expect, it } from 'vitest'
import { matching } from './command-palette.tsx'

const places = [
  { label: 'External users', group: 'System apps' },
  { label: 'Users', group: 'Administration' },
  { label: 'Café bookings', group: 'Service desk' },
]
const labels = (typed: string): string[] => matching(places, typed).map(({ label }) => label)

describe('going anywhere by typing', () => {
  it('what begins with the text comes first', () => {
    expect(labels('users')).toEqual(['Users', 'External users'])
  })

  it('several words are looked for in name and place together', () => {
    expect(labels('admin users')).toEqual(['Users'])
  })

  it('accents and capitals do not matter', () => {
    expect(labels('CAFE')).toEqual(['Café bookings'])
  })

  it('nothing fits, nothing is offered', () => {
    expect(labels('invoices')).toEqual([])
  })
})
