import { command } from '../../operations/operation.ts'
import { atPortalDoor, proveFactorApi } from '../door-contract.ts'
import { markFactorProved } from '../open-proof.sql.ts'
import { factorRefused, isProvedByCode } from '../prove-factor.ts'
import type { SessionSide } from '../session.sql.ts'
import { admit } from './admit.ts'
import { doorOf, lockedHere, proofHere, whoseProof } from './at-door.ts'

const make = (name: string, side: SessionSide, endpoint: typeof proveFactorApi) =>
  command({
    name,
    endpoint,
    permission: 'door.knock',
    target: () => ({}),
    whose: (context) => whoseProof(context, side),
    async before(context, given) {
      const proof = await proofHere(context, side)
      if (!(await isProvedByCode(context, proof.user, proof, given))) throw factorRefused()
    },
    async run(context, { method }) {
      const { proof, account } = await lockedHere(context, side)
      await markFactorProved(context.tx, proof.id)
      context.note({ by: method })
      return admit(context, account, doorOf(proof), { ...proof, isFactorProved: true })
    },
  })

export const proveFactor = make('proveFactor', 'employee', proveFactorApi)
export const provePortalFactor = make('provePortalFactor', 'portal', atPortalDoor(proveFactorApi))
