import { query } from '../../operations/operation.ts'
import { findAccount } from '../account.sql.ts'
import { atTheStart, doorAnswerOf } from '../commands/admit.ts'
import { atPortalDoor, getOpenProofApi } from '../door-contract.ts'
import { nextStep } from '../door.ts'
import { readFactors } from '../factor.sql.ts'
import { findAtDoor } from '../open-proof.sql.ts'
import type { SessionSide } from '../session.sql.ts'

/** For a page that is loaded anew in the middle of signing in. */
const make = (name: string, side: SessionSide, endpoint: typeof getOpenProofApi) =>
  query({
    name,
    endpoint,
    permission: 'door.view',
    target: () => ({}),
    async run({ db, cookies }) {
      const proof = await findAtDoor(db, side, cookies.proof.sent())
      const account = proof?.user ? await findAccount(db, proof.user) : undefined
      if (!proof || !account) return atTheStart
      const factors = await readFactors(db, account.id)
      const next = nextStep(proof, factors)
      // What was demanded has been taken back meanwhile: the next sign-in is a whole one.
      return next === 'in' ? atTheStart : doorAnswerOf(account, factors, next)
    },
  })

export const getOpenProof = make('getOpenProof', 'employee', getOpenProofApi)
export const getOpenPortalProof = make('getOpenPortalProof', 'portal', atPortalDoor(getOpenProofApi))
