import { notFound } from '../../base/refusal.ts'
import { changed } from '../../operations/changed.ts'
import { command, type CommandContext } from '../../operations/operation.ts'
import { endToken } from '../token.sql.ts'
import { revokeMyTokenApi, revokeTokenApi } from '../tokens-contract.ts'

type Ended = Awaited<ReturnType<typeof endToken>>

async function told({ tx, note }: CommandContext, ended: Ended, token: string): Promise<null> {
  if (!ended) throw notFound()
  note({ endedToken: token, name: ended.name, user: ended.user })
  await changed(tx, { topics: ['tokens'], users: [ended.user], employees: true })
  return null
}

export const revokeToken = command({
  name: 'revokeToken',
  endpoint: revokeTokenApi,
  permission: 'company.administer',
  target: () => ({}),
  run: async (context, { token }) => told(context, await endToken(context.tx, token, 'ended_by_administrator'), token),
})

/** Somebody else’s is answered like one that never was (AT-071). */
export const revokeMyToken = command({
  name: 'revokeMyToken',
  endpoint: revokeMyTokenApi,
  permission: 'door.knock',
  target: () => ({}),
  async run(context, { token }) {
    if (context.actor.kind !== 'user') throw notFound()
    return told(context, await endToken(context.tx, token, 'ended_by_user', context.actor.id), token)
  },
})
