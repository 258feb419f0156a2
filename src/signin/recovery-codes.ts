import { randomBytes } from 'node:crypto'

const howMany = 10
/** 32 signs without those that look alike; 16 of them are 80 bits, too many to search a stolen database for. */
const signs = 'abcdefghijkmnpqrstuvwxyz23456789'
const groups = 4

/** Ten new codes, as they are written down: `abcd-efgh-jkmn-pqrs`. */
export const newRecoveryCodes = (): string[] => Array.from({ length: howMany }, newCode)

const newCode = (): string =>
  Array.from({ length: groups }, () => [...randomBytes(4)].map((byte) => signs[byte % signs.length]).join('')).join('-')

/** As it was given out, whatever case, spaces and dashes somebody typed. */
export const asGivenOut = (typed: string): string =>
  typed
    .toLowerCase()
    .replace(/[^a-z0-9]/g, '')
    .replace(/(.{4})(?=.)/g, '$1-')
