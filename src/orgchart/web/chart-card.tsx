import {
  IconBriefcase,
  IconBuilding,
  IconChevronDown,
  IconChevronRight,
  IconPlus,
  IconUsers,
} from '@tabler/icons-react'
import type { KeyboardEvent } from 'react'
import type { OrgElementId } from '../../base/ids.ts'
import { useText } from '../../ui/language.ts'
import { Spoken } from '../../ui/layout.tsx'
import type { OrgElementShape } from '../contract.ts'
import type { ChartActs } from './chart-keys.ts'
import type { Placed } from './chart-layout.ts'
import { countBelow } from './chart-tree.ts'
import classes from './chart.module.css'
import type { DropPlace } from './use-dragging.ts'

/** `mark`: it differs from the published chart. */
export type CardFacts = { mark?: string | undefined; isFound?: boolean; isCut?: boolean }

export const kindIcons = { department: IconBuilding, position: IconBriefcase, employee_group: IconUsers }

type ChartCardProps = {
  placed: Placed<OrgElementShape>
  facts: CardFacts
  isClosed: boolean
  isChosen: boolean
  isTabStop: boolean
  isRenaming: boolean
  drop: DropPlace | undefined
  acts: ChartActs | undefined
  onTurn: (id: OrgElementId) => void
  onFocus: (id: OrgElementId) => void
  onClick: (id: OrgElementId) => void
  onKey: (event: KeyboardEvent<HTMLElement>, id: OrgElementId) => void
}

function Note({ element }: { element: OrgElementShape }) {
  const t = useText()
  const { kind, lead, people } = element
  const who = lead?.name ?? (kind === 'department' ? t('Without a head') : kind === 'position' ? t('Vacant') : '')
  const others = people > 0 ? t('people: {{number}}', { number: people }) : ''
  return <span className={classes.note}>{[who, others].filter(Boolean).join(' · ')}</span>
}

function NameInput({ element, acts }: { element: OrgElementShape; acts: ChartActs }) {
  const t = useText()
  return (
    <input
      className={classes.rename}
      defaultValue={element.name}
      aria-label={t('Name')}
      maxLength={200}
      // oxlint-disable-next-line jsx-a11y/no-autofocus -- the person has just asked to type here
      autoFocus
      onFocus={(event) => event.currentTarget.select()}
      onBlur={(event) => acts.rename(element.id, event.currentTarget.value)}
      onKeyDown={(event) => {
        event.stopPropagation()
        if (event.key === 'Enter') event.currentTarget.blur()
        if (event.key !== 'Escape') return
        event.currentTarget.value = element.name
        event.currentTarget.blur()
      }}
    />
  )
}

/** One element of the chart. */
export function ChartCard(props: ChartCardProps) {
  const { placed, facts, isClosed, acts } = props
  const { element, children } = placed.branch
  const t = useText()
  const Icon = kindIcons[element.kind]
  const isVacant = element.kind !== 'employee_group' && !element.lead
  return (
    <div
      role="treeitem"
      data-element={element.id}
      className={classes.card}
      style={{ left: placed.x, top: placed.y, width: placed.width, height: placed.height }}
      tabIndex={props.isTabStop ? 0 : -1}
      aria-level={placed.depth}
      aria-posinset={placed.place}
      aria-setsize={placed.siblings}
      aria-selected={props.isChosen}
      aria-expanded={children.length > 0 ? !isClosed : undefined}
      data-vacant={isVacant || undefined}
      data-found={facts.isFound || undefined}
      data-cut={facts.isCut || undefined}
      data-drop={props.drop}
      onFocus={() => props.onFocus(element.id)}
      onClick={() => props.onClick(element.id)}
      onDoubleClick={() => acts?.startRenaming(element.id)}
      onKeyDown={(event) => event.target === event.currentTarget && props.onKey(event, element.id)}
    >
      {facts.mark && <span className={classes.mark} title={facts.mark} />}
      <Icon size={18} stroke={1.5} aria-hidden style={{ flexShrink: 0 }} />
      <span className={classes.words}>
        {props.isRenaming && acts ? (
          <NameInput element={element} acts={acts} />
        ) : (
          <span className={classes.name} title={element.name}>
            {element.name || t('Unnamed')}
          </span>
        )}
        <Note element={element} />
        {facts.mark && <Spoken>{facts.mark}</Spoken>}
      </span>
      {children.length > 0 && (
        // oxlint-disable-next-line jsx-a11y/click-events-have-key-events, jsx-a11y/no-static-element-interactions -- for the mouse; the keyboard has the arrows on the card
        <span
          className={classes.turn}
          title={isClosed ? t('Open') : t('Close')}
          onClick={(event) => {
            event.stopPropagation()
            props.onTurn(element.id)
          }}
        >
          {isClosed ? countBelow(placed.branch) : null}
          {isClosed ? <IconChevronRight size={16} aria-hidden /> : <IconChevronDown size={16} aria-hidden />}
        </span>
      )}
      {acts && (
        // oxlint-disable-next-line jsx-a11y/click-events-have-key-events, jsx-a11y/no-static-element-interactions -- for the mouse; the keyboard has Insert, and the panel a button
        <span
          className={classes.add}
          title={t('Add below')}
          onClick={(event) => {
            event.stopPropagation()
            acts.add(element.id)
          }}
        >
          <IconPlus size={16} aria-hidden />
        </span>
      )}
    </div>
  )
}
