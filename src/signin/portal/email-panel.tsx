import { useState } from 'react'
import { Button } from '../../ui/button.tsx'
import { Callout } from '../../ui/callout.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { TextField } from '../../ui/fields.tsx'
import { CommandForm } from '../../ui/form.tsx'
import { useText } from '../../ui/language.ts'
import { Panel, Row, Stack, Text } from '../../ui/layout.tsx'
import { Loaded } from '../../ui/loaded.tsx'
import { useCommand, useQueryOf } from '../../ui/queries.ts'
import { Moment } from '../../ui/relative-time.tsx'
import { FormSkeleton } from '../../ui/skeletons.tsx'
import type { OwnEndpoints } from './own-endpoints.ts'

type Props = { own: OwnEndpoints; email: string; portal?: string | undefined }

/** The address one signs in with, and the way to another: it counts once a mail to it was answered. */
export function EmailPanel({ own, email, portal }: Props) {
  const t = useText()
  const [isOpen, setOpen] = useState(false)
  const close = (): void => setOpen(false)
  const change = useQueryOf(own.getEmailChange, {}, { topics: ['me'] })
  const drop = useCommand(own.dropEmailChange, {
    invalidates: [own.getEmailChange],
    done: t('The address stays as it is.'),
  })
  return (
    <Panel title={t('E-mail')}>
      <Loaded query={change} skeleton={<FormSkeleton fields={1} />}>
        {({ pending, isElsewhere }) => (
          <Stack gap="sm">
            {pending && (
              <Callout title={t('{{email}} waits to be confirmed', { email: pending.email })}>
                <Stack gap="xs">
                  <Text>
                    {t('Open the link in the mail we sent there. It works until')} <Moment at={pending.expiresAt} />.
                  </Text>
                  <Row>
                    <Button kind="plain" size="xs" isRunning={drop.isRunning} onClick={() => drop.run({})}>
                      {t('Keep the old address')}
                    </Button>
                  </Row>
                </Stack>
              </Callout>
            )}
            <Row justify="between">
              <Text>{email}</Text>
              <Button
                kind="plain"
                size="xs"
                disabledReason={isElsewhere && t('Your address comes from a directory and is changed there.')}
                onClick={() => setOpen(true)}
              >
                {t('Change the address')}
              </Button>
            </Row>
          </Stack>
        )}
      </Loaded>
      <Dialog title={t('Change the address')} isOpen={isOpen} onClose={close} size="sm">
        <CommandForm
          endpoint={own.changeEmail}
          start={{ email: '' }}
          input={(values) => ({ ...values, ...(portal !== undefined && { portal }) })}
          submit={t('Send the mail')}
          onCancel={close}
          done={t('Look into the mailbox of the new address and open the link there.')}
          invalidates={[own.getEmailChange]}
          problemFields={{ 'email_change.same': 'email', 'email_change.too_many': 'email' }}
          onDone={close}
        >
          <TextField
            name="email"
            type="email"
            label={t('New e-mail address')}
            description={t('The old one works until the new one is confirmed, and is told of it.')}
            autoComplete="email"
            required
            autoFocus
          />
        </CommandForm>
      </Dialog>
    </Panel>
  )
}
