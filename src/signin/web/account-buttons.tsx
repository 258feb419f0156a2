import { IconLock, IconLockOpen } from '@tabler/icons-react'
import type { ReactNode } from 'react'
import { getExternalUserApi, getUserApi, listExternalUsersApi, listUsersApi } from '../../people/contract.ts'
import { Button } from '../../ui/button.tsx'
import { Callout } from '../../ui/callout.tsx'
import { confirm } from '../../ui/confirm.tsx'
import { problemText, useText } from '../../ui/language.ts'
import { useCommand } from '../../ui/queries.ts'
import { clearSignInPauseApi, lockUserApi, unlockUserApi } from '../contract.ts'

export type Account = {
  id: string
  fullName: string
  status: string
  signInPausedUntil: Date | null
  can: { lock: boolean; unlock: boolean; clearSignInPause: boolean }
}

/** Everything that shows an account. */
const stale = [getUserApi, listUsersApi, getExternalUserApi, listExternalUsersApi, 'users', 'licenses']

function Consequences({ account, isExternal }: { account: Account; isExternal: boolean }) {
  const t = useText()
  const items = [
    t('{{name}} is signed out everywhere within a second, open pages included.', { name: account.fullName }),
    t('Signing in and links for a new password are refused.'),
    t('The seat is free for somebody else.'),
    isExternal
      ? t('Requests and files stay. Nothing is deleted, and the account can be unlocked.')
      : t('Tasks already taken stay with them until somebody hands them on. The account can be unlocked.'),
  ]
  return (
    <ul style={{ margin: 0, paddingInlineStart: '1.2em' }}>
      {items.map((item) => (
        <li key={item}>{item}</li>
      ))}
    </ul>
  )
}

export type AccountDeeds = {
  /** Lock or unlock, whichever makes sense in this state. */
  buttons: ReactNode
  /** What the server said to a try that it refused. */
  refusal: ReactNode
}

/** Lock, unlock, and the sentence when that is refused: for employees and external users alike. */
export function useAccountDeeds(account: Account, isExternal: boolean): AccountDeeds {
  const t = useText()
  const shared = { invalidates: stale, onProblem: () => {} }
  const lock = useCommand(lockUserApi, { ...shared, done: t('The account is locked.') })
  const unlock = useCommand(unlockUserApi, { ...shared, done: t('The account is unlocked.') })
  const problem = lock.problem ?? unlock.problem

  const askAndLock = async (): Promise<void> => {
    // What cannot be locked is not asked about: the server says why at once.
    const sure =
      !account.can.lock ||
      (await confirm({
        title: t('Lock the account of {{name}}?', { name: account.fullName }),
        text: <Consequences account={account} isExternal={isExternal} />,
        action: t('Lock account'),
        danger: true,
      }))
    if (sure) lock.run({ user: account.id })
  }

  return {
    buttons:
      account.status === 'locked' ? (
        <Button
          icon={IconLockOpen}
          onClick={() => unlock.run({ user: account.id })}
          isRunning={unlock.isRunning}
          disabledReason={!account.can.unlock && t('Only administrators unlock accounts.')}
        >
          {t('Unlock')}
        </Button>
      ) : (
        <Button kind="plain" icon={IconLock} onClick={() => void askAndLock()} isRunning={lock.isRunning}>
          {t('Lock account')}
        </Button>
      ),
    refusal: problem && <Callout kind="bad">{problemText(problem)}</Callout>,
  }
}

/** Too many wrong passwords: the account stays active, signing in waits. */
export function SignInPaused({ account }: { account: Account }) {
  const t = useText()
  const clear = useCommand(clearSignInPauseApi, { invalidates: stale, done: t('Signing in is open again.') })
  if (!account.signInPausedUntil) return null
  return (
    <Callout kind="warning" title={t('Signing in is paused after too many wrong passwords')}>
      {t('It opens by itself after a while. If you are sure it was {{name}}, open it now.', { name: account.fullName })}
      <div style={{ marginTop: 8 }}>
        <Button
          size="xs"
          kind="plain"
          isRunning={clear.isRunning}
          disabledReason={!account.can.clearSignInPause && t('Only administrators do this.')}
          onClick={() => clear.run({ user: account.id })}
        >
          {t('Let them sign in now')}
        </Button>
      </div>
    </Callout>
  )
}
