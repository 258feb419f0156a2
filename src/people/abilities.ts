import type { ExternalUserShape, UserShape } from './contract.ts'
import type { UserRow } from './user-list.sql.ts'
import type { ExternalUserRow } from './user.sql.ts'

/**
 * What the asking person may do with an account: whether she manages and controls it is access's answer, the rest
 * follows from its state, which the commands check again.
 */
export function withUserAbilities(row: UserRow): UserShape {
  const { manages, controls, isMe, asksSupervisor, ...user } = row
  const isHere = user.deletedAt === null
  const may = manages && isHere
  const controlsIt = controls && isHere
  const others = controlsIt && !isMe && !user.isSupervisor
  return {
    ...user,
    can: {
      edit: may,
      lock: others && user.status === 'active',
      unlock: controlsIt && user.status === 'locked',
      delete: others,
      removeFactors: controlsIt,
      changeEmail: controlsIt && !isMe && user.source !== 'directory',
      restore: manages && !isHere,
      clearSignInPause: may && user.signInPausedUntil !== null,
      resendInvitation: may && ['invited', 'rejected', 'cancelled'].includes(user.status),
      cancelInvitation: may && user.status === 'invited',
      becomeSupervisor: asksSupervisor && isHere && !user.isSupervisor && user.status === 'active',
    },
  }
}

export function withExternalAbilities({ manages, ...user }: ExternalUserRow): ExternalUserShape {
  const isHere = user.deletedAt === null
  const may = manages && isHere
  return {
    ...user,
    can: {
      edit: may,
      lock: may && user.status === 'active',
      unlock: may && user.status === 'locked',
      delete: may,
      restore: manages && !isHere,
      clearSignInPause: may && user.signInPausedUntil !== null,
      invite: may && user.status !== 'locked',
    },
  }
}
