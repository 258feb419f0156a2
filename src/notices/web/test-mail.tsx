import { IconSend } from '@tabler/icons-react'
import { useState } from 'react'
import { useFormContext } from 'react-hook-form'
import type { AnswerOf } from '../../base/endpoint.ts'
import { getMeApi } from '../../people/contract.ts'
import { Button } from '../../ui/button.tsx'
import { Callout } from '../../ui/callout.tsx'
import { useText } from '../../ui/language.ts'
import { Stack, Verbatim } from '../../ui/layout.tsx'
import { useCommand, useQueryOf } from '../../ui/queries.ts'
import { sendTestMailApi } from '../contract-settings.ts'
import { asServer, type ServerValues } from './server-values.ts'

/** Tries out what stands in the form, saved or not, and shows what the server said to it. */
export function TestMail() {
  const t = useText()
  const me = useQueryOf(getMeApi, {})
  const { getValues } = useFormContext<ServerValues>()
  const [outcome, show] = useState<AnswerOf<typeof sendTestMailApi>>()
  const command = useCommand(sendTestMailApi, { onDone: show })
  const email = me.data?.email
  if (!email) return null
  return (
    <Stack gap="sm" align="start">
      <Button
        kind="plain"
        icon={IconSend}
        isRunning={command.isRunning}
        onClick={() => {
          show(undefined)
          command.run({ to: email, ...asServer(getValues()) })
        }}
      >
        {t('Send a test mail to {{email}}', { email })}
      </Button>
      {outcome && (
        <Callout
          kind={outcome.isSent ? 'good' : 'bad'}
          title={outcome.isSent ? t('The server took the mail') : t('The server did not take the mail')}
        >
          <Verbatim>{outcome.answer}</Verbatim>
        </Callout>
      )}
    </Stack>
  )
}
