import { useState } from 'react'
import { Button } from '../../ui/button.tsx'
import { Callout } from '../../ui/callout.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { PasswordField } from '../../ui/fields.tsx'
import { CommandForm } from '../../ui/form.tsx'
import { useText } from '../../ui/language.ts'
import { Panel, Row, Stack, Text } from '../../ui/layout.tsx'
import { Loaded } from '../../ui/loaded.tsx'
import { useQueryOf } from '../../ui/queries.ts'
import { Moment } from '../../ui/relative-time.tsx'
import { FormSkeleton } from '../../ui/skeletons.tsx'
import { NewPasswordField, problemFieldsOf } from './new-password-field.tsx'
import type { OwnEndpoints } from './own-endpoints.ts'

/** How old the password is, why it should be changed, and the way to change it. */
export function PasswordPanel({ own, ownWords }: { own: OwnEndpoints; ownWords: readonly string[] }) {
  const t = useText()
  const [isOpen, setOpen] = useState(false)
  const factors = useQueryOf(own.getFactors, {}, { topics: ['me', 'security'] })
  const close = (): void => setOpen(false)
  return (
    <Panel title={t('Password')}>
      <Loaded query={factors} skeleton={<FormSkeleton fields={1} />}>
        {({ passwordSetAt, passwordAdvice }) =>
          !passwordSetAt ? (
            <Text>
              {t(
                'You have no password here: you sign in by a provider. “Forgotten your password?” at the door sets one.',
              )}
            </Text>
          ) : (
            <Stack gap="sm">
              {passwordAdvice && (
                <Callout kind="warning">
                  {passwordAdvice === 'overdue'
                    ? t('Your password is older than your company wants. Change it now.')
                    : t('Your password does not meet the rules of now. It still works; change it to a better one.')}
                </Callout>
              )}
              <Row justify="between">
                <Text>
                  {t('Chosen on')} <Moment at={passwordSetAt} />
                </Text>
                <Button kind="plain" size="xs" onClick={() => setOpen(true)}>
                  {t('Change password')}
                </Button>
              </Row>
            </Stack>
          )
        }
      </Loaded>
      <Dialog title={t('Change password')} isOpen={isOpen} onClose={close} size="sm">
        <CommandForm
          endpoint={own.changePassword}
          start={{ password: '', newPassword: '' }}
          submit={t('Change password')}
          onCancel={close}
          done={t('Your password is changed. Every other session is ended.')}
          invalidates={[own.getFactors, 'me']}
          problemFields={{
            ...problemFieldsOf('newPassword'),
            'password.wrong': 'password',
            'sign_in.too_many_tries': 'password',
          }}
          onDone={close}
        >
          <PasswordField
            name="password"
            label={t('Your password now')}
            autoComplete="current-password"
            required
            autoFocus
          />
          <NewPasswordField name="newPassword" label={t('New password')} ownWords={ownWords} />
        </CommandForm>
      </Dialog>
    </Panel>
  )
}
