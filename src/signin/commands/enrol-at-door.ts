import { command } from '../../operations/operation.ts'
import { readCompany } from '../account.sql.ts'
import { atPortalDoor, finishEnrolmentApi, startEnrolmentApi } from '../door-contract.ts'
import { enrollable, nextStep } from '../door.ts'
import { readFactors } from '../factor.sql.ts'
import { keepSeed, markFactorProved, startAgain } from '../open-proof.sql.ts'
import { factorRefused, seedPurpose } from '../prove-factor.ts'
import type { SessionSide } from '../session.sql.ts'
import { appAddress, newSeed } from '../totp.ts'
import type { CommandContext } from '../../operations/operation.ts'
import { admit } from './admit.ts'
import { doorOf, lockedHere } from './at-door.ts'
import { setUpApp } from './set-up-app.ts'

/** Who is led to set something up: of whom a second factor is demanded, who has none, and who has proved the password. */
export async function enrollingHere(context: CommandContext, side: SessionSide, kind: 'totp' | 'passkey') {
  const { proof, account } = await lockedHere(context, side)
  const factors = await readFactors(context.tx, account.id)
  if (nextStep(proof, factors) !== 'enrol' || !enrollable(factors).includes(kind)) throw startAgain()
  return { proof, account }
}

const start = (name: string, side: SessionSide, endpoint: typeof startEnrolmentApi) =>
  command({
    name,
    endpoint,
    permission: 'door.knock',
    target: () => ({}),
    async run(context) {
      const { proof, account } = await enrollingHere(context, side, 'totp')
      const seed = newSeed()
      await keepSeed(context.tx, proof.id, context.secrets.seal(seed, seedPurpose(account.id)))
      const company = await readCompany(context.tx)
      return { seed, address: appAddress(seed, company?.name ?? 'Portico', account.email ?? account.fullName) }
    },
  })

const finish = (name: string, side: SessionSide, endpoint: typeof finishEnrolmentApi) =>
  command({
    name,
    endpoint,
    permission: 'door.knock',
    target: () => ({}),
    async run(context, { code }) {
      const { proof, account } = await enrollingHere(context, side, 'totp')
      const recoveryCodes = await setUpApp(context, account, proof, code)
      if (!recoveryCodes) throw factorRefused()
      await markFactorProved(context.tx, proof.id)
      const answer = await admit(context, account, doorOf(proof), { ...proof, isFactorProved: true })
      return { ...answer, recoveryCodes }
    },
  })

export const startEnrolment = start('startEnrolment', 'employee', startEnrolmentApi)
export const startPortalEnrolment = start('startPortalEnrolment', 'portal', atPortalDoor(startEnrolmentApi))
export const finishEnrolment = finish('finishEnrolment', 'employee', finishEnrolmentApi)
export const finishPortalEnrolment = finish('finishPortalEnrolment', 'portal', atPortalDoor(finishEnrolmentApi))
