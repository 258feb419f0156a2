import { IconChevronRight } from '@tabler/icons-react'
import { type DragEvent, type KeyboardEvent, type ReactNode, useState } from 'react'
import { type Dragged, isDragged, readDragged, startDrag } from './dragged.ts'
import classes from './tree.module.css'

export type TreeNode = { id: string; label: string; icon?: ReactNode; note?: ReactNode; children?: readonly TreeNode[] }

export type TreeProps = {
  /** What the tree is: "Org chart". */
  label: string
  nodes: readonly TreeNode[]
  chosen?: string | undefined
  onChoose: (id: string) => void
  /** Controls at the end of a line. */
  aside?: (node: TreeNode) => ReactNode
  /** What a line is when it is dragged, and what happens to what is dropped on one. */
  drag?: { take: (node: TreeNode) => Dragged | undefined; drop: (onto: string, dragged: Dragged) => void }
}

type Line = { node: TreeNode; depth: number; parent: string | undefined; place: number; siblings: number }

/** The lines that are to be seen, from the top. */
function linesOf(nodes: readonly TreeNode[], closed: ReadonlySet<string>, depth = 1, parent?: string): Line[] {
  return nodes.flatMap((node, index) => [
    { node, depth, parent, place: index + 1, siblings: nodes.length },
    ...(node.children && !closed.has(node.id) ? linesOf(node.children, closed, depth + 1, node.id) : []),
  ])
}

const isParent = ({ node }: Line): boolean => (node.children?.length ?? 0) > 0

/** Where a key leads (WAI-ARIA tree view pattern): another line, or opening and closing this one. */
function keyStep(
  key: string,
  lines: readonly Line[],
  at: number,
  closed: ReadonlySet<string>,
): { to?: number; turn?: true } | undefined {
  const line = lines[at]!
  const isClosed = closed.has(line.node.id)
  if (key === 'ArrowDown') return { to: Math.min(at + 1, lines.length - 1) }
  if (key === 'ArrowUp') return { to: Math.max(at - 1, 0) }
  if (key === 'Home') return { to: 0 }
  if (key === 'End') return { to: lines.length - 1 }
  if (key === 'ArrowRight' && isParent(line)) return isClosed ? { turn: true } : { to: at + 1 }
  if (key === 'ArrowLeft')
    return isParent(line) && !isClosed
      ? { turn: true }
      : {
          to: Math.max(
            lines.findIndex(({ node }) => node.id === line.parent),
            0,
          ),
        }
  return undefined
}

/** Things inside things, opened at the start. One line takes the focus; arrows walk, right opens, left closes, Enter chooses. */
export function Tree({ label, nodes, chosen, onChoose, aside, drag }: TreeProps) {
  const [closed, setClosed] = useState<ReadonlySet<string>>(new Set())
  const [focused, setFocused] = useState<string>()
  const lines = linesOf(nodes, closed)
  const tabStop = lines.find(({ node }) => node.id === (focused ?? chosen))?.node.id ?? lines[0]?.node.id

  const turn = (id: string): void =>
    setClosed((before) => {
      const after = new Set(before)
      if (!after.delete(id)) after.add(id)
      return after
    })

  const [over, setOver] = useState<string>()
  const dragging = (node: TreeNode, { take, drop }: NonNullable<TreeProps['drag']>) => {
    const dragged = take(node)
    return {
      draggable: !!dragged,
      'data-over': over === node.id || undefined,
      onDragStart: (event: DragEvent) => dragged && startDrag(event, dragged),
      onDragOver: (event: DragEvent) => {
        if (!isDragged(event)) return
        event.preventDefault()
        setOver(node.id)
      },
      onDragLeave: () => setOver(undefined),
      onDrop: (event: DragEvent) => {
        event.preventDefault()
        setOver(undefined)
        drop(node.id, readDragged(event))
      },
    }
  }

  const onKey = (event: KeyboardEvent<HTMLDivElement>, at: number): void => {
    if (event.target !== event.currentTarget) return
    const line = lines[at]!
    if (event.key === 'Enter' || event.key === ' ') {
      event.preventDefault()
      return onChoose(line.node.id)
    }
    const step = keyStep(event.key, lines, at, closed)
    if (!step) return
    event.preventDefault()
    if (step.turn) turn(line.node.id)
    else if (step.to !== undefined) {
      const next = lines[step.to]!.node.id
      setFocused(next)
      event.currentTarget.parentElement?.querySelector<HTMLElement>(`[data-node="${CSS.escape(next)}"]`)?.focus()
    }
  }

  return (
    <div role="tree" aria-label={label} className={classes.tree}>
      {lines.map((line, at) => (
        <div
          key={line.node.id}
          role="treeitem"
          data-node={line.node.id}
          className={classes.line}
          style={{ paddingInlineStart: (line.depth - 1) * 20 + 4 }}
          tabIndex={line.node.id === tabStop ? 0 : -1}
          aria-level={line.depth}
          aria-posinset={line.place}
          aria-setsize={line.siblings}
          aria-selected={line.node.id === chosen}
          aria-expanded={isParent(line) ? !closed.has(line.node.id) : undefined}
          onFocus={() => setFocused(line.node.id)}
          onKeyDown={(event) => onKey(event, at)}
          onClick={() => onChoose(line.node.id)}
          {...(drag ? dragging(line.node, drag) : {})}
        >
          {isParent(line) ? (
            // oxlint-disable-next-line jsx-a11y/click-events-have-key-events, jsx-a11y/no-static-element-interactions -- for the mouse; the keyboard has the arrows on the line
            <span
              className={classes.turn}
              data-open={!closed.has(line.node.id) || undefined}
              onClick={(event) => {
                event.stopPropagation()
                turn(line.node.id)
              }}
            >
              <IconChevronRight size={16} aria-hidden />
            </span>
          ) : (
            <span className={classes.turn} />
          )}
          {line.node.icon}
          <span className={classes.label}>{line.node.label}</span>
          {line.node.note && <span className={classes.note}>{line.node.note}</span>}
          {aside && <span className={classes.aside}>{aside(line.node)}</span>}
        </div>
      ))}
    </div>
  )
}
