import { type Translate, useText } from '../../ui/language.ts'
import { useFormat } from '../../ui/format.ts'
import { StatusBadge } from '../../ui/status-badge.tsx'
import type { SubstitutionShape } from '../contract-substitutions.ts'

const substitutionTypeWords = { inform: 'Inform', reassign: 'Reassign tasks', all_access: 'Grant all access' } as const
export const typeWords = (type: SubstitutionShape['type'], t: Translate): string => t(substitutionTypeWords[type])

const substitutionStates = {
  upcoming: { words: 'Upcoming', tone: 'info' },
  running: { words: 'Running', tone: 'good' },
  archived: { words: 'Over', tone: 'neutral' },
} as const

export function SubstitutionState({ state }: Pick<SubstitutionShape, 'state'>) {
  const t = useText()
  return <StatusBadge tone={substitutionStates[state].tone}>{t(substitutionStates[state].words)}</StatusBadge>
}

/** From when to when, in the reader's own zone. */
export function Period({ startsAt, endsAt }: { startsAt: string; endsAt: string }) {
  const format = useFormat()
  return (
    <span>
      {format.dateTime(startsAt)} – {format.dateTime(endsAt)}
    </span>
  )
}
