import type { KeyboardEvent } from 'react'
import type { OrgElementId } from '../../base/ids.ts'
import type { Line } from './chart-tree.ts'
import type { DropPlace } from './use-dragging.ts'

/** What an editor lets one do with an element. */
export type ChartActs = {
  add: (below: OrgElementId) => void
  startRenaming: (id: OrgElementId) => void
  rename: (id: OrgElementId, name: string) => void
  remove: (id: OrgElementId) => void
  move: (id: OrgElementId, to: OrgElementId, where: DropPlace) => void
  cut: (id: OrgElementId) => void
  paste: (into: OrgElementId) => void
}

type Situation = {
  id: OrgElementId
  lines: readonly Line[]
  closed: ReadonlySet<string>
  focus: (id: OrgElementId) => void
  onTurn: (id: OrgElementId) => void
  onChoose: (id: OrgElementId) => void
  acts: ChartActs | undefined
}

/** The arrows walk the tree (WAI-ARIA tree view pattern), the other keys do what an editor offers. */
export function chartKey(event: KeyboardEvent<HTMLElement>, situation: Situation): void {
  if (walk(event, situation) || (situation.acts && act(event, situation, situation.acts))) event.preventDefault()
}

function walk({ key, altKey }: KeyboardEvent, { id, lines, closed, focus, onTurn, onChoose }: Situation): boolean {
  const at = lines.findIndex(({ branch }) => branch.element.id === id)
  const line = lines[at]
  if (!line || altKey) return false
  const go = (to: Line | undefined): true => {
    if (to) focus(to.branch.element.id)
    return true
  }
  const isParent = line.branch.children.length > 0
  const isClosed = closed.has(id)
  if (key === 'ArrowDown') return go(lines[at + 1])
  if (key === 'ArrowUp') return go(lines[at - 1])
  if (key === 'Home') return go(lines[0])
  if (key === 'End') return go(lines.at(-1))
  if (key === 'ArrowRight') {
    if (isParent && isClosed) onTurn(id)
    return isParent && !isClosed ? go(lines[at + 1]) : true
  }
  if (key === 'ArrowLeft') {
    if (!isParent || isClosed) return go(lines.find(({ branch }) => branch.element.id === line.parent))
    onTurn(id)
    return true
  }
  if (key !== 'Enter' && key !== ' ') return false
  onChoose(id)
  return true
}

/** Keys as they are pressed: with Ctrl (or ⌘) and Alt named before them. */
const pressed = ({ key, ctrlKey, metaKey, altKey }: KeyboardEvent): string =>
  `${ctrlKey || metaKey ? 'mod+' : ''}${altKey ? 'alt+' : ''}${key.length === 1 ? key.toLowerCase() : key}`

function act(event: KeyboardEvent, situation: Situation, acts: ChartActs): boolean {
  const deeds: Record<string, (id: OrgElementId) => void> = {
    F2: acts.startRenaming,
    Insert: acts.add,
    n: acts.add,
    Delete: acts.remove,
    'mod+Backspace': acts.remove,
    'mod+x': acts.cut,
    'mod+v': acts.paste,
    'alt+ArrowUp': () => swap(situation, acts, -1),
    'alt+ArrowDown': () => swap(situation, acts, 1),
  }
  const deed = deeds[pressed(event)]
  deed?.(situation.id)
  return deed !== undefined
}

/** Changes places with the neighbour above or below. */
function swap({ id, lines }: Situation, acts: ChartActs, step: -1 | 1): void {
  const line = lines.find(({ branch }) => branch.element.id === id)
  const siblings = lines.filter(({ parent }) => parent === line?.parent)
  const other = siblings[siblings.indexOf(line!) + step]
  if (other && line?.parent) acts.move(id, other.branch.element.id, step === -1 ? 'before' : 'after')
}
