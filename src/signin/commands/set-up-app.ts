import type { CommandContext } from '../../operations/operation.ts'
import type { Account } from '../account.sql.ts'
import { insertTotp, readFactors, replaceRecoveryCodes } from '../factor.sql.ts'
import { factorChanged, sendLetter } from '../letters.ts'
import type { OpenProof } from '../open-proof.sql.ts'
import { seedPurpose } from '../prove-factor.ts'
import { newRecoveryCodes } from '../recovery-codes.ts'
import { stepOf } from '../totp.ts'

/**
 * Takes the first code of an app whose seed was shown a moment ago, so that nobody ends with an app that does not work.
 *
 * @returns recovery codes for who has none yet, and none otherwise; undefined when it is not the app's code
 */
export async function setUpApp(
  context: CommandContext,
  account: Account,
  { seed: sealed }: OpenProof,
  code: string,
): Promise<string[] | undefined> {
  const { tx, now, secrets } = context
  const seed = sealed && secrets.open(sealed, seedPurpose(account.id))
  const step = seed ? stepOf(seed, code.replace(/\s/g, ''), now) : null
  if (!seed || step === null) return undefined
  await insertTotp(tx, account.id, secrets.seal(seed, seedPurpose(account.id)), step)
  context.note({ user: account.id, factor: 'totp' })
  await tellOwner(context, account, 'app_added')
  return firstRecoveryCodes(context, account)
}

/** Whoever sets up the first factor gets the codes for the day the device is lost. */
export async function firstRecoveryCodes({ tx }: CommandContext, account: Account): Promise<string[]> {
  const { recoveryCodes } = await readFactors(tx, account.id)
  if (recoveryCodes > 0) return []
  const codes = newRecoveryCodes()
  await replaceRecoveryCodes(tx, account.id, codes)
  return codes
}

/** Every change of how one signs in is told to its owner, in case it was somebody else. */
export async function tellOwner(
  { tx, send }: Pick<CommandContext, 'tx' | 'send'>,
  { id, email, language }: Account,
  what: Parameters<typeof factorChanged>[0],
): Promise<void> {
  if (email) await sendLetter(tx, send, { id, email, language }, factorChanged(what))
}
