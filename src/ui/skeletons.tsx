import { Group, Skeleton, Stack, VisuallyHidden } from '@mantine/core'
import type { ReactNode } from 'react'
import { useText } from './language.ts'

function Busy({ children }: { children: ReactNode }) {
  const t = useText()
  return (
    <div aria-busy="true" aria-live="polite">
      <VisuallyHidden>{t('Loading')}</VisuallyHidden>
      {children}
    </div>
  )
}

/** The shape of a page that is on its way: heading and some lines. */
export function PageSkeleton() {
  return (
    <Busy>
      <Stack gap="lg" p="lg">
        <Skeleton height={24} width="32%" />
        <Skeleton height={14} width="54%" />
        <Skeleton height={180} radius="md" />
        <Skeleton height={120} radius="md" />
      </Stack>
    </Busy>
  )
}

/** The shape of a list. */
export function ListSkeleton({ lines = 8 }: { lines?: number }) {
  return (
    <Busy>
      <Stack gap={0}>
        {Array.from({ length: lines }, (_, line) => (
          <Group key={line} h={48} gap="xl" px="md" wrap="nowrap" style={{ borderBottom: '1px solid var(--ui-line)' }}>
            <Skeleton height={12} width={`${30 + ((line * 7) % 20)}%`} />
            <Skeleton height={12} width="18%" />
            <Skeleton height={12} width="12%" />
          </Group>
        ))}
      </Stack>
    </Busy>
  )
}

/** The shape of a form or a property list. */
export function FormSkeleton({ fields = 4 }: { fields?: number }) {
  return (
    <Busy>
      <Stack gap="lg">
        {Array.from({ length: fields }, (_, field) => (
          <Stack key={field} gap={6}>
            <Skeleton height={12} width="20%" />
            <Skeleton height={36} />
          </Stack>
        ))}
      </Stack>
    </Busy>
  )
}
