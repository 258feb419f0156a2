import type { Entry } from 'ldapts'

/** Longer ones are no name and no number; a photo put into the wrong attribute is left out. */
const longest = 1000

const all = (entry: Entry, attribute: string): (Buffer | string)[] => {
  const wanted = attribute.toLowerCase()
  const key = Object.keys(entry).find((name) => name.toLowerCase() === wanted)
  const value = key === undefined ? undefined : entry[key]
  return value === undefined ? [] : Array.isArray(value) ? value : [value]
}

/** Without control characters and NUL, which PostgreSQL does not take. */
const cleaned = (text: string): string => text.replace(/[\u0000-\u001f\u007f]/g, ' ').trim()

/** The first value that says something; `isTooLong` where there is one nobody can have meant. */
export function textOf(entry: Entry, attribute: string | null): { text: string | null; isTooLong: boolean } {
  for (const value of attribute ? all(entry, attribute) : []) {
    if (value.length > longest) return { text: null, isTooLong: true }
    const text = cleaned(value.toString())
    if (text !== '') return { text, isTooLong: false }
  }
  return { text: null, isTooLong: false }
}

/** Bytes as small hexadecimal digits. */
export function hexOf(entry: Entry, attribute: string): string | null {
  const value = all(entry, attribute)[0]
  if (value === undefined || value.length === 0 || value.length > 100) return null
  return (Buffer.isBuffer(value) ? value : Buffer.from(value, 'binary')).toString('hex')
}

export const textsOf = (entry: Entry, attribute: string): string[] =>
  all(entry, attribute).map((value) => value.toString())

/** Names are compared without case and without spaces around their signs (RFC 4514, case-ignore matching). */
export const dnKey = (dn: string): string =>
  cleaned(dn)
    .normalize('NFKC')
    .toLowerCase()
    .replace(/\s*([,=+])\s*/g, '$1')
