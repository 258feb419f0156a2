import { useLayoutEffect, useMemo, useRef, useState } from 'react'
import type { OrgElementId } from '../../base/ids.ts'
import type { OrgElementShape } from '../contract.ts'
import { ChartCard, type CardFacts } from './chart-card.tsx'
import { drawChart, drawList } from './chart-layout.ts'
import { type Branch, linesOf } from './chart-tree.ts'
import classes from './chart.module.css'
import { type ChartActs, chartKey } from './chart-keys.ts'
import { useDragging } from './use-dragging.ts'
import { useWindow } from './use-window.ts'

export type ChartViewProps<E extends OrgElementShape> = {
  label: string
  trees: readonly Branch<E>[]
  closed: ReadonlySet<string>
  onTurn: (id: OrgElementId) => void
  chosen: string | undefined
  onChoose: (id: OrgElementId) => void
  layout: 'chart' | 'list'
  zoom: number
  /** How each card looks beyond its element. */
  factsOf: (element: E) => CardFacts
  /** What can be done here; a chart to read has none. */
  acts?: ChartActs | undefined
  renaming?: OrgElementId | undefined
}

const margin = 24

/**
 * The org chart, drawn or as an indented list: one tree to screen readers and the keyboard either way. Only what the
 * window shows is in the page, so that 5,000 elements scroll as five do.
 */
export function ChartView<E extends OrgElementShape>(props: ChartViewProps<E>) {
  const { label, trees, closed, chosen, layout, zoom, acts, onChoose, onTurn } = props
  const stage = useRef<HTMLDivElement>(null)
  const seen = useWindow(stage, zoom)
  const lines = useMemo(() => linesOf(trees, closed), [trees, closed])
  const drawn = useMemo(
    () =>
      layout === 'chart' ? drawChart(trees, closed) : drawList(trees, closed, Math.max(260, seen.width - margin * 2)),
    [trees, closed, layout, seen.width],
  )
  const [focused, setFocused] = useState<OrgElementId>()
  const wanted = useRef<OrgElementId | undefined>(undefined)
  const dragging = useDragging(stage, layout, acts?.move)
  const tabStop = lines.find(({ branch }) => branch.element.id === (focused ?? chosen)) ?? lines[0]
  const scale = layout === 'chart' ? zoom : 1

  /** Brings an element into the window; what is not in the page cannot take the focus yet. */
  const show = (id: OrgElementId): void => {
    const one = drawn.placed.find(({ branch }) => branch.element.id === id)
    const box = stage.current
    if (!one || !box) return
    const [x, y] = [(one.x + margin) * scale, (one.y + margin) * scale]
    const near = (at: number, size: number, from: number, room: number) =>
      at < from + 16 ? at - 40 : at + size > from + room - 16 ? at + size - room + 40 : from
    box.scrollTo({
      left: near(x, one.width * scale, box.scrollLeft, box.clientWidth),
      top: near(y, one.height * scale, box.scrollTop, box.clientHeight),
    })
  }
  const focus = (id: OrgElementId): void => {
    setFocused(id)
    wanted.current = id
    show(id)
  }
  useLayoutEffect(() => {
    const card = wanted.current && stage.current?.querySelector<HTMLElement>(`[data-element="${wanted.current}"]`)
    if (!card) return
    wanted.current = undefined
    card.focus({ preventScroll: true })
  })
  useLayoutEffect(() => {
    if (chosen) show(chosen as OrgElementId)
    // oxlint-disable-next-line react-hooks/exhaustive-deps -- only when another one is chosen, not whenever something moves
  }, [chosen, layout])

  const isSeen = (one: { x: number; y: number; width: number; height: number }): boolean =>
    one.x + one.width > seen.left && one.x < seen.right && one.y + one.height > seen.top && one.y < seen.bottom

  return (
    <div
      ref={stage}
      className={`${classes.stage} ${layout === 'list' ? classes.list : ''}`}
      data-grabbed={dragging.isGrabbed || undefined}
      {...dragging.stage}
    >
      <div
        role="tree"
        aria-label={label}
        className={classes.sheet}
        style={{ width: (drawn.width + margin * 2) * scale, height: (drawn.height + margin * 2) * scale }}
      >
        <div className={classes.paper} style={{ transform: `scale(${scale}) translate(${margin}px, ${margin}px)` }}>
          <svg className={classes.edges} width={drawn.width} height={drawn.height} aria-hidden>
            {drawn.edges.map(({ id, path }) => (
              <path key={id} d={path} />
            ))}
          </svg>
          {drawn.placed
            .filter((one) => isSeen(one) || one.branch.element.id === focused || one.branch.element.id === chosen)
            .map((one) => (
              <ChartCard
                key={one.branch.element.id}
                placed={one}
                facts={props.factsOf(one.branch.element)}
                isClosed={closed.has(one.branch.element.id)}
                isChosen={one.branch.element.id === chosen}
                isTabStop={one === tabStop || one.branch.element.id === tabStop?.branch.element.id}
                isRenaming={props.renaming === one.branch.element.id}
                drop={dragging.target?.id === one.branch.element.id ? dragging.target.where : undefined}
                acts={acts}
                onTurn={onTurn}
                onFocus={setFocused}
                onClick={(id) => !dragging.wasDragged() && onChoose(id)}
                onKey={(event, id) => chartKey(event, { id, lines, closed, focus, onTurn, onChoose, acts })}
              />
            ))}
        </div>
      </div>
    </div>
  )
}
