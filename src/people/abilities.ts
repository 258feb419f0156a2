import type { ExternalUserShape, UserShape } from './contract.ts'
import type { ExternalUserRow, UserRow } from './user.sql.ts'

/**
 * What the asking person may do with an account: whether she manages it is access's answer (`manages`), the rest
 * follows from its state, which the commands check again.
 */
export function withUserAbilities(row: UserRow): UserShape {
  const { manages, isMe, asksSupervisor, ...user } = row
  const isPaused = user.signInPausedUntil !== null
  return {
    ...user,
    can: {
      edit: false,
      lock: manages && !isMe && !user.isSupervisor && user.status === 'active',
      unlock: manages && user.status === 'locked',
      clearSignInPause: manages && isPaused,
      resendInvitation: manages && ['invited', 'rejected', 'cancelled'].includes(user.status),
      cancelInvitation: manages && user.status === 'invited',
      becomeSupervisor: asksSupervisor && !user.isSupervisor && user.status === 'active',
    },
  }
}

export function withExternalAbilities({ manages, ...user }: ExternalUserRow): ExternalUserShape {
  return {
    ...user,
    can: {
      edit: manages,
      lock: manages && user.status === 'active',
      unlock: manages && user.status === 'locked',
      clearSignInPause: manages && user.signInPausedUntil !== null,
      invite: manages && user.status !== 'locked',
    },
  }
}
