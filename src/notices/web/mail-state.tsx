import { useText } from '../../ui/language.ts'
import { StatusBadge } from '../../ui/status-badge.tsx'
import type { MailShape } from '../contract.ts'

const tones = { waiting: 'neutral', kept: 'info', sent: 'good', failed: 'bad' } as const
export const stateWords = { waiting: 'Waiting', kept: 'Kept here', sent: 'Sent', failed: 'Failed' } as const

export function MailState({ state }: { state: MailShape['state'] }) {
  const t = useText()
  return <StatusBadge tone={tones[state]}>{t(stateWords[state])}</StatusBadge>
}
