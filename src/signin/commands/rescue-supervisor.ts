import { notFound, Refusal } from '../../base/refusal.ts'
import { canonicalEmail } from '../../base/text.ts'
import { command, type CommandContext } from '../../operations/operation.ts'
import {
  type Account,
  findAccount,
  listAdministrators,
  lockAccount,
  readCompany,
  setPasswordHash,
} from '../account.sql.ts'
import { deleteAllFactors } from '../factor.sql.ts'
import { type Letter, sendLetter } from '../letters.ts'
import { startRescueApi, finishRescueApi } from '../rescue-contract.ts'
import { rescued, rescueStarted } from '../rescue-letters.ts'
import { insertRescue, markRescued, openRescue } from '../rescue.sql.ts'
import { endSessions } from '../session.sql.ts'
import { forgetTries } from '../tries.sql.ts'
import { newPasswordHash } from './new-password.ts'

/** The supervisor is among those who administer, so one list tells all who have to hear of it. */
async function tellAll({ tx, send }: Pick<CommandContext, 'tx' | 'send'>, letter: Letter): Promise<void> {
  for (const reader of await listAdministrators(tx)) await sendLetter(tx, send, reader, letter)
}

/** Run by `portico rescue` as the system: whoever may run commands on the server holds the database anyway. */
export const startRescue = command({
  name: 'startRescue',
  endpoint: startRescueApi,
  permission: 'company.rescue',
  target: () => ({}),
  async run(context) {
    const { tx, note } = context
    const company = await readCompany(tx)
    const account = company && (await lockAccount(tx, company.supervisor))
    if (!account) {
      throw new Refusal(
        'conflict',
        'rescue.no_company',
        'Expected a company with a System supervisor, but Portico has not been set up yet. Open its address and set it up.',
      )
    }
    const made = await insertRescue(tx, account.id)
    note({ user: account.id, fullName: account.fullName })
    await tellAll(context, rescueStarted(account.fullName))
    return { fullName: account.fullName, email: account.email, ...made }
  },
})

/** By the link: what she signs in with begins anew, and whoever was in meanwhile is out. */
export const finishRescue = command({
  name: 'finishRescue',
  endpoint: finishRescueApi,
  permission: 'door.knock',
  target: () => ({}),
  async before({ db }, { token, password }) {
    const { user } = await openRescue(db, token)
    const [account, company] = [await findAccount(db, user), await readCompany(db)]
    const words = [company?.name ?? null, account?.fullName ?? null, account?.email ?? null]
    return { user, passwordHash: await newPasswordHash(db, password, words) }
  },
  async run(context, { token }, { user, passwordHash }) {
    const { tx, note } = context
    const account: Account | undefined = await lockAccount(tx, user)
    if (!account) throw notFound()
    const { id } = await openRescue(tx, token)
    await markRescued(tx, id)
    await setPasswordHash(tx, user, passwordHash)
    if (account.email) await forgetTries(tx, canonicalEmail(account.email))
    const factorsRemoved = await deleteAllFactors(tx, user)
    const sessionsEnded = await endSessions(tx, user, 'password_changed')
    note({ user, fullName: account.fullName, sessionsEnded, factorsRemoved })
    await tellAll(context, rescued(account.fullName))
    return { sessionsEnded, factorsRemoved }
  },
})
