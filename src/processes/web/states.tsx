import { useText } from '../../ui/language.ts'
import { Row } from '../../ui/layout.tsx'
import { StatusBadge } from '../../ui/status-badge.tsx'
import type { ProcessShape } from '../contract.ts'
import type { InstanceRowShape } from '../contract-instances.ts'

/** What of a process runs now, and whether something drawn waits to be published. */
export function ProcessState({ published, draftDiffers }: Pick<ProcessShape, 'published' | 'draftDiffers'>) {
  const t = useText()
  return (
    <Row gap="xs">
      {published ? (
        <StatusBadge tone="good">{t('Version {{number}}', { number: published.number })}</StatusBadge>
      ) : (
        <StatusBadge>{t('Not published')}</StatusBadge>
      )}
      {published && draftDiffers && <StatusBadge tone="warning">{t('Draft differs')}</StatusBadge>}
    </Row>
  )
}

export function InstanceState({ state, incidents = 0 }: { state: InstanceRowShape['state']; incidents?: number }) {
  const t = useText()
  if (incidents > 0) return <StatusBadge tone="bad">{t('Needs help')}</StatusBadge>
  if (state === 'active') return <StatusBadge tone="info">{t('Running')}</StatusBadge>
  if (state === 'completed') return <StatusBadge tone="good">{t('Completed')}</StatusBadge>
  return <StatusBadge>{t('Cancelled')}</StatusBadge>
}
