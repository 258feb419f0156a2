import type { AnswerOf } from '../../base/endpoint.ts'
import { Button } from '../../ui/button.tsx'
import { Callout } from '../../ui/callout.tsx'
import { useText } from '../../ui/language.ts'
import { Row, Stack, Text, Verbatim } from '../../ui/layout.tsx'
import { notifyDone, notifyProblem } from '../../ui/notify.tsx'
import { Problem } from '../../ui/problem.ts'
import { useCommand } from '../../ui/queries.ts'
import { getInstanceApi, retryIncidentApi } from '../contract-instances.ts'

type Instance = AnswerOf<typeof getInstanceApi>

/** What keeps an instance from going on, with what it was about, and how to try again. */
export function InstanceIncidents({ instance }: { instance: Instance }) {
  const t = useText()
  const retry = useCommand(retryIncidentApi, {
    invalidates: [getInstanceApi],
    onDone: ({ isResolved }) =>
      isResolved
        ? notifyDone(t('It goes on.'))
        : notifyProblem(
            new Problem({ code: 'incident.again', detail: t('It failed again. Its cause is still there.') }),
          ),
  })
  return instance.incidents.map((incident) => (
    <Callout
      key={incident.key}
      kind="bad"
      title={t('“{{element}}” cannot go on', { element: incident.elementName ?? incident.element })}
    >
      <Stack gap="xs">
        <Text>{incident.message}</Text>
        {incident.expression && <Verbatim block>{incident.expression}</Verbatim>}
        {incident.input && <Verbatim block>{JSON.stringify(incident.input, null, 2)}</Verbatim>}
        {instance.can.manage && (
          <Row>
            <Button
              kind="plain"
              size="xs"
              isRunning={retry.isRunning}
              onClick={() => retry.run({ instance: instance.id, key: incident.key })}
            >
              {t('Try again')}
            </Button>
          </Row>
        )}
      </Stack>
    </Callout>
  ))
}
