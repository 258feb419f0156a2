import { notFound, Refusal } from '../../base/refusal.ts'
import { canonicalEmail } from '../../base/text.ts'
import { changed } from '../../operations/changed.ts'
import { command } from '../../operations/operation.ts'
import { lockAccount } from '../account.sql.ts'
import { refuseTokenFor, unknownWorkspace } from '../token.ts'
import { endToken, findEmployeeByEmail, workspacesByCode } from '../token.sql.ts'
import { issueTokenApi, withdrawTokenApi } from '../tokens-contract.ts'
import { makeToken } from './make-token.ts'

/** Run by `portico token create` as the system: whoever may run commands on the server holds the database anyway. */
export const issueToken = command({
  name: 'issueToken',
  endpoint: issueTokenApi,
  permission: 'company.issue_tokens',
  target: () => ({}),
  recent: true,
  async run(context, { email, workspaces: codes, ...wish }) {
    const { tx } = context
    const user = await findEmployeeByEmail(tx, canonicalEmail(email))
    const account = user && (await lockAccount(tx, user))
    if (!account) {
      throw new Refusal('not_found', 'token.nobody', `Expected the address of an employee, found nobody with ${email}.`)
    }
    refuseTokenFor(account)
    const workspaces = codes && (await workspacesByCode(tx, codes))
    if (codes && workspaces && workspaces.length < new Set(codes).size) throw unknownWorkspace()
    const made = await makeToken(context, account.id, { ...wish, workspaces })
    return { ...made, userName: account.fullName }
  },
})

export const withdrawToken = command({
  name: 'withdrawToken',
  endpoint: withdrawTokenApi,
  permission: 'company.issue_tokens',
  target: () => ({}),
  async run({ tx, note }, { token }) {
    const ended = await endToken(tx, token, 'ended_by_administrator')
    if (!ended) throw notFound()
    note({ endedToken: token, name: ended.name, user: ended.user })
    await changed(tx, { topics: ['tokens'], users: [ended.user], employees: true })
    return null
  },
})
