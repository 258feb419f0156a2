import { describe, expect, it } from 'vitest'
import { brandTheme, contrast, readable } from './brand.ts'

describe('the colour of a brand', () => {
  it('stays as it is when white text can be read on it', () => {
    expect(readable('#2b479f')).toBe('#2b479f')
  })

  it.each(['#ffdd00', '#00c2a8', '#ff6f61', '#ffffff'])(
    '%s is darkened until white text can be read on it',
    (color) => {
      expect(contrast(readable(color), '#ffffff')).toBeGreaterThanOrEqual(4.5)
    },
  )

  it.each([undefined, 'red', '#fff', 'url(javascript:alert(1))'])('%s is no colour and changes nothing', (color) => {
    expect(brandTheme(color)).toBeUndefined()
  })

  it('gives ten shades, the last of which carries text', () => {
    const shades = brandTheme('#b4531f')?.colors?.brand
    expect(shades).toHaveLength(10)
    expect(contrast(shades![9]!, '#ffffff')).toBeGreaterThanOrEqual(4.5)
  })
})
