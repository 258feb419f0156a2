import { notFound } from '../../base/refusal.ts'
import { command } from '../../operations/operation.ts'
import { lockAccount } from '../account.sql.ts'
import { refuseTokenFor } from '../token.ts'
import { createMyTokenApi, createTokenApi } from '../tokens-contract.ts'
import { makeToken } from './make-token.ts'

/** For somebody else: a program's own account, say. Who made it stands beside the token and in the audit. */
export const createToken = command({
  name: 'createToken',
  endpoint: createTokenApi,
  permission: 'user.manage',
  target: ({ user }) => ({ id: user }),
  recent: true,
  async run(context, { user, ...wish }) {
    const account = await lockAccount(context.tx, user)
    if (!account) throw notFound()
    const isOwn = context.actor.kind === 'user' && context.actor.id === user
    if (!isOwn) refuseTokenFor(account)
    return makeToken(context, user, wish)
  },
})

export const createMyToken = command({
  name: 'createMyToken',
  endpoint: createMyTokenApi,
  permission: 'door.knock',
  target: () => ({}),
  recent: true,
  async run(context, wish) {
    const account = context.actor.kind === 'user' && (await lockAccount(context.tx, context.actor.id))
    if (!account) throw notFound()
    return makeToken(context, account.id, wish)
  },
})
