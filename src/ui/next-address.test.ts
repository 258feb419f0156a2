import { describe, expect, it } from 'vitest'
import { nextAddress } from './next-address.ts'

describe('where a person goes after signing in', () => {
  it('is the page they wanted, with its search and its place', () => {
    expect(nextAddress('/tasks?sort=-due#first')).toBe('/tasks?sort=-due#first')
  })

  it.each([
    '//evil.example',
    '/\\evil.example',
    '\\\\evil.example',
    'javascript:alert(1)',
    'https://evil.example/tasks',
    'https:evil.example',
    '/\t/evil.example',
    '/\n/evil.example',
    '/.//evil.example',
    '/..//evil.example',
    'user:pass@evil.example',
    ' //evil.example',
    'tasks',
    '',
    null,
    undefined,
  ])('AT-159: stays on the own origin, %j is not followed', (given) => {
    expect(nextAddress(given, '/home')).toBe('/home')
  })

  it('AT-159: userinfo behind a single slash is only a path of this origin', () => {
    expect(nextAddress('/@evil.example')).toBe('/@evil.example')
  })
})
