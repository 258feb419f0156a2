/**
 * Where somebody wanted to go before she went to a provider. It stays in this tab of this browser and is judged like any
 * address somebody may have written when it is followed (AT-159).
 */
const key = 'portico.next'

export function keepNext(next: string | undefined): void {
  if (next === undefined) sessionStorage.removeItem(key)
  else sessionStorage.setItem(key, next)
}

export function takeNext(): string | undefined {
  const next = sessionStorage.getItem(key) ?? undefined
  sessionStorage.removeItem(key)
  return next
}

const answerKey = 'portico.answer'

/**
 * What the provider sent along: in the address, or posted and kept by the page before this one (`main/landing.ts`). It
 * stands there for this moment only.
 */
export function takeAnswer(): string {
  const posted = sessionStorage.getItem(answerKey)
  sessionStorage.removeItem(answerKey)
  const inAddress = window.location.search.slice(1)
  window.history.replaceState(window.history.state, '', window.location.pathname)
  return inAddress || (posted ?? '')
}

/** The mark of a way that was begun in one's profile; it says which page goes on, and nothing else. */
export const isOfProfile = (answer: string): boolean =>
  (new URLSearchParams(answer).get('state') ?? '').startsWith('link.')
