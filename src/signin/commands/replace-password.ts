import { command } from '../../operations/operation.ts'
import { findAccount, readCompany, setPasswordHash } from '../account.sql.ts'
import { samePassword } from '../account.ts'
import { atPortalDoor, replacePasswordApi } from '../door-contract.ts'
import { nextStep } from '../door.ts'
import { readFactors } from '../factor.sql.ts'
import { passwordMatches } from '../hashing.ts'
import { passwordChanged, sendLetter } from '../letters.ts'
import { lockAtDoor, startAgain } from '../open-proof.sql.ts'
import { endSessions, type SessionSide } from '../session.sql.ts'
import { accountOf, admit } from './admit.ts'
import { doorOf, proofHere } from './at-door.ts'
import { newPasswordHash } from './new-password.ts'

/** The last step for whose password is overdue (H84). Whoever has not proved all else is sent back. */
const make = (name: string, side: SessionSide, endpoint: typeof replacePasswordApi) =>
  command({
    name,
    endpoint,
    permission: 'door.knock',
    target: () => ({}),
    async before(context, { password }) {
      const { db } = context
      const proof = await proofHere(context, side)
      const factors = await readFactors(db, proof.user)
      if (nextStep(proof, factors) !== 'password') throw startAgain()
      const [account, company] = [await findAccount(db, proof.user), await readCompany(db)]
      if (await passwordMatches(account?.passwordHash ?? null, password)) throw samePassword()
      const words = [company?.name ?? null, account?.fullName ?? null, account?.email ?? null]
      return { id: proof.id, passwordHash: await newPasswordHash(db, password, words) }
    },
    async run(context, _, { id, passwordHash }) {
      const { tx, send, note } = context
      const proof = await lockAtDoor(tx, id)
      const account = await accountOf(context, proof)
      await setPasswordHash(tx, account.id, passwordHash)
      const sessionsEnded = await endSessions(tx, account.id, 'password_changed')
      const { email, language } = account
      if (email) await sendLetter(tx, send, { id: account.id, email, language }, passwordChanged())
      note({ sessionsEnded })
      return admit(context, account, doorOf(proof), { ...proof, isFactorProved: true })
    },
  })

export const replacePassword = make('replacePassword', 'employee', replacePasswordApi)
export const replacePortalPassword = make('replacePortalPassword', 'portal', atPortalDoor(replacePasswordApi))
