import { Center, Stack, Text, ThemeIcon, Title } from '@mantine/core'
import type { ReactNode } from 'react'
import type { Icon } from './button.tsx'

export type EmptyStateProps = {
  icon?: Icon
  title: string
  text?: ReactNode
  action?: ReactNode
  level?: 1 | 2 | 3
  /** Stands alone on a page inside a frame. */
  wholePage?: boolean
  /** Stands alone in the window, without a frame. */
  wholeWindow?: boolean
}

/** Where there is nothing yet: what this place is for and the first thing to do. */
export function EmptyState({ icon: Icon, title, text, action, level, wholePage, wholeWindow }: EmptyStateProps) {
  const isAlone = wholePage || wholeWindow
  return (
    <Center
      component={wholeWindow ? 'main' : 'div'}
      py={isAlone ? 64 : 48}
      px="md"
      mih={wholeWindow ? '90dvh' : wholePage ? '60dvh' : undefined}
    >
      <Stack align="center" gap="xs" maw={440} ta="center">
        {Icon && (
          <ThemeIcon variant="light" size={48} radius="xl" mb="xs">
            <Icon size={24} stroke={1.5} aria-hidden />
          </ThemeIcon>
        )}
        <Title order={level ?? (isAlone ? 1 : 2)}>{title}</Title>
        {text && (
          <Text c="dimmed" component="div">
            {text}
          </Text>
        )}
        {action && <div style={{ marginTop: 12 }}>{action}</div>}
      </Stack>
    </Center>
  )
}
