import { useState } from 'react'
import type { AnswerOf } from '../../base/endpoint.ts'
import type { AuthLayoutProps } from '../../ui/auth-layout.tsx'
import { Button } from '../../ui/button.tsx'
import { Callout } from '../../ui/callout.tsx'
import { problemText, useText } from '../../ui/language.ts'
import { useCommand } from '../../ui/queries.ts'
import { confirmEmailChangeApi, undoEmailChangeApi } from '../email-contract.ts'
import { SaidPage } from './said-page.tsx'

type Props = { token: string; brand?: AuthLayoutProps['brand'] }

/** Where the mail to a new address leads, on either side. Opening it does nothing yet: mail scanners open links too (AT-102). */
export function ConfirmEmail({ token, brand, home }: Props & { home: string }) {
  const t = useText()
  const [confirmed, setConfirmed] = useState<string>()
  const settle = useCommand(confirmEmailChangeApi, { onDone: ({ email }) => setConfirmed(email), onProblem: () => {} })
  if (confirmed !== undefined) {
    return (
      <SaidPage
        {...(brand && { brand })}
        title={t('Your new address is confirmed')}
        text={t('You sign in with {{email}} from now on.', { email: confirmed })}
      >
        <Button href={home}>{t('Go on')}</Button>
      </SaidPage>
    )
  }
  return (
    <SaidPage
      {...(brand && { brand })}
      title={t('Is this your new address?')}
      text={t(
        'Confirm that you get mail here. The account is signed in with this address then, and the old one is told.',
      )}
    >
      {settle.problem && <Callout kind="bad">{problemText(settle.problem)}</Callout>}
      <Button isRunning={settle.isRunning} onClick={() => settle.run({ token })}>
        {t('Confirm the address')}
      </Button>
    </SaidPage>
  )
}

type Undone = AnswerOf<typeof undoEmailChangeApi>

/** Where both mails to the old address lead. */
export function UndoEmail({ token, brand, newPassword }: Props & { newPassword: string }) {
  const t = useText()
  const [undone, setUndone] = useState<Undone>()
  const settle = useCommand(undoEmailChangeApi, { onDone: setUndone, onProblem: () => {} })
  if (undone) {
    return (
      <SaidPage
        {...(brand && { brand })}
        title={t('The old address stays')}
        text={
          undone.was === 'stopped'
            ? t('Nothing was changed: your address is {{email}}. If it was not you who asked, choose a new password.', {
                email: undone.email,
              })
            : t('Your address is {{email}} again, and everybody was signed out. Choose a new password now.', {
                email: undone.email,
              })
        }
      >
        <Button href={newPassword}>{t('Choose a new password')}</Button>
      </SaidPage>
    )
  }
  return (
    <SaidPage
      {...(brand && { brand })}
      title={t('Keep the old address?')}
      text={t('Do this if it was not you who changed the address. If it was changed already, every session ends.')}
    >
      {settle.problem && <Callout kind="bad">{problemText(settle.problem)}</Callout>}
      <Button isRunning={settle.isRunning} onClick={() => settle.run({ token })}>
        {t('Keep the old address')}
      </Button>
    </SaidPage>
  )
}
