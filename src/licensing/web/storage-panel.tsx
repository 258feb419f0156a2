import type { AnswerOf } from '../../base/endpoint.ts'
import { useFormat } from '../../ui/format.ts'
import { useText } from '../../ui/language.ts'
import { Panel, Row, Stack, Text } from '../../ui/layout.tsx'
import { Meter } from '../../ui/meter.tsx'
import type { getLicensesApi } from '../contract.ts'

const toneOf = (share: number) => (share >= 1 ? 'bad' : share >= 0.9 ? 'warning' : 'plain')

/** The service plan, and what files take of its storage. */
export function StoragePanel({ plan }: Pick<AnswerOf<typeof getLicensesApi>, 'plan'>) {
  const t = useText()
  const { bytes } = useFormat()
  const { name, usedBytes } = plan
  return (
    <Panel title={t('Service plan: {{name}}', { name })} description={t('Files of everybody, on both sides.')}>
      <Stack gap="xs">
        <Row justify="between">
          <Text strong>
            {plan.bytes === null
              ? t('{{used}} used', { used: bytes(usedBytes) })
              : t('{{used}} of {{total}} used', { used: bytes(usedBytes), total: bytes(plan.bytes) })}
          </Text>
          <Text quiet>
            {plan.bytes === null
              ? t('No limit')
              : t('{{free}} free', { free: bytes(Math.max(0, plan.bytes - usedBytes)) })}
          </Text>
        </Row>
        {plan.bytes !== null && <Meter share={usedBytes / plan.bytes} tone={toneOf(usedBytes / plan.bytes)} />}
      </Stack>
    </Panel>
  )
}
