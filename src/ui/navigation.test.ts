import { describe, expect, it } from 'vitest'
import { currentEntry } from './navigation.ts'

const sections = [
  { key: 'top', items: [{ label: 'My tasks', href: '/tasks' }] },
  {
    key: 'workspaces',
    items: [
      { label: 'Service desk', href: '/workspaces/1', items: [{ label: 'Requests', href: '/workspaces/1/apps/2' }] },
    ],
  },
]

describe('the entry that is lit in the navigation', () => {
  it.each([
    ['/tasks', '/tasks'],
    ['/tasks/7', '/tasks'],
    ['/workspaces/1/apps/2/items/9', '/workspaces/1/apps/2'],
    ['/workspaces/1/portal', '/workspaces/1'],
  ])('at %s it is %s', (path, entry) => {
    expect(currentEntry(sections, path)).toBe(entry)
  })

  it('no entry is lit for an address that only begins alike', () => {
    expect(currentEntry(sections, '/tasks-of-others')).toBeUndefined()
    expect(currentEntry(sections, '/workspaces/10')).toBeUndefined()
  })
})
