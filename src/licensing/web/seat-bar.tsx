import { Progress } from '@mantine/core'
import { useText } from '../../ui/language.ts'
import { Row, Stack, Text } from '../../ui/layout.tsx'
import type { SeatPoolShape } from '../contract.ts'

const toneOf = ({ free, total }: SeatPoolShape): string => {
  if (free === 0) return 'red'
  return free <= Math.max(1, total * 0.1) ? 'amber' : 'harbor'
}

/** How many seats of one kind are taken, in words and as a bar. */
export function SeatBar({ pool }: { pool: SeatPoolShape }) {
  const t = useText()
  const { total, occupied, free } = pool
  return (
    <Stack gap="xs">
      <Row justify="between">
        <Text strong>{t('{{occupied}} of {{total}} occupied', { occupied, total })}</Text>
        <Text tone={free === 0 ? 'bad' : 'good'}>
          {free === 0 ? t('None free') : t('{{count}} free', { count: free })}
        </Text>
      </Row>
      <Progress.Root size={8} radius="xl" aria-hidden>
        <Progress.Section value={total === 0 ? 0 : Math.min(100, (occupied / total) * 100)} color={toneOf(pool)} />
      </Progress.Root>
    </Stack>
  )
}
