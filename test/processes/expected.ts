import type { Block } from './blocks.ts'

/**
 * What remains to be done of a block: an independent account of what the process means, with nothing of tokens or flows
 * in it, against which the engine is held.
 */
export type Rest =
  | { kind: 'done' }
  | { kind: 'waiting'; task: string; outcomes: string[]; next: (outcome: string | null) => Rest }
  | { kind: 'first'; rest: Rest; next: () => Rest }
  | { kind: 'all'; rests: Rest[] }

const done: Rest = { kind: 'done' }

export function begun(block: Block): Rest {
  switch (block.kind) {
    case 'task':
      return { kind: 'waiting', task: block.id, outcomes: [], next: () => done }
    case 'manual':
      return done
    case 'sequence':
      return inTurn(block.parts)
    case 'parallel':
    case 'split':
      return all(block.parts.map(begun))
    case 'exclusive':
      return begun(block.parts[block.taken % block.parts.length]!)
    case 'inclusive':
      return all(openBranches(block.parts, block.taken).map(begun))
    case 'sub':
      return begun(block.part)
    case 'buttons': {
      const outcomes = block.parts.map((_, at) => `b${at}`)
      return {
        kind: 'waiting',
        task: block.id,
        outcomes,
        next: (outcome) => begun(block.parts[outcomes.indexOf(outcome ?? '')]!),
      }
    }
    case 'loop': {
      const decided = (outcome: string | null) => (outcome === 'again' ? begun(block) : done)
      const decision: Rest = { kind: 'waiting', task: block.id, outcomes: ['again', 'done'], next: decided }
      return first(begun(block.part), () => decision)
    }
  }
}

/** The last branch is the default one: taken only when no other is. */
function openBranches(parts: Block[], taken: boolean[]): Block[] {
  const open = parts.slice(0, -1).filter((_, at) => taken[at])
  return open.length > 0 ? open : [parts.at(-1)!]
}

const inTurn = ([head, ...tail]: Block[]): Rest => (head ? first(begun(head), () => inTurn(tail)) : done)

const first = (rest: Rest, next: () => Rest): Rest => (rest.kind === 'done' ? next() : { kind: 'first', rest, next })

function all(rests: Rest[]): Rest {
  const left = rests.filter((rest) => rest.kind !== 'done')
  return left.length === 0 ? done : { kind: 'all', rests: left }
}

export type Open = { task: string; outcomes: string[] }

export function openTasks(rest: Rest): Open[] {
  if (rest.kind === 'done') return []
  if (rest.kind === 'waiting') return [{ task: rest.task, outcomes: rest.outcomes }]
  return rest.kind === 'first' ? openTasks(rest.rest) : rest.rests.flatMap(openTasks)
}

/** What remains after this task was completed. Ids are unique, and a block is open at most once at a time. */
export function after(rest: Rest, task: string, outcome: string | null): Rest {
  if (rest.kind === 'done') return rest
  if (rest.kind === 'waiting') return rest.task === task ? rest.next(outcome) : rest
  if (rest.kind === 'first') return first(after(rest.rest, task, outcome), rest.next)
  return all(rest.rests.map((inner) => after(inner, task, outcome)))
}
