import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Definition } from '../../src/engine/definition.ts'
import { heldKeys, type Instance } from '../../src/engine/instance.ts'
import { simulate } from '../../src/engine/simulate.ts'
import { drawn, Play } from './play.ts'

const kinds = ['user', 'manual', 'xor', 'and', 'or', 'end', 'terminate'] as const
type Graph = { nodes: (typeof kinds)[number][]; flows: [from: number, to: number, open: boolean][] }

/** Any drawing at all, sound or not: flows lead anywhere, and conditions are as they come. */
const graphs: fc.Arbitrary<Graph> = fc.record({
  nodes: fc.array(fc.constantFrom(...kinds), { minLength: 1, maxLength: 9 }),
  flows: fc.array(fc.tuple(fc.nat(8), fc.nat(8), fc.boolean()), { minLength: 1, maxLength: 16 }),
})

/** The graph as lines; gateways that decide get conditions, and what no flow leads to is led to from the start. */
function linesOf({ nodes, flows }: Graph): string {
  const isEnd = (at: number) => nodes[at] === 'end' || nodes[at] === 'terminate'
  const drawable = flows.filter(([from, to]) => from < nodes.length && to < nodes.length && !isEnd(from))
  const reached = new Set(drawable.map(([, to]) => to))
  const lines = nodes.map((kind, at) => `${kind} n${at}`)
  for (const at of nodes.keys()) if (at === 0 || !reached.has(at)) lines.push(`s -> n${at}`)
  for (const [from, to, open] of drawable) {
    const decides = nodes[from] === 'xor' || nodes[from] === 'or'
    lines.push(`n${from} -> n${to}${decides ? ` : ${open}` : ''}`)
  }
  return ['start s', ...lines].join('\n')
}

/**
 * BPMN 2.0.2 §13.4.3 by its own words, searched forward from each token and not backward from the join: is there a token
 * that can come to an empty incoming flow, and to none that has a token, on a path that does not visit the join?
 */
function mustWait(definition: Definition, instance: Instance, join: string): boolean {
  const held = heldKeys(instance)
  const full = new Set(instance.tokens.filter(({ key }) => !held.has(key)).map(({ flow }) => flow))
  const targetOf = (flow: string) => definition.flows[flow]!.target
  const incoming = definition.elements[join]!.incoming
  const starts = [
    ...instance.tokens.map(({ flow }) => targetOf(flow)).filter((target) => target !== join),
    ...instance.elements.map(({ element }) => element),
  ]
  return starts.some((start) => {
    const visited = new Set<string>()
    const walked = new Set<string>()
    const open = [start]
    for (let at = open.pop(); at !== undefined; at = open.pop()) {
      if (at === join || visited.has(at)) continue
      visited.add(at)
      for (const flow of definition.elements[at]!.outgoing) {
        walked.add(flow)
        open.push(targetOf(flow))
      }
    }
    const ends = incoming.filter((flow) => walked.has(flow))
    return ends.some((flow) => !full.has(flow)) && !ends.some((flow) => full.has(flow))
  })
}

/** Every inclusive join that still waits does so by the rule, unless its deadlock was told. */
function assertJoinsWaitRightly({ definition, instance }: Play): void {
  if (instance.incidents.some(({ code }) => code === 'process.endless_loop')) return
  const held = heldKeys(instance)
  for (const token of instance.tokens) {
    const join = definition.elements[definition.flows[token.flow]!.target]!
    if (join.kind === 'inclusive_gateway' && !held.has(token.key))
      expect(mustWait(definition, instance, join.id)).toBe(true)
  }
}

test('whatever is drawn, every step leaves a whole instance, and nothing halts in silence', () =>
  fc.assert(
    fc.asyncProperty(graphs, fc.array(fc.nat(100), { minLength: 12, maxLength: 12 }), async (graph, path) => {
      const play = new Play(await drawn(linesOf(graph)), true).start()
      for (const turn of path) {
        assertJoinsWaitRightly(play)
        const tasks = play.tasks()
        if (play.instance.status !== 'active' || tasks.length === 0) break
        play.complete(tasks[turn % tasks.length]!)
        expect(play.refusal).toBe(null)
      }
      const waits = play.tasks().length > 0 || play.incidents().length > 0
      expect(waits).toBe(play.instance.status === 'active')
      if (play.instance.status === 'active') play.do({ type: 'cancel', reason: 'seen enough' })
      expect(play.instance).toMatchObject({ elements: [], tokens: [], incidents: [] })
    }),
    { numRuns: 500 },
  ))

test('whatever is drawn can be played, and plays the same again', () =>
  fc.assert(
    fc.asyncProperty(graphs, fc.nat(), async (graph, seed) => {
      const definition = await drawn(linesOf(graph))
      const run = simulate(definition, seed)
      expect(['completed', 'incident', 'too_long']).toContain(run.end)
      expect(simulate(definition, seed).steps.length).toBe(run.steps.length)
    }),
    { numRuns: 40 },
  ))
