import { command, type CommandContext } from '../../operations/operation.ts'
import { type Account, readCompany } from '../account.sql.ts'
import { askNewPasskeyApi, atPortalDoor, enrolPasskeyApi } from '../door-contract.ts'
import { insertPasskey, listPasskeys } from '../factor.sql.ts'
import { keepChallenge, markFactorProved, type OpenProof, takeChallenge } from '../open-proof.sql.ts'
import { type NewPasskey, registrationOptions, verifiedRegistration } from '../passkey.ts'
import { factorRefused } from '../prove-factor.ts'
import type { SessionSide } from '../session.sql.ts'
import { admit } from './admit.ts'
import { doorOf, proofHere } from './at-door.ts'
import { enrollingHere } from './enrol-at-door.ts'
import { firstRecoveryCodes, tellOwner } from './set-up-app.ts'

/** What the browser is asked to make; a device that has one already does not make another. */
export async function questionFor({ tx, baseUrl }: CommandContext, account: Account, proof: OpenProof) {
  const company = await readCompany(tx)
  const owner = { id: account.id, name: account.fullName, account: account.email ?? account.fullName }
  const options = await registrationOptions(
    baseUrl,
    company?.name ?? 'Portico',
    owner,
    await listPasskeys(tx, account.id),
  )
  await keepChallenge(tx, proof.id, options.challenge)
  return { options: { ...options } }
}

/** The key that answered the challenge. Before the transaction, because a challenge is taken even by a wrong answer. */
export async function answered(
  { db, baseUrl }: { db: Parameters<typeof takeChallenge>[0]; baseUrl: string },
  proof: OpenProof,
  response: unknown,
): Promise<NewPasskey> {
  const challenge = await takeChallenge(db, proof.id)
  const made = challenge && (await verifiedRegistration(baseUrl, challenge, response))
  if (!made) throw factorRefused()
  return made
}

/** @returns recovery codes, for who has none yet */
export async function keepPasskey(context: CommandContext, account: Account, made: NewPasskey, name: string) {
  await insertPasskey(context.tx, { ...made, user: account.id, name })
  context.note({ user: account.id, factor: 'passkey', passkey: name })
  await tellOwner(context, account, 'passkey_added')
  return firstRecoveryCodes(context, account)
}

const ask = (name: string, side: SessionSide, endpoint: typeof askNewPasskeyApi) =>
  command({
    name,
    endpoint,
    permission: 'door.knock',
    target: () => ({}),
    async run(context) {
      const { proof, account } = await enrollingHere(context, side, 'passkey')
      return questionFor(context, account, proof)
    },
  })

const enrol = (name: string, side: SessionSide, endpoint: typeof enrolPasskeyApi) =>
  command({
    name,
    endpoint,
    permission: 'door.knock',
    target: () => ({}),
    before: async (context, { response }) => answered(context, await proofHere(context, side), response),
    async run(context, { name: passkey }, made) {
      const { proof, account } = await enrollingHere(context, side, 'passkey')
      const recoveryCodes = await keepPasskey(context, account, made, passkey)
      await markFactorProved(context.tx, proof.id)
      const answer = await admit(context, account, doorOf(proof), { ...proof, isFactorProved: true })
      return { ...answer, recoveryCodes }
    },
  })

export const askNewPasskey = ask('askNewPasskey', 'employee', askNewPasskeyApi)
export const askNewPortalPasskey = ask('askNewPortalPasskey', 'portal', atPortalDoor(askNewPasskeyApi))
export const enrolPasskey = enrol('enrolPasskey', 'employee', enrolPasskeyApi)
export const enrolPortalPasskey = enrol('enrolPortalPasskey', 'portal', atPortalDoor(enrolPasskeyApi))
