import { describe, expect, it } from 'vitest'
import { makeFormat } from './format.ts'

const now = Date.parse('2026-11-23T12:00:00Z')
const english = makeFormat('en-GB', 'Europe/Berlin')
const russian = makeFormat('ru', 'Asia/Yekaterinburg')

describe('dates and sizes as a person reads them', () => {
  it('a moment is told in the time zone of the reader', () => {
    expect(english.dateTime(now)).toBe('23 Nov 2026, 13:00')
    expect(russian.time(now)).toBe('17:00')
  })

  it('dates, hours and numbers are written as the company has chosen, in the reader’s language', () => {
    const chosen = makeFormat('en-GB', 'Europe/Berlin', { date: 'iso', time: 'h12', number: 'point_comma' })
    expect([chosen.date(now), chosen.dateTime(now), chosen.number(1234.5)]).toEqual([
      '2026-11-23',
      '2026-11-23, 01:00 pm',
      '1.234,5',
    ])
    const american = makeFormat('ru', 'UTC', { date: 'mdy', time: 'language', number: 'comma_point' })
    expect([american.date(now), american.number(1234.5)]).toEqual(['11/23/2026', '1,234.5'])
    expect(makeFormat('en-GB', 'UTC', { date: 'dmy', time: 'h23', number: 'language' }).dateTime(now)).toBe(
      '23.11.2026, 12:00',
    )
  })

  it('what happened lately is told by its distance', () => {
    expect(english.relative(now - 30_000, now)).toBe('now')
    expect(english.relative(now - 3 * 60_000, now)).toBe('3 minutes ago')
    expect(english.relative(now + 26 * 3_600_000, now)).toBe('tomorrow')
    expect(russian.relative(now - 5 * 60_000, now)).toBe('5 минут назад')
  })

  it('what happened two weeks ago is told by its date', () => {
    expect(english.relative(now - 15 * 86_400_000, now)).toBe('8 Nov 2026')
  })

  it.each([
    [0, '0 bytes'],
    [999, '999 bytes'],
    [4_200, '4.2 kB'],
    [52_000_000, '52 MB'],
  ])('%d bytes are %s', (count, text) => {
    expect(english.bytes(count)).toBe(text)
  })
})
