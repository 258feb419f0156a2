import type { ProcessInstanceId, SessionId, UserId, WorkspaceId } from '../base/ids.ts'

/**
 * Who is doing it now. A user's actor is read from the session row at every request and never kept longer; the
 * statement that decides reads session and account once more (see decide.ts), so nothing here carries authority.
 */
export type UserActor = {
  kind: 'user'
  id: UserId
  userKind: 'employee' | 'external'
  session: SessionId
  /** A program that acts as the person, and what it may at most. */
  token?: TokenScope
}

/** What an API token may at most; see `token-scope.ts`. */
export type TokenScope = {
  id: SessionId
  name: string
  administers: boolean
  /** Only what belongs to these; null: everywhere. */
  workspaces: readonly WorkspaceId[] | null
}

/** A process step acts under its own name, for the person whose deed moved it. Both are audited. */
export type ProcessActor = { kind: 'process'; id: ProcessInstanceId; for: UserId | null }
export type SystemActor = { kind: 'system'; reason: string; for: UserId | null }
export type AnonymousActor = { kind: 'anonymous' }

export type Actor = UserActor | ProcessActor | SystemActor | AnonymousActor

export const anonymous: AnonymousActor = { kind: 'anonymous' }

/** The user behind an actor, for "created by": herself, or the one a process or the system acts for. */
export const personBehind = (actor: Actor): UserId | null =>
  actor.kind === 'user' ? actor.id : actor.kind === 'anonymous' ? null : actor.for
