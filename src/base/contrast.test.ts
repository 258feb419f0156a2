import { describe, expect, test } from 'vitest'
import { contrastWithWhite, isReadable, nearestReadable } from './contrast.ts'

describe('the contrast of a portal’s colour with white text', () => {
  test.each([
    ['#000000', 21],
    ['#ffffff', 1],
    ['#767676', 4.54],
    ['#0000ff', 8.59],
  ])('%s has %d', (color, expected) => {
    expect(contrastWithWhite(color)).toBeCloseTo(expected, 1)
  })

  test.each(['#ffff00', '#777777', '#00ff00', '#ffffff', '#ff8800'])(
    '%s is offered a darker shade that passes',
    (color) => {
      expect(isReadable(color)).toBe(false)
      const nearest = nearestReadable(color)
      expect(isReadable(nearest)).toBe(true)
      expect(contrastWithWhite(nearest)).toBeLessThan(4.9)
    },
  )

  test('a colour that passes stays as it is', () => {
    expect(nearestReadable('#1c5d99')).toBe('#1c5d99')
  })
})
