import { useFormat } from '../../ui/format.ts'
import { useText } from '../../ui/language.ts'
import { Row } from '../../ui/layout.tsx'
import { StatusBadge } from '../../ui/status-badge.tsx'
import type { TaskRowShape } from '../contract.ts'
import { awayText } from './away-text.ts'

/** Who has a task, for whom, and whether they are away. */
export function WhoHasIt({ task: { assignee, actingFor } }: { task: Pick<TaskRowShape, 'assignee' | 'actingFor'> }) {
  const t = useText()
  const format = useFormat()
  if (assignee === null) return null
  return (
    <Row gap="xs">
      {actingFor ? t('{{name}} for {{absent}}', { name: assignee.name, absent: actingFor.name }) : assignee.name}
      {assignee.away && <StatusBadge tone="warning">{awayText(assignee.away, t, format)}</StatusBadge>}
    </Row>
  )
}
