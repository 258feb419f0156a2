import { Center, Stack, Text, ThemeIcon, Title } from '@mantine/core'
import type { ReactNode } from 'react'
import type { Icon } from './button.tsx'

export type EmptyStateProps = {
  icon?: Icon
  title: string
  text?: ReactNode
  action?: ReactNode
  level?: 2 | 3
  wholePage?: boolean
}

/** Where there is nothing yet: what this place is for and the first thing to do. */
export function EmptyState({ icon: Icon, title, text, action, level = 2, wholePage }: EmptyStateProps) {
  return (
    <Center py={wholePage ? 64 : 48} px="md" mih={wholePage ? '60dvh' : undefined}>
      <Stack align="center" gap="xs" maw={440} ta="center">
        {Icon && (
          <ThemeIcon variant="light" size={48} radius="xl" mb="xs">
            <Icon size={24} stroke={1.5} aria-hidden />
          </ThemeIcon>
        )}
        <Title order={level}>{title}</Title>
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
