import type { ProcessVersionId } from '../base/ids.ts'
import type { Definition } from '../engine/definition.ts'
import { type ElementInstance, newInstance, type Token } from '../engine/instance.ts'
import { type PublicStep, progress } from '../engine/progress.ts'
import type { Db } from '../sql/database.ts'
import { definitionOf } from './definitions.ts'

/** Where an instance is; variables and incidents do not matter for that. */
export type Marking = {
  state: 'active' | 'completed' | 'cancelled'
  elements: ElementInstance[]
  tokens: Token[]
  passed: string[]
  version: ProcessVersionId
}

const rank = { done: 0, current: 1, ahead: 2 } as const

/**
 * The public steps as they are told: what was done in the order it happened, then where it is, then what may come in
 * the order of the drawing.
 */
export function stepsOf(definition: Definition, { state, elements, tokens, passed }: Marking): PublicStep[] {
  const steps = progress(definition, { ...newInstance, status: state, elements, tokens, passed })
  return steps.sort(
    (a, b) =>
      rank[a.state] - rank[b.state] || (a.state === 'done' ? passed.indexOf(a.element) - passed.indexOf(b.element) : 0),
  )
}

/** The public step an instance is in, or for an ended one the last it passed; null where none is public. */
export async function currentStep(db: Db, marking: Marking): Promise<string | null> {
  const steps = stepsOf(await definitionOf(db, marking.version), marking)
  const current = steps.find(({ state }) => state === 'current')
  if (current || marking.state === 'active') return current?.name ?? null
  return steps.findLast(({ state }) => state === 'done')?.name ?? null
}
