import { useText } from '../../ui/language.ts'
import { Row, Stack, Text } from '../../ui/layout.tsx'
import { Meter } from '../../ui/meter.tsx'
import type { SeatPoolShape } from '../contract.ts'

const toneOf = ({ free, total }: SeatPoolShape) => {
  if (free === 0) return 'bad'
  return free <= Math.max(1, total * 0.1) ? 'warning' : 'plain'
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
          {free === 0 ? t('None free') : t('{{number}} free', { number: free })}
        </Text>
      </Row>
      <Meter share={total === 0 ? 0 : occupied / total} tone={toneOf(pool)} />
    </Stack>
  )
}
