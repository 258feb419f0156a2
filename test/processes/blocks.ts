import * as fc from 'fast-check'
import type { Variables } from '../../src/engine/instance.ts'

/** A block-structured process: one way in, one way out, so what must happen can be told without any engine. */
export type Block =
  | { kind: 'task' | 'manual'; id: string }
  | { kind: 'sequence' | 'parallel' | 'split'; id: string; parts: Block[] }
  /** `taken`: the branch of an exclusive gateway; for an inclusive one, which branches, the last being the default. */
  | { kind: 'exclusive'; id: string; parts: Block[]; taken: number }
  | { kind: 'inclusive'; id: string; parts: Block[]; taken: boolean[] }
  | { kind: 'sub'; id: string; part: Block; started: boolean }
  /** A task with a button for each part. */
  | { kind: 'buttons'; id: string; parts: Block[] }
  /** The part, then a task that asks for another round or not. */
  | { kind: 'loop'; id: string; part: Block }

const shapes = fc.letrec<{ block: Block }>((tie) => {
  const parts = (least: number) => fc.array(tie('block'), { minLength: least, maxLength: 3 })
  const id = fc.constant('')
  return {
    block: fc.oneof(
      { maxDepth: 4, withCrossShrink: true },
      fc.record({ kind: fc.constant('task' as const), id }),
      fc.record({ kind: fc.constant('manual' as const), id }),
      fc.record({
        kind: fc.constantFrom('sequence' as const, 'parallel' as const, 'split' as const),
        id,
        parts: parts(2),
      }),
      fc.record({ kind: fc.constant('exclusive' as const), id, parts: parts(2), taken: fc.nat(2) }),
      fc.record({
        kind: fc.constant('inclusive' as const),
        id,
        parts: parts(2),
        taken: fc.array(fc.boolean(), { minLength: 3, maxLength: 3 }),
      }),
      fc.record({ kind: fc.constant('sub' as const), id, part: tie('block'), started: fc.boolean() }),
      fc.record({ kind: fc.constant('buttons' as const), id, parts: parts(1) }),
      fc.record({ kind: fc.constant('loop' as const), id, part: tie('block') }),
    ),
  }
}).block

/** A random process whose elements have ids of their own. */
export const blocks: fc.Arbitrary<Block> = shapes.map((shape) => numbered(shape, { next: 1 }))

function numbered(block: Block, counter: { next: number }): Block {
  const id = `n${counter.next++}`
  if ('parts' in block) return { ...block, id, parts: block.parts.map((part) => numbered(part, counter)) }
  if ('part' in block) return { ...block, id, part: numbered(block.part, counter) }
  return { ...block, id }
}

/** Changes to a drawing that must not change which tasks are open when. */
export type Variant = { rename: (id: string) => string; passThrough: '' | 'xor' | 'and' | 'or'; wrap: boolean }
export const plain: Variant = { rename: (id) => id, passThrough: '', wrap: false }

type Drawing = { lines: string[]; variant: Variant; gateways: number }

/** The block as lines for `draw`. */
export function drawBlock(block: Block, variant: Variant): string {
  const drawing: Drawing = { lines: [], variant, gateways: 0 }
  if (variant.wrap) drawing.lines.push('start wrap_start', 'sub wrap {')
  drawScope(drawing, block, 'process')
  if (variant.wrap) drawing.lines.push('}', 'end wrap_end', 'wrap_start -> wrap', 'wrap -> wrap_end')
  return drawing.lines.join('\n')
}

function drawScope(drawing: Drawing, block: Block, name: string): void {
  const id = drawing.variant.rename(name)
  drawing.lines.push(`start ${id}_start`, `end ${id}_end`)
  const { first, last } = drawPart(drawing, block)
  connect(drawing, `${id}_start`, first)
  connect(drawing, last, `${id}_end`)
}

/** Its merge has an incoming flow, so without a start event nothing would begin there (BPMN 2.0.2 §13.2). */
const beginsWithLoop = (block: Block): boolean =>
  block.kind === 'loop' || (block.kind === 'sequence' && beginsWithLoop(block.parts[0]!))

type Ends = { first: string; last: string }

function drawPart(drawing: Drawing, block: Block): Ends {
  const id = drawing.variant.rename(block.id)
  const add = (...lines: string[]) => drawing.lines.push(...lines)
  switch (block.kind) {
    case 'task':
    case 'manual':
      add(`${block.kind === 'task' ? 'user' : 'manual'} ${id}`)
      return { first: id, last: id }
    case 'sequence': {
      const ends = block.parts.map((part) => drawPart(drawing, part))
      for (const [at, { first }] of ends.entries()) if (at > 0) connect(drawing, ends[at - 1]!.last, first)
      return { first: ends[0]!.first, last: ends.at(-1)!.last }
    }
    case 'parallel':
      add(`and ${id}_fork`, `and ${id}_join`)
      return branches(drawing, block.parts, `${id}_fork`, `${id}_join`, () => '')
    case 'split':
      // Several plain flows out of an activity: a parallel split without a gateway.
      add(`manual ${id}_fork`, `and ${id}_join`)
      return branches(drawing, block.parts, `${id}_fork`, `${id}_join`, () => '')
    case 'exclusive':
      add(`xor ${id}_split`, `xor ${id}_merge`)
      return branches(drawing, block.parts, `${id}_split`, `${id}_merge`, (at) => ` : ${block.id} = ${at}`)
    case 'inclusive':
      add(`or ${id}_split`, `or ${id}_join`)
      return branches(drawing, block.parts, `${id}_split`, `${id}_join`, (at) =>
        at === block.parts.length - 1 ? 'default' : ` : ${block.id}_${at} = true`,
      )
    case 'buttons':
      add(`user ${id}`, `xor ${id}_merge`)
      return branches(drawing, block.parts, id, `${id}_merge`, (at) => ` ! b${at}`)
    case 'loop': {
      add(`xor ${id}_again`, `user ${id}`, `xor ${id}_out`)
      const { first, last } = drawPart(drawing, block.part)
      connect(drawing, `${id}_again`, first)
      connect(drawing, last, id)
      connect(drawing, id, `${id}_again`, ' ! again')
      connect(drawing, id, `${id}_out`, ' ! done')
      return { first: `${id}_again`, last: `${id}_out` }
    }
    case 'sub': {
      add(`sub ${id} {`)
      if (block.started || beginsWithLoop(block.part)) drawScope(drawing, block.part, block.id)
      else drawPart(drawing, block.part)
      add('}')
      return { first: id, last: id }
    }
  }
}

function branches(drawing: Drawing, parts: Block[], from: string, to: string, label: (at: number) => string): Ends {
  for (const [at, part] of parts.entries()) {
    const { first, last } = drawPart(drawing, part)
    connect(drawing, from, first, label(at))
    connect(drawing, last, to)
  }
  return { first: from, last: to }
}

function connect(drawing: Drawing, from: string, to: string, label = ''): void {
  const flow = (source: string, target: string) =>
    label === 'default' ? `${source} => ${target}` : `${source} -> ${target}${label}`
  const { passThrough } = drawing.variant
  if (passThrough === '') drawing.lines.push(flow(from, to))
  else {
    const gateway = `pass_${drawing.gateways++}`
    drawing.lines.push(`${passThrough} ${gateway}`, flow(from, gateway), `${gateway} -> ${to}`)
  }
}

/** Variables that make the gateways decide as the block says. */
export function choices(block: Block): Variables {
  const own: Variables = {}
  if (block.kind === 'exclusive') own[block.id] = block.taken % block.parts.length
  if (block.kind === 'inclusive') for (const [at, taken] of block.taken.entries()) own[`${block.id}_${at}`] = taken
  const inner = 'parts' in block ? block.parts : 'part' in block ? [block.part] : []
  return Object.assign(own, ...inner.map(choices))
}
