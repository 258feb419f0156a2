import { isSupportedCountry, parsePhoneNumberFromString } from 'libphonenumber-js/min'

/** What is shorter is dialled inside a house. */
const fewestDigits = 7

/**
 * A number as it is kept: with its country code, when it was typed without one and the company has said whose such
 * numbers are. What is no possible number there, or too short to be dialled from outside, stays as it was typed.
 */
export function phoneAsKept(typed: string, country: string | null): string {
  if (country === null || !isSupportedCountry(country) || typed.startsWith('+')) return typed
  if (typed.replace(/\D/g, '').length < fewestDigits) return typed
  const number = parsePhoneNumberFromString(typed, { defaultCountry: country, extract: false })
  return number?.isPossible() ? number.formatInternational() : typed
}
