import { IconPlugConnected } from '@tabler/icons-react'
import { useState } from 'react'
import { useFormContext } from 'react-hook-form'
import type { AnswerOf } from '../../base/endpoint.ts'
import { Button } from '../../ui/button.tsx'
import { Callout } from '../../ui/callout.tsx'
import { problemText, useText } from '../../ui/language.ts'
import { Stack, Text } from '../../ui/layout.tsx'
import type { Problem } from '../../ui/problem.ts'
import { useCommand } from '../../ui/queries.ts'
import { Moment } from '../../ui/relative-time.tsx'
import { testProviderApi } from '../contract.ts'
import { asConnection, type ProviderValues } from './provider-values.ts'

type Found = AnswerOf<typeof testProviderApi>

/** Asks what stands in the form, saved or not. */
export function TestProvider() {
  const t = useText()
  const { getValues, watch } = useFormContext<ProviderValues>()
  const [found, show] = useState<Found>()
  const [problem, tell] = useState<Problem>()
  const command = useCommand(testProviderApi, { onDone: show, onProblem: tell })
  const ask = (): void => {
    show(undefined)
    tell(undefined)
    command.run({ connection: asConnection(getValues()) })
  }
  return (
    <Stack gap="sm" align="start">
      <Button kind="plain" icon={IconPlugConnected} isRunning={command.isRunning} onClick={ask}>
        {watch('connection.protocol') === 'saml' ? t('Check the certificates') : t('Ask the provider')}
      </Button>
      {problem && (
        <Callout kind="bad" title={t('That did not work')}>
          {problem.issues[0] ? problem.issues[0].message : problemText(problem)}
        </Callout>
      )}
      {found && (
        <Callout kind="good" title={found.keysUntil ? t('It would do') : t('It answers, and would do')}>
          <Text small>
            {t('People are sent to {{address}}.', { address: found.signInAddress })}{' '}
            {found.keysUntil && (
              <>
                {t('The first certificate ends')} <Moment at={found.keysUntil} dayOnly />.
              </>
            )}
            {found.tellsAddress === false &&
              t('It does not say that it tells e-mail addresses: people link themselves.')}
          </Text>
        </Callout>
      )}
    </Stack>
  )
}
