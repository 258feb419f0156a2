import { Group, Progress, Stack, Text } from '@mantine/core'
import { useFormat } from './format.ts'
import { useText } from './language.ts'

export type ProgressBarProps = {
  /** What is being done: "Importing external users". */
  label: string
  /** Left out where nobody counts: then the bar only moves. */
  done?: number
  /** Unknown while it is still being counted. */
  total?: number
  tone?: 'running' | 'good' | 'bad'
}

/** Long work: how far it is, in words and as a bar. */
export function ProgressBar({ label, done, total, tone = 'running' }: ProgressBarProps) {
  const t = useText()
  const { number } = useFormat()
  const share = total && done !== undefined ? Math.min(100, (done / total) * 100) : 100
  const color = { running: 'var(--mantine-primary-color-6)', good: 'green.6', bad: 'red.6' }[tone]
  return (
    <Stack gap={6}>
      <Group justify="space-between" gap="sm">
        <Text>{label}</Text>
        <Text c="dimmed" size="xs" aria-live="polite">
          {done === undefined || total === undefined
            ? done !== undefined && number(done)
            : t('{{done}} of {{total}}', { done: number(done), total: number(total) })}
        </Text>
      </Group>
      <Progress.Root size={6} radius="xl">
        <Progress.Section
          value={share}
          color={color}
          animated={tone === 'running' && total === undefined}
          aria-label={label}
        />
      </Progress.Root>
    </Stack>
  )
}
