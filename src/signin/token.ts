import type { WorkspaceId } from '../base/ids.ts'
import { Refusal } from '../base/refusal.ts'
import type { Account } from './account.sql.ts'
import { tokenRequestsAMinute } from './tokens-contract.ts'

/** What a token is asked to be. */
export type TokenWish = {
  name: string
  access: 'read' | 'write'
  administers: boolean
  workspaces: WorkspaceId[] | null
  days: number
}

export function refuseTooWide({ administers, workspaces }: TokenWish): void {
  if (!administers || workspaces === null) return
  throw new Refusal(
    'unprocessable',
    'token.too_wide',
    'Expected a token for some workspaces or one that administers, but this would be both. Administration belongs to no workspace: make two tokens.',
  )
}

/** For whom somebody else may make one. Whoever speaks for the supervisor is the supervisor alone. */
export function refuseTokenFor(account: Account): void {
  if (account.kind !== 'employee') {
    throw new Refusal(
      'unprocessable',
      'token.employees_only',
      `Expected an employee, but “${account.fullName}” is an external user. Tokens open the employee side only.`,
    )
  }
  if (account.isSupervisor) {
    throw new Refusal(
      'forbidden',
      'token.of_supervisor',
      `“${account.fullName}” is the System supervisor and makes such a token herself, on her profile.`,
    )
  }
  if (account.status === 'active') return
  throw new Refusal(
    'conflict',
    'user.not_active',
    `Expected an active account, but “${account.fullName}” is not. A token would not work.`,
    { status: account.status },
  )
}

export const needsNamedSeat = (): Refusal =>
  new Refusal(
    'conflict',
    'token.needs_named_seat',
    'Expected a person with a named seat, because a token works at any hour. Put the person into Privileged users first.',
  )

export const unknownWorkspace = (): Refusal =>
  new Refusal(
    'unprocessable',
    'token.unknown_workspace',
    'Expected workspaces that you can see, but one of these is none. Choose them again.',
  )

export const tooManyTokens = (most: number): Refusal =>
  new Refusal(
    'conflict',
    'token.too_many',
    `Expected at most ${most} tokens that work for one person, and that many there are. Revoke one that is not needed.`,
    { most },
  )

export const tokenSpent = (): Refusal =>
  new Refusal(
    'unauthenticated',
    'token.invalid',
    'Expected an API token that works, after “Authorization: Bearer ”. This one was never made here, has expired or was ended.',
  )

export const readOnlyToken = (name: string): Refusal =>
  new Refusal(
    'forbidden',
    'token.read_only',
    `Expected a token that may write, but “${name}” may only read. Make another one for this.`,
  )

export const tooManyRequests = (seconds: number): Refusal =>
  new Refusal(
    'rate',
    'token.too_many_requests',
    `Expected at most ${tokenRequestsAMinute} requests a minute with one token. Wait ${seconds} seconds and go on; ask for longer pages instead of more of them.`,
    { requestsAMinute: tokenRequestsAMinute },
    seconds,
  )
