import { describe, expect, it } from 'vitest'
import { links } from './employee-links.ts'
import { link } from './links.ts'
import { portalLinks } from './portal-links.ts'

describe('addresses of screens', () => {
  it('are written with their parameters and search', () => {
    const group = link('/groups/:group', 'Group')
    expect(group({ group: '7' })).toBe('/groups/7')
    expect(group({ group: '7' }, { tab: 'members', sort: undefined })).toBe('/groups/7?tab=members')
  })

  it('AT-159: a parameter cannot leave its place in the path', () => {
    expect(link('/portal/:portal', 'Portal')({ portal: '../admin?x=//evil' })).toBe(
      '/portal/..%2Fadmin%3Fx%3D%2F%2Fevil',
    )
  })

  it('are each listed once, with a title', () => {
    const paths = [...Object.values(links), ...Object.values(portalLinks)].map(({ path }) => path)
    expect(new Set(paths).size).toBe(paths.length)
    expect([...Object.values(links), ...Object.values(portalLinks)].every(({ title }) => title !== '')).toBe(true)
  })
})
