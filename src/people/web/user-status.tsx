import { useText } from '../../ui/language.ts'
import { StatusBadge } from '../../ui/status-badge.tsx'

export type AccountStatus = 'invited' | 'not_registered' | 'active' | 'locked' | 'rejected' | 'cancelled'

export const statusWords: Record<AccountStatus, string> = {
  invited: 'Invited',
  not_registered: 'Not registered',
  active: 'Active',
  locked: 'Locked',
  rejected: 'Declined',
  cancelled: 'Cancelled',
}

const tones = {
  invited: 'info',
  not_registered: 'neutral',
  active: 'good',
  locked: 'bad',
  rejected: 'neutral',
  cancelled: 'neutral',
} as const

export function UserStatus({ status }: { status: AccountStatus }) {
  const t = useText()
  return <StatusBadge tone={tones[status]}>{t(statusWords[status])}</StatusBadge>
}
