import { Badge } from '@mantine/core'
import type { ReactNode } from 'react'

const colors = { good: 'green', warning: 'amber', bad: 'red', info: 'harbor', neutral: 'gray' }

/** A state in one or two words. The words carry it, the colour only helps. */
export function StatusBadge({ tone = 'neutral', children }: { tone?: keyof typeof colors; children: ReactNode }) {
  return (
    <Badge color={colors[tone]} variant="light" style={{ flexShrink: 0 }}>
      {children}
    </Badge>
  )
}
