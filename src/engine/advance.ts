import { heldKeys, type Token } from './instance.ts'
import { type Gathering, gatherings, inclusiveTake, parallelTake, targetOf } from './joins.ts'
import { type ElementKind, isJoin } from './definition.ts'
import { behaviorOf } from './elements/registry.ts'
import { emit, nodeOf, raise, type Run } from './run.ts'

/**
 * Element instances one step may begin, and events it may write, before it stops with an incident. A diagram that needs
 * more between two waits is a loop without one; a second person, a timer or the retry of the incident goes on from there.
 */
export const stepLimit = { entered: 500, events: 20_000 }

/**
 * Moves tokens until each waits. A round looks for the first thing that can happen, in this order: a token enters the
 * element its flow leads to, oldest first; a parallel join has all its tokens; a sub-process is empty; an inclusive join
 * waits for nobody. What remains is either waiting, ended or stuck.
 */
export function advance(run: Run): void {
  while (run.instance.status === 'active') {
    const move = entering(run) ?? joiningParallel(run) ?? endingSubProcess(run) ?? joiningInclusive(run)
    if (!move) return settle(run)
    if (isOverLimit(run) && move.tokens.length > 0) return raiseEndlessLoop(run, move)
    move.go()
  }
}

/** Something that can happen now, and the tokens it consumes. */
type Move = { tokens: number[]; go: () => void }

function settle(run: Run): void {
  if (run.instance.elements.length > 0 || run.instance.tokens.length > 0) reportDeadlocks(run)
  else emit(run, { type: 'instanceCompleted', terminatedBy: run.terminatedBy })
}

const isOverLimit = (run: Run): boolean => run.entered >= stepLimit.entered || run.events.length >= stepLimit.events

function raiseEndlessLoop(run: Run, move: Move): void {
  const moving = movableTokens(run).map((token) => token.key)
  const on = moving.length > 0 ? moving : move.tokens
  const first = run.instance.tokens.find((token) => token.key === on[0])
  raise(run, on, first ? targetOf(run, first).id : run.definition.id, {
    code: 'process.endless_loop',
    message: `Expected to reach a wait within ${stepLimit.entered} elements, but the process goes on. Look for a loop without a task; retry goes on from here.`,
    expression: null,
    input: null,
  })
}

function movableTokens(run: Run): Token[] {
  const held = heldKeys(run.instance)
  return run.instance.tokens.filter((token) => !held.has(token.key) && !isJoin(targetOf(run, token)))
}

function entering(run: Run): Move | null {
  const token = movableTokens(run)[0]
  return token ? { tokens: [token.key], go: () => run.enter(targetOf(run, token).id, token.scope, [token.key]) } : null
}

const joiningParallel = (run: Run) => joining(run, 'parallel_gateway', parallelTake)

const joiningInclusive = (run: Run) => joining(run, 'inclusive_gateway', (gathering) => inclusiveTake(run, gathering))

function joining(run: Run, kind: ElementKind, take: (gathering: Gathering) => number[] | null): Move | null {
  for (const gathering of gatherings(run)) {
    const tokens = gathering.join.kind === kind ? take(gathering) : null
    if (tokens) return { tokens, go: () => run.enter(gathering.join.id, gathering.scope, tokens) }
  }
  return null
}

function endingSubProcess(run: Run): Move | null {
  const { elements, tokens } = run.instance
  for (const element of elements) {
    const node = nodeOf(run.definition, element.element)
    if (node.kind !== 'sub_process' || element.state !== 'active') continue
    if ([...elements, ...tokens].some((thing) => thing.scope === element.key)) continue
    return { tokens: [], go: () => behaviorOf(node).complete(run, node, element) }
  }
  return null
}

/** A scope in which only joins wait will never move again by itself: its model is at fault, and someone must be told. */
function reportDeadlocks(run: Run): void {
  const held = heldKeys(run.instance)
  const heldTokens = run.instance.tokens.filter((token) => held.has(token.key))
  const alive = new Set([...run.instance.elements, ...heldTokens].map((thing) => thing.scope))
  for (const { join, scope, tokens } of gatherings(run)) {
    if (alive.has(scope)) continue
    raise(
      run,
      tokens.map((token) => token.key),
      join.id,
      {
        code: 'process.deadlock',
        message: `Expected more tokens at gateway "${join.name ?? join.id}", but nothing is left that could bring them. It waits for ${missing(join.incoming, tokens)}.`,
        expression: null,
        input: null,
      },
    )
  }
}

const missing = (incoming: string[], tokens: { flow: string }[]): string =>
  incoming.filter((flow) => !tokens.some((token) => token.flow === flow)).join(', ')
