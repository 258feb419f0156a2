import { useText } from '../../ui/language.ts'
import { Row } from '../../ui/layout.tsx'
import { RelativeTime } from '../../ui/relative-time.tsx'
import { StatusBadge } from '../../ui/status-badge.tsx'
import type { TaskRowShape } from '../contract.ts'

/** By when; said in words where it is past. */
export function Due({ task: { dueAt, isOverdue } }: { task: Pick<TaskRowShape, 'dueAt' | 'isOverdue'> }) {
  const t = useText()
  if (dueAt === null) return null
  return (
    <Row gap="xs" oneLine>
      <RelativeTime at={dueAt} />
      {isOverdue && <StatusBadge tone="bad">{t('Overdue')}</StatusBadge>}
    </Row>
  )
}
