import { expect, test } from 'vitest'
import { deviceWords } from './device-words.ts'

test('a browser that calls itself by several names is known by its own', () => {
  const edge =
    'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0 Safari/537.36 Edg/140.0'
  expect(deviceWords(edge)).toEqual({ browser: 'Edge', system: 'Windows', isPhone: false })
  const phone =
    'Mozilla/5.0 (iPhone; CPU iPhone OS 19_0 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/19.0 Mobile/15E148 Safari/604.1'
  expect(deviceWords(phone)).toEqual({ browser: 'Safari', system: 'iOS', isPhone: true })
})

test('an unknown program is left without a name', () => {
  expect(deviceWords('curl/8.5.0')).toEqual({ browser: undefined, system: undefined, isPhone: false })
})
