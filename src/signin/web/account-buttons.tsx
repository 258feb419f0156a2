import { IconLock, IconLockOpen } from '@tabler/icons-react'
import { type ReactNode, useState } from 'react'
import { getExternalUserApi, getUserApi, listExternalUsersApi, listUsersApi } from '../../people/contract.ts'
import { Button } from '../../ui/button.tsx'
import { Callout } from '../../ui/callout.tsx'
import { problemText, useText } from '../../ui/language.ts'
import { notifyDone } from '../../ui/notify.tsx'
import { useCommand } from '../../ui/queries.ts'
import { clearSignInPauseApi, lockUserApi, restoreUserApi, unlockUserApi } from '../contract.ts'
import { LeaveDialog, type Leaving } from './leave-dialog.tsx'

export type Account = {
  id: string
  fullName: string
  status: string
  signInPausedUntil: Date | null
  isAdministrator?: boolean
  isSupervisor?: boolean
  can: { lock: boolean; unlock: boolean; clearSignInPause: boolean }
}

/** Everything that shows an account. */
const stale = [getUserApi, listUsersApi, getExternalUserApi, listExternalUsersApi, 'users', 'licenses']

export type AccountDeeds = {
  /** Lock or unlock, whichever makes sense in this state. */
  buttons: ReactNode
  /** What the server said to a try that it refused. */
  refusal: ReactNode
  /** For the menu of the page: delete, and restore in place of all else. */
  askToDelete: () => void
  restore: () => void
  dialog: ReactNode
}

/** Lock, unlock, and the sentence when that is refused: for employees and external users alike. */
export function useAccountDeeds(account: Account, isExternal: boolean): AccountDeeds {
  const t = useText()
  const shared = { invalidates: stale, onProblem: () => {} }
  const lock = useCommand(lockUserApi, { ...shared, done: t('The account is locked.') })
  const unlock = useCommand(unlockUserApi, { ...shared, done: t('The account is unlocked.') })
  const restored = useCommand(restoreUserApi, {
    ...shared,
    onDone: ({ groupsLeftOut }) =>
      notifyDone(
        groupsLeftOut.length === 0
          ? t('The account is restored, with its groups. Places in the org chart are given anew.')
          : t('The account is restored. Not joined again: {{groups}}.', { groups: groupsLeftOut.join(', ') }),
      ),
  })
  const ofSupervisor = t('Accounts of administrators are locked and unlocked by the System supervisor alone.')
  const problem = lock.problem ?? unlock.problem ?? restored.problem
  const [leaving, setLeaving] = useState<Leaving | null>(null)
  const leave = (deed: Leaving['deed']): void =>
    setLeaving({ id: account.id, fullName: account.fullName, deed, isExternal })

  return {
    buttons:
      account.status === 'locked' ? (
        <Button
          icon={IconLockOpen}
          onClick={() => unlock.run({ user: account.id })}
          isRunning={unlock.isRunning}
          disabledReason={!account.can.unlock && ofSupervisor}
        >
          {t('Unlock')}
        </Button>
      ) : (
        <Button
          kind="plain"
          icon={IconLock}
          disabledReason={!account.can.lock && account.isAdministrator && !account.isSupervisor && ofSupervisor}
          // What cannot be locked is not asked about: the server says why at once.
          onClick={() => (account.can.lock ? leave('lock') : lock.run({ user: account.id }))}
          isRunning={lock.isRunning}
        >
          {t('Lock account')}
        </Button>
      ),
    refusal: problem && <Callout kind="bad">{problemText(problem)}</Callout>,
    askToDelete: () => leave('delete'),
    restore: () => restored.run({ user: account.id }),
    dialog: <LeaveDialog leaving={leaving} onClose={() => setLeaving(null)} />,
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
