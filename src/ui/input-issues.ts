import type { z } from 'zod'
import type { Translate } from './language.ts'

/** The library's own English sentences; a contract that says something better is recognised by not starting like this. */
const stock = /^(Invalid|Too (big|small)|Unrecognized)/

type Issue = z.core.$ZodIssue

function sizeText(issue: Issue & { code: 'too_small' | 'too_big' }, t: Translate): string {
  const limit = Number(issue.code === 'too_small' ? issue.minimum : issue.maximum)
  if (issue.origin === 'string') {
    if (issue.code === 'too_big') return t('At most {{count}} characters', { count: limit })
    return limit <= 1 ? t('Fill this in') : t('At least {{count}} characters', { count: limit })
  }
  if (issue.origin === 'array')
    return issue.code === 'too_small'
      ? t('Choose at least {{count}}', { count: limit })
      : t('Choose at most {{count}}', { count: limit })
  return issue.code === 'too_small' ? t('At least {{limit}}', { limit }) : t('At most {{limit}}', { limit })
}

/** What is wrong with one field, for the person filling it in. `value` is what they entered. */
export function issueText(issue: Issue, value: unknown, t: Translate): string {
  if (value === undefined || value === null || value === '') return t('Fill this in')
  if (issue.code === 'too_small' || issue.code === 'too_big') return sizeText(issue, t)
  if (!stock.test(issue.message)) return t(issue.message)
  if (issue.code === 'invalid_format' && issue.format === 'email')
    return t('Enter an e-mail address like name@example.com')
  if (issue.code === 'invalid_format' && issue.format === 'url') return t('Enter an address like https://example.com')
  return t('This is not a valid value')
}

export type Checked = { input: Record<string, unknown>; errors: Record<string, string> }

/**
 * Checks what was entered against the contract before anything is sent; the server checks the same schema again. An empty
 * text that the contract refuses but would do without is left out: that is how an optional e-mail address is not given.
 */
export function checkInput(schema: z.ZodType, entered: Record<string, unknown>, t: Translate): Checked {
  const first = schema.safeParse(entered)
  if (first.success) return { input: entered, errors: {} }
  const emptied = new Set(first.error.issues.map(({ path }) => String(path[0])).filter((name) => entered[name] === ''))
  const input = Object.fromEntries(Object.entries(entered).filter(([name]) => !emptied.has(name)))
  const second = schema.safeParse(input)
  if (second.success) return { input, errors: {} }
  const errors: Record<string, string> = {}
  for (const issue of second.error.issues) {
    const name = issue.path.join('.')
    const value = issue.path.reduce<unknown>(
      (at, step) => (at as Record<PropertyKey, unknown> | undefined)?.[step],
      entered,
    )
    errors[name] ??= issueText(issue, value, t)
  }
  return { input, errors }
}
