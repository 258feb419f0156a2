import type { UserShape } from '../../people/contract.ts'
import { useText } from '../../ui/language.ts'
import { StatusBadge } from '../../ui/status-badge.tsx'

export function Roles({ user }: { user: Pick<UserShape, 'isAdministrator' | 'isSupervisor'> }) {
  const t = useText()
  if (user.isSupervisor) return <StatusBadge tone="info">{t('System supervisor')}</StatusBadge>
  return user.isAdministrator ? <StatusBadge tone="info">{t('Administrator')}</StatusBadge> : null
}
