import { hash } from '@node-rs/argon2'
import { describe, expect, test } from 'vitest'
import { Refusal } from '../base/refusal.ts'
import { hashPassword, isOutdated, passwordMatches } from './hashing.ts'
import { judgePassword, type PasswordRules } from './password.ts'

const own = ['Larkfield Instruments', 'Dana Whitfield', 'dana@brightwater.example']

const byDefault = { passwordLength: 12, passwordMixed: false, passwordBlocked: [] as string[] }

function judged(password: string, rules: PasswordRules = byDefault): string {
  try {
    judgePassword(password, own, rules)
    return 'taken'
  } catch (error) {
    return error instanceof Refusal && error.kind === 'unprocessable' ? error.code : String(error)
  }
}

/** Words nobody guesses first, cut to a length. */
const sentence = 'old tram bends under nine quiet elms while a kettle sings of rust and harbour fog '.repeat(3)

describe('a new password (AT-118)', () => {
  test.each([
    ['11 characters', sentence.slice(0, 11), 'password.too_short'],
    ['12 characters', 'kettle elms9', 'taken'],
    ['15 characters', sentence.slice(0, 15), 'taken'],
    ['64 characters', sentence.slice(0, 64), 'taken'],
    ['128 characters', sentence.slice(0, 128), 'taken'],
    ['129 characters', sentence.slice(0, 129), 'password.too_long'],
    ['nothing', '', 'password.too_short'],
    ['breached', 'password1234', 'password.too_common'],
    ['breached, dressed up', 'P@ssw0rd12345', 'password.too_common'],
    ['digits in a row', '123456789012', 'password.too_common'],
    ['a run of keys', 'qwertyuiop[]', 'password.too_common'],
    ['one letter again and again', 'a'.repeat(64), 'password.too_common'],
    ['a word twice', 'passwordpassword', 'password.too_common'],
    ['the product', 'portico portico', 'password.has_own_words'],
    ['the product, dressed up', 'Portico-2026!', 'password.has_own_words'],
    ['the company', 'Larkfield2026!', 'password.has_own_words'],
    ['one’s own name', 'whitfield.dana1', 'password.has_own_words'],
    ['one’s own address', 'brightwater!!!!', 'password.has_own_words'],
    ['a phrase that holds a name among others', 'larkfield sleeps under nine elms', 'taken'],
    ['emoji', '😀🐌🌲🚗🥨🎈🦉🧭🪁🛶🧵🪴', 'taken'],
    ['another script', 'чайник поёт о ржавчине', 'taken'],
    ['no letters but spaces and signs', ' .  :  ;  ,  ', 'taken'],
  ])('%s: %s', (_, password, expected) => {
    expect(judged(password)).toBe(expected)
  })

  test('is counted in characters, not in bytes or halves', () => {
    expect(judged('😀🐌🌲🚗🥨🎈')).toBe('password.too_short')
  })
})

describe('what an administrator sets of it (H81)', () => {
  test.each([
    ['a shorter one, when 8 are enough', 'elms9 ru', { passwordLength: 8 }, 'taken'],
    ['7 where 8 are wanted', 'elms9 r', { passwordLength: 8 }, 'password.too_short'],
    ['15 where 20 are wanted', sentence.slice(0, 15), { passwordLength: 20 }, 'password.too_short'],
    [
      'letters alone where all kinds are wanted',
      'nine elms and a kettle',
      { passwordMixed: true },
      'password.not_mixed',
    ],
    ['no other sign', 'Nine9ElmsAndAKettle', { passwordMixed: true }, 'password.not_mixed'],
    ['no capital', 'nine9 elms and a kettle', { passwordMixed: true }, 'password.not_mixed'],
    ['all kinds', 'Nine9 elms and a kettle', { passwordMixed: true }, 'taken'],
    ['all kinds in another script', 'Чайник поёт 9 раз', { passwordMixed: true }, 'taken'],
    ['a word that is ruled out', 'Bluebottle99!!', { passwordBlocked: ['bluebottle'] }, 'password.has_own_words'],
    ['a phrase that holds one among others', 'bluebottle over nine elms', { passwordBlocked: ['bluebottle'] }, 'taken'],
  ])('%s', (_, password, rules, expected) => {
    expect(judged(password, { ...byDefault, ...rules })).toBe(expected)
  })
})

describe('a stored password', () => {
  test('is Argon2id with its parameters beside it, and different each time', async () => {
    const [first, second] = await Promise.all([hashPassword(sentence), hashPassword(sentence)])
    expect(first).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/)
    expect(first).not.toBe(second)
    expect(await passwordMatches(first, sentence)).toBe(true)
  })

  test('keeps spaces at both ends', async () => {
    const stored = await hashPassword('  kettle elms rust ')
    expect(await passwordMatches(stored, '  kettle elms rust ')).toBe(true)
    expect(await passwordMatches(stored, 'kettle elms rust')).toBe(false)
  })

  test('is never cut off: one that differs only in character 90 fails', async () => {
    const stored = await hashPassword(`${'a'.repeat(89)}b${'c'.repeat(10)}`)
    expect(await passwordMatches(stored, `${'a'.repeat(89)}x${'c'.repeat(10)}`)).toBe(false)
  })

  test('is the same from every keyboard (NFKC)', async () => {
    const stored = await hashPassword('cafe\u0301 am gr\u00fcnen Ufer')
    expect(await passwordMatches(stored, 'caf\u00e9 am gru\u0308nen Ufer')).toBe(true)
  })

  test('without one nothing matches, not even the empty password', async () => {
    expect(await passwordMatches(null, '')).toBe(false)
    expect(await passwordMatches(null, 'anything at all')).toBe(false)
  })

  test('made with other parameters it is outdated', async () => {
    expect(isOutdated(await hashPassword(sentence))).toBe(false)
    expect(isOutdated(await hash(sentence, { memoryCost: 8192, timeCost: 2, parallelism: 1 }))).toBe(true)
    expect(isOutdated('$2b$10$abcdefghijklmnopqrstuv')).toBe(true)
  })

  test('forty at once all get their answer, four at a time', async () => {
    const stored = await hashPassword(sentence)
    const answers = await Promise.all(Array.from({ length: 40 }, () => passwordMatches(stored, sentence)))
    expect(answers.every(Boolean)).toBe(true)
  })
})
