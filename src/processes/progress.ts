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

/** What comes after an element: into a sub-process that is entered, out of one whose inside ends; empty at an end. */
function followers(definition: Definition, id: string, entering: boolean): string[] {
  const node = definition.elements[id]
  if (!node) return []
  if (entering && node.kind === 'sub_process') return node.entries
  const next = node.outgoing.flatMap((flow) => definition.flows[flow]?.target ?? [])
  return next.length > 0 || node.parent === null ? next : followers(definition, node.parent, false)
}

/** Whether every way from here to an end leads through this element. */
function isUnavoidable(definition: Definition, element: string, from: string): boolean {
  const seen = new Set([element])
  const open = followers(definition, from, false)
  if (open.length === 0) return false
  for (let id = open.pop(); id !== undefined; id = open.pop()) {
    if (seen.has(id)) continue
    seen.add(id)
    const next = followers(definition, id, true)
    if (next.length === 0) return false
    open.push(...next)
  }
  return true
}

const rank = { done: 0, current: 1, ahead: 2 } as const

/**
 * The public steps as they are told: what was done in the order it happened, then where it is, then what will come in
 * the order of the drawing. A step that comes only perhaps, such as a question back, is told when it comes.
 */
export function stepsOf(definition: Definition, { state, elements, tokens, passed }: Marking): PublicStep[] {
  const steps = progress(definition, { ...newInstance, status: state, elements, tokens, passed })
  const live = [
    ...elements.map(({ element }) => element),
    ...tokens.flatMap(({ flow }) => definition.flows[flow]?.source ?? []),
  ]
  const told = steps.filter(
    (step) => step.state !== 'ahead' || live.some((from) => isUnavoidable(definition, step.element, from)),
  )
  return told.sort(
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
