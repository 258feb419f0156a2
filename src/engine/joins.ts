import { isJoin, type FlowNode } from './definition.ts'
import { heldKeys, type Token } from './instance.ts'
import { reachOf } from './reachability.ts'
import { nodeOf, type Run } from './run.ts'

/** Tokens that wait at one join of one scope. */
export type Gathering = { join: FlowNode; scope: number; tokens: Token[] }

/** All joins at which something waits, the one that has waited longest first. */
export function gatherings(run: Run): Gathering[] {
  const found = new Map<string, Gathering>()
  const held = heldKeys(run.instance)
  for (const token of run.instance.tokens) {
    const join = targetOf(run, token)
    if (!isJoin(join) || held.has(token.key)) continue
    const place = `${token.scope} ${join.id}`
    const gathering = found.get(place) ?? { join, scope: token.scope, tokens: [] }
    gathering.tokens.push(token)
    found.set(place, gathering)
  }
  return [...found.values()]
}

export const targetOf = (run: Run, token: Token): FlowNode =>
  nodeOf(run.definition, run.definition.flows[token.flow]?.target ?? '')

/**
 * The tokens that the join takes now, or null while it waits. One per incoming flow; what is more stays for the next
 * round, so that joins work in loops (BPMN 2.0.2 §13.4.1, Table 13.1).
 */
export function parallelTake({ join, tokens }: Gathering): number[] | null {
  const first = firstPerFlow(tokens)
  return join.incoming.every((flow) => first.has(flow)) ? [...first.values()] : null
}

/**
 * As `parallelTake`, by the inclusive rule (BPMN 2.0.2 §13.4.3, Table 13.3): at least one incoming flow has a token, and
 * every token elsewhere that can still come to an empty incoming flow, without passing the join, can also come to a full
 * one. It is asked when nothing else of the instance can move, so that as many tokens as possible are gathered; tokens
 * that died meanwhile no longer count, because only those that live are looked at.
 */
export function inclusiveTake(run: Run, { join, scope, tokens }: Gathering): number[] | null {
  const first = firstPerFlow(tokens)
  const reach = reachOf(run.definition, join.id)
  const empty = join.incoming.filter((flow) => !first.has(flow))
  const canCome = (element: string, flows: Iterable<string>) => [...flows].some((flow) => reach.get(flow)?.has(element))
  const waitsFor = livePlaces(run, scope, join).some(
    (element) => canCome(element, empty) && !canCome(element, first.keys()),
  )
  return waitsFor ? null : [...first.values()]
}

/** Elements of the scope that hold a token or are about to get one. */
function livePlaces(run: Run, scope: number, join: FlowNode): string[] {
  const active = run.instance.elements.filter((element) => element.scope === scope).map((element) => element.element)
  const coming = run.instance.tokens.filter((token) => token.scope === scope).map((token) => targetOf(run, token).id)
  return [...active, ...coming].filter((element) => element !== join.id)
}

function firstPerFlow(tokens: Token[]): Map<string, number> {
  const first = new Map<string, number>()
  for (const token of tokens) if (!first.has(token.flow)) first.set(token.flow, token.key)
  return first
}
