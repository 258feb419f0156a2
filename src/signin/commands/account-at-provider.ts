import { takeSeat } from '../../licensing/commands/take-seat.ts'
import { changed } from '../../operations/changed.ts'
import type { CommandContext } from '../../operations/operation.ts'
import { makeUser } from '../../people/commands/make-user.ts'
import {
  type AtProvider,
  believedAddress,
  linkIdentity,
  nobodyHere,
  noteUsed,
} from '../../providers/commands/identities.ts'
import {
  type Account,
  findAccountByEmail,
  isAdministrator,
  lockAccount,
  markRegisteredAtProvider,
  takeToldName,
} from '../account.sql.ts'
import { lockedAtProvider } from '../account.ts'
import type { SessionSide } from '../session.sql.ts'
import { tellOwner } from './set-up-app.ts'

type Found = { account: Account; linked?: 'address' | 'creation' }

/**
 * Whose sign-in it is: by the linked identity, else at the first time by a verified address the provider is believed
 * about, else somebody new. Accounts that administer are linked by their owners only, so that whoever runs the provider
 * does not run Portico by it.
 *
 * @throws Refusal `sign_in.identity_unknown`, `account.locked`, `license.no_free_seat`
 */
export async function accountAtProvider(context: CommandContext, at: AtProvider, side: SessionSide): Promise<Found> {
  const { tx } = context
  if (at.known) {
    const account = await lockAccount(tx, at.known.user)
    if (!account) throw nobodyHere(at, 'The account is deleted')
    refuseUnlessMayEnter(at, account, side)
    await noteUsed(tx, at.known.id)
    return { account: await renamed(context, at, account) }
  }
  const email = believedAddress(at)
  const found = await findAccountByEmail(tx, email)
  if (!found) return { account: await makeEmployee(context, at, email, side), linked: 'creation' }
  const account = await lockAccount(tx, found.id)
  if (!account) throw nobodyHere(at, `The account of ${email} is deleted`)
  if (account.status === 'invited' && side === 'employee' && at.provider.createsPeople) {
    return { account: await takenUp(context, at, account), linked: 'creation' }
  }
  refuseUnlessMayEnter(at, account, side)
  if (account.isSupervisor || (await isAdministrator(tx, account.id))) {
    throw nobodyHere(at, `The account of ${email} administers, and is linked by its owner only`)
  }
  await linkIdentity(tx, at, account.id, 'address')
  await tellOwner(context, account, 'identity_linked')
  return { account, linked: 'address' }
}

/** The lock is told, because the provider has proved whose account it is; everything else is "unknown". */
function refuseUnlessMayEnter(at: AtProvider, account: Account, side: SessionSide): void {
  const isOfSide = account.kind === (side === 'employee' ? 'employee' : 'external')
  if (!isOfSide) throw nobodyHere(at, `${account.fullName} does not sign in at this door`)
  if (account.status === 'locked') throw lockedAtProvider()
  if (account.status !== 'active') throw nobodyHere(at, `The account of ${account.fullName} is ${account.status}`)
}

/** The address is proved here as the mail would have proved it; the seat was taken with the invitation. */
async function takenUp({ tx }: CommandContext, at: AtProvider, account: Account): Promise<Account> {
  await markRegisteredAtProvider(tx, account.id)
  await linkIdentity(tx, at, account.id, 'creation')
  await changed(tx, { topics: ['users'], employees: true })
  return (await lockAccount(tx, account.id))!
}

async function renamed({ tx }: CommandContext, { provider, told }: AtProvider, account: Account): Promise<Account> {
  const fullName = told.fullName?.slice(0, 200)
  if (!provider.renamesPeople || !fullName || fullName === account.fullName) return account
  if (await takeToldName(tx, account.id, fullName)) await changed(tx, { topics: ['users', 'me'], employees: true })
  return account
}

/** The seat comes first: without a free one nothing is made. */
async function makeEmployee(
  { tx }: CommandContext,
  at: AtProvider,
  email: string,
  side: SessionSide,
): Promise<Account> {
  const { provider, told } = at
  if (side !== 'employee' || !provider.createsPeople) throw nobodyHere(at, `Nobody here has the address ${email}`)
  const id = await makeUser(tx, {
    kind: 'employee',
    status: 'active',
    fullName: (told.fullName ?? email).slice(0, 200),
    email,
    phone: null,
    organization: null,
    language: null,
    timeZone: null,
    passwordHash: null,
    by: null,
    source: 'provider',
  })
  await takeSeat(tx, 'named', id)
  await linkIdentity(tx, at, id, 'creation')
  await changed(tx, { topics: ['users'], employees: true })
  return (await lockAccount(tx, id))!
}
