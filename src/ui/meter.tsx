import { Progress } from '@mantine/core'

const colors = { plain: 'var(--mantine-primary-color-6)', good: 'green.6', warning: 'amber.5', bad: 'red.6' }

export type MeterProps = {
  /** 0 to 1; more is shown as full. */
  share: number
  tone?: keyof typeof colors
}

/** A share as a bar, beside words that say the same: decoration for screen readers. */
export function Meter({ share, tone = 'plain' }: MeterProps) {
  return (
    <Progress.Root size={6} radius="xl" aria-hidden>
      <Progress.Section value={Math.max(0, Math.min(1, share)) * 100} color={colors[tone]} withAria={false} />
    </Progress.Root>
  )
}
