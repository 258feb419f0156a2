import type { Translate } from '../../ui/language.ts'
import { type Connection, type Drawn, isA, listIn, moddleOf, type Parent, type Root, type Shape } from './bpmn.ts'
import { writeButton, freeKey } from './buttons.ts'
import type { Drawing } from './drawing.ts'
import { offer, type OfferKey } from './offers.ts'

/** Lanes that hold steps: those without lanes of their own, in the order they are drawn. */
export const lanesOf = (drawing: Drawing, inside?: Drawn): Shape[] =>
  drawing
    .all()
    .filter((drawn) => isA(drawn, 'bpmn:Lane') && (!inside || isWithin(drawn, inside)))
    .map((drawn) => drawn as Shape)
    .sort((a, b) => a.y - b.y)

export const laneOf = (drawing: Drawing, step: Drawn): Shape | undefined =>
  lanesOf(drawing)
    .reverse()
    .find((lane) => listIn(moddleOf(lane), 'flowNodeRef').includes(moddleOf(step)))

const isWithin = (drawn: Drawn, outer: Drawn): boolean => {
  for (let at = drawn.parent as Drawn | null | undefined; at; at = at.parent as Drawn | null | undefined)
    if (at === outer) return true
  return false
}

/** Steps one flow can lead to: of the same pool or sub-process. */
export const reachableFrom = (drawing: Drawing, source: Drawn): Shape[] =>
  drawing
    .all()
    .filter(
      (drawn) =>
        drawn !== source &&
        isA(drawn, 'bpmn:FlowNode') &&
        !isA(drawn, 'bpmn:StartEvent') &&
        drawn.parent === source.parent,
    )
    .map((drawn) => drawn as Shape)

const gap = 50

type Box = { x: number; y: number; width: number; height: number }

const overlaps = (a: Box, b: Box): boolean =>
  a.x < b.x + b.width + 20 && b.x < a.x + a.width + 20 && a.y < b.y + b.height && b.y < a.y + a.height

/** The first place in a lane, from `x` on to the right, where nothing stands yet. */
function freePlace(drawing: Drawing, shape: Shape, lane: Shape, x: number): { x: number; y: number } {
  const others = drawing
    .all()
    .filter((drawn) => drawn !== shape && isA(drawn, 'bpmn:FlowNode') && 'width' in drawn)
    .map((drawn) => drawn as Shape)
  const y = lane.y + lane.height / 2
  const boxAt = (at: number): Box => ({
    x: at - shape.width / 2,
    y: y - shape.height / 2,
    width: shape.width,
    height: shape.height,
  })
  let at = Math.max(x, lane.x + 40 + shape.width / 2)
  while (others.some((other) => overlaps(boxAt(at), other))) at += 10
  return { x: at, y }
}

export type Following = { key: OfferKey; name?: string; lane?: Shape | undefined }

/** Draws a new step behind another one and the flow between them, as one step of undo. */
export function appendStep(drawing: Drawing, source: Shape, { key, name, lane }: Following, t: Translate): Shape {
  const { target } = offer(key, t)
  const shape = drawing.factory.createShape(target)
  return drawing.together(() => {
    const made =
      lane && lane !== laneOf(drawing, source)
        ? drawing.modeling.appendShape(
            source,
            shape,
            freePlace(drawing, shape, lane, source.x + source.width + gap + shape.width / 2),
            source.parent as Parent,
            {},
          )
        : (drawing.autoPlace.append(source, shape) as Shape)
    if (name) drawing.rename(made as Drawn, name)
    return made as Shape
  })
}

/** Draws a flow. One that goes back between two tasks runs beside the one that goes there, not over it. */
export function connect(drawing: Drawing, source: Shape, target: Shape): Connection {
  return drawing.together(() => {
    const flow = drawing.modeling.connect(source, target, { type: 'bpmn:SequenceFlow' })
    const isThere = target.outgoing.some((other) => other.target === source)
    if (isThere && [source, target].every((end) => isA(end as Drawn, 'bpmn:Activity')))
      drawing.modeling.updateWaypoints(flow, beside(flow.waypoints))
    return flow
  })
}

type Point = { x: number; y: number }

/** The same way shifted: ends slide along the side of the shape they touch. */
function beside(points: readonly Point[]): Point[] {
  const isFlat = (a: Point | undefined, b: Point | undefined): boolean => a?.y === b?.y
  return points.map(({ x, y }, at) => {
    if (at === 0) return isFlat(points[0], points[1]) ? { x, y: y + 20 } : { x: x + 20, y }
    if (at === points.length - 1) return isFlat(points.at(-2), points.at(-1)) ? { x, y: y + 20 } : { x: x + 20, y }
    return { x: x + 20, y: y + 20 }
  })
}

/** A button is a flow: to a step that is there, or to a new one. */
export function addButton(
  drawing: Drawing,
  task: Shape,
  { label, to }: { label: string; to: { step: Shape } | { make: Following } },
  t: Translate,
): void {
  drawing.together(() => {
    const flow =
      'make' in to
        ? (appendStep(drawing, task, to.make, t).incoming.at(-1) as Connection)
        : connect(drawing, task, to.step)
    writeButton(drawing, flow, { key: freeKey(label, flow), label, color: '', confirm: '', check: true })
  })
}

export function moveToLane(drawing: Drawing, step: Shape, lane: Shape): void {
  const place = freePlace(drawing, step, lane, step.x + step.width / 2)
  const delta = { x: place.x - step.x - step.width / 2, y: place.y - step.y - step.height / 2 }
  drawing.modeling.moveElements([step], delta, step.parent as Parent)
}

/** A lane below the others; in a pool without lanes the two that divide it. */
export function addLane(drawing: Drawing, pool: Shape): void {
  const lanes = lanesOf(drawing, pool)
  if (lanes.length === 0) drawing.modeling.splitLane(pool, 2)
  else drawing.modeling.addLane(lanes.at(-1)!, 'bottom')
}

const margin = { side: 50, top: 60 }

/** Draws a pool around everything there is. */
export function addPool(drawing: Drawing): Shape {
  const boxes = drawing
    .all()
    .filter((drawn) => isA(drawn, 'bpmn:FlowNode') && 'width' in drawn)
    .map((drawn) => drawn as Shape)
  const left = Math.min(160, ...boxes.map(({ x }) => x - margin.side - 30))
  const top = Math.min(80, ...boxes.map(({ y }) => y - margin.top))
  const right = Math.max(left + 600, ...boxes.map(({ x, width }) => x + width + margin.side))
  const bottom = Math.max(top + 250, ...boxes.map(({ y, height }) => y + height + margin.top))
  const pool = drawing.factory.createParticipantShape()
  const bounds = { x: left, y: top, width: right - left, height: bottom - top }
  return drawing.together(() => {
    const made = drawing.modeling.createShape(pool, bounds, drawing.root() as Root)
    return made as Shape
  })
}
