import { ZxcvbnFactory } from '@zxcvbn-ts/core'
import { adjacencyGraphs, dictionary } from '@zxcvbn-ts/language-common'
import { Refusal } from '../base/refusal.ts'
import { longestPassword } from './contract.ts'
import type { SecurityRules } from './security-contract.ts'

/**
 * Fewer guesses than this and a password is too common (zxcvbn's step between "somewhat" and "safely" unguessable). It
 * knows 49,000 breached passwords and finds them behind capitals, digits, keyboard runs and repeats.
 */
const fewestGuesses = 1e8

let judge: ZxcvbnFactory | undefined

/** Of any script: a letter without case counts as neither. */
const mixed = [/\p{Lu}/u, /\p{Ll}/u, /\p{Nd}/u, /[^\p{L}\p{Nd}]/u]

/** Shorter words stand in too many innocent sentences. */
const shortestWord = 4
/** What has to remain when product, company and own names are taken away. */
const shortestRest = 8

/** What an administrator sets of it. */
export type PasswordRules = Pick<SecurityRules, 'passwordLength' | 'passwordMixed' | 'passwordBlocked'>

/**
 * Judges a new password (portal.md §4): its length in characters after NFKC, that it is none of the first that are
 * guessed, and that it is not made of words that stand beside it: the product, the company, the person's own names, and
 * what the company has ruled out. Any sign of any script is welcome, spaces included.
 *
 * @param words names of the company and the person, her e-mail address
 * @throws Refusal 422 `password.too_short`, `password.too_long`, `password.too_common`,
 *   `password.not_mixed`, `password.has_own_words`
 */
export function judgePassword(password: string, words: string[], rules: PasswordRules): void {
  const text = password.normalize('NFKC')
  const length = [...text].length
  const min = rules.passwordLength
  if (length < min) {
    throw refused('too_short', `Expected a password of at least ${min} characters, but this one has ${length}.`)
  }
  if (length > longestPassword) {
    throw refused(
      'too_long',
      `Expected a password of at most ${longestPassword} characters, but this one has ${length}.`,
    )
  }
  if (rules.passwordMixed && !mixed.every((kind) => kind.test(text))) {
    throw refused('not_mixed', 'Expected capital and small letters, a digit and another sign in the password.')
  }
  const own = wordsOf(['Portico', ...words, ...rules.passwordBlocked])
  if (restWithout(text, own) < shortestRest) {
    throw refused(
      'has_own_words',
      'Expected a password that is not made of the name of the product, the company or yourself, nor of words your company has ruled out. Add words that have nothing to do with them.',
    )
  }
  judge ??= new ZxcvbnFactory({ dictionary, graphs: adjacencyGraphs })
  if (judge.check(text, own).guesses < fewestGuesses) {
    throw refused(
      'too_common',
      'Expected a password that is hard to guess, but this one is among the first that are tried. Several words in a row that mean something to you alone are good.',
    )
  }
}

const refused = (reason: string, sentence: string) => new Refusal('unprocessable', `password.${reason}`, sentence)

const wordsOf = (texts: string[]): string[] =>
  texts
    .flatMap((text) =>
      text
        .normalize('NFKC')
        .toLowerCase()
        .split(/[^\p{L}\p{N}]+/u),
    )
    .filter((word) => [...word].length >= shortestWord)

function restWithout(password: string, words: string[]): number {
  let rest = password.toLowerCase()
  for (const word of words) rest = rest.replaceAll(word, '')
  return [...rest].length
}
