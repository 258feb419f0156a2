import { command } from '../../operations/operation.ts'
import { atPortalDoor, sendProofCodeApi } from '../door-contract.ts'
import { methodsOf } from '../door.ts'
import { readFactors } from '../factor.sql.ts'
import { proofCode, sendLetter } from '../letters.ts'
import { newCode, startAgain } from '../open-proof.sql.ts'
import type { SessionSide } from '../session.sql.ts'
import { lockedHere } from './at-door.ts'

const make = (name: string, side: SessionSide, endpoint: typeof sendProofCodeApi) =>
  command({
    name,
    endpoint,
    permission: 'door.knock',
    target: () => ({}),
    async run(context) {
      const { tx, send, note } = context
      const { proof, account } = await lockedHere(context, side)
      const isOffered = methodsOf(await readFactors(tx, account.id)).includes('email_code')
      if (!isOffered || !account.email) throw startAgain()
      const letter = proofCode(await newCode(tx, proof.id))
      await sendLetter(tx, send, { id: account.id, email: account.email, language: account.language }, letter)
      note({ user: account.id })
      return null
    },
  })

export const sendProofCode = make('sendProofCode', 'employee', sendProofCodeApi)
export const sendPortalProofCode = make('sendPortalProofCode', 'portal', atPortalDoor(sendProofCodeApi))
