import { randomBytes } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { openSecretBox } from './secret-box.ts'

const key = randomBytes(32)
const box = openSecretBox(key)
const sealed = box.seal('hunter2 über', 'mail.password')

describe('a sealed secret', () => {
  test('opens under its key, in its place', () => {
    expect(box.open(sealed, 'mail.password')).toBe('hunter2 über')
    expect(openSecretBox(Buffer.from(key)).open(sealed, 'mail.password')).toBe('hunter2 über')
  })

  test('says nothing of its text, and looks different each time', () => {
    expect(sealed.toString('latin1')).not.toContain('hunter2')
    expect(box.seal('hunter2 über', 'mail.password').equals(sealed)).toBe(false)
  })

  test('does not open in another place, under another key, cut short or altered in any byte', () => {
    expect(box.open(sealed, 'factor.seed')).toBeUndefined()
    expect(openSecretBox(randomBytes(32)).open(sealed, 'mail.password')).toBeUndefined()
    for (let length = 0; length < sealed.length; length += 1) {
      expect(box.open(sealed.subarray(0, length), 'mail.password')).toBeUndefined()
      const altered = Buffer.from(sealed)
      altered[length]! ^= 1
      expect(box.open(altered, 'mail.password')).toBeUndefined()
    }
  })

  test('needs a whole key', () => {
    expect(() => openSecretBox(randomBytes(16))).toThrow(/32 bytes/)
  })
})
