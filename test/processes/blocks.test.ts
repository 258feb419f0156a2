import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { replay } from '../../src/engine/apply.ts'
import { newInstance } from '../../src/engine/instance.ts'
import { type Block, blocks, choices, drawBlock, plain, type Variant } from './blocks.ts'
import { draw } from './draw.ts'
import { after, begun, openTasks, type Rest } from './expected.ts'
import { definitionOf, Play } from './play.ts'

/** Loops may be asked for again and again; a walk that is still running then has shown enough. */
const longestWalk = 40

/**
 * Walks a random path and compares the open tasks with the expected ones at every stage. `Play` checks each step too:
 * the replay equals the state, and nothing live is left over or missing.
 */
async function walk(block: Block, path: number[], variant: Variant, stopAndResume: boolean): Promise<void> {
  const definition = await definitionOf(draw(drawBlock(block, variant)))
  const play = new Play(definition, stopAndResume).start(choices(block))
  let rest: Rest = begun(block)
  for (let step = 0; step < longestWalk && rest.kind !== 'done'; step += 1) {
    const open = openTasks(rest)
    expect(play.tasks()).toEqual(open.map(({ task }) => variant.rename(task)).sort())
    const turn = path[step % path.length]!
    const { task, outcomes } = open[turn % open.length]!
    // Towards the end of a walk every loop is left, so that most walks see the end of the process.
    const outcome = outcomes.length === 0 ? null : step > 20 ? outcomes.at(-1)! : outcomes[turn % outcomes.length]!
    play.complete(variant.rename(task), outcome)
    expect(play.refusal).toBe(null)
    rest = after(rest, task, outcome)
  }
  if (rest.kind === 'done') expect(play.instance.status).toBe('completed')
  expect(play.incidents()).toEqual([])
  expect(replay(newInstance, play.history)).toEqual(play.instance)
}

const paths = fc.array(fc.nat(1_000), { minLength: 1, maxLength: longestWalk })

/** The draw may be repeated by hand with the seed that a failure prints. */
const holds = (variant: Variant, stopAndResume = false, numRuns = 150) =>
  fc.assert(
    fc.asyncProperty(blocks, paths, (block, path) => walk(block, path, variant, stopAndResume)),
    { numRuns },
  )

describe('random block-structured processes along random paths', () => {
  test('are never stuck, never have a token too many, and end when all is done', () => holds(plain, false, 400))

  test('go the same way when stopped and resumed at every wait', () => holds(plain, true))
})

describe('the same tasks are open at every stage', () => {
  test('after all ids were renamed', () => holds({ ...plain, rename: (id) => `Renamed-${id}.x` }))

  test.each(['xor', 'and', 'or'] as const)('with a pass-through %s gateway on every flow', (passThrough) =>
    holds({ ...plain, passThrough }),
  )

  test('with everything wrapped in a sub-process', () => holds({ ...plain, wrap: true }))
})
