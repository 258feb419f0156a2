import { Group } from '@mantine/core'
import type { ReactNode } from 'react'

/** Controls of a canvas or a list in one line; on a phone it scrolls sideways instead of growing. */
export function Toolbar({ label, children, end }: { label: string; children: ReactNode; end?: ReactNode }) {
  return (
    <Group role="toolbar" aria-label={label} gap="xs" wrap="nowrap" py="xs" style={{ overflowX: 'auto' }}>
      {children}
      {end && (
        <Group gap="xs" wrap="nowrap" ml="auto">
          {end}
        </Group>
      )}
    </Group>
  )
}
