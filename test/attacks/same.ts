import { expect } from 'vitest'
import { newId } from '../../src/base/ids.ts'
import { likeness, type Web } from '../cast/web.ts'
import type { Someone } from '../cast/world.ts'

/** An id as good as any, of nothing. */
export const unknownId = () => newId<'nothing'>()

/** The catalogue's same-404: status, body and headers of the answer are those of an id that was never given out. */
export async function expectSame404(
  web: Web,
  who: Someone,
  method: string,
  urlOf: (id: string) => string,
  victim: string,
  bodyOf?: (id: string) => unknown,
): Promise<void> {
  const hidden = await web.ask(who, method, urlOf(victim), bodyOf?.(victim))
  const id = unknownId()
  const missing = await web.ask(who, method, urlOf(id), bodyOf?.(id))
  expect([method, urlOf(victim), hidden.status, hidden.body]).toEqual([method, urlOf(victim), 404, expect.anything()])
  expect(likeness(hidden)).toEqual(likeness(missing))
  expect(hidden.body).not.toContain(victim)
}
