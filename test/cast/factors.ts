import type { SecurityRules } from '../../src/signin/security-contract.ts'
import {
  finishAppFactor,
  finishAppFactorOnPortal,
  startAppFactor,
  startAppFactorOnPortal,
} from '../../src/signin/commands/my-factors.ts'
import { signIn } from '../../src/signin/commands/sign-in.ts'
import { codeAt } from '../../src/signin/totp.ts'
import { castPassword } from './password.ts'
import type { CallMore, Someone, World } from './world.ts'

export { codeAt }

/** Gives somebody an authenticator app. A code of a minute ago sets it up, so that the code of now is still good. */
export async function giveApp(world: World, who: Someone): Promise<{ seed: string; recoveryCodes: string[] }> {
  const [start, finish] =
    who.actor.userKind === 'employee'
      ? [startAppFactor, finishAppFactor]
      : [startAppFactorOnPortal, finishAppFactorOnPortal]
  const { seed } = await who.run(start, {})
  const { recoveryCodes } = await who.run(finish, { code: codeAt(seed, new Date(Date.now() - 30_000)) })
  await world.pool.query('update factors set last_step = last_step - 2 where user_id = $1', [who.id])
  return { seed, recoveryCodes }
}

let source = 0
/** A source of its own, so that tests do not count each other's tries. */
export const elsewhere = (): string => `10.2.${Math.floor((source += 1) / 250)}.${source % 250}`

/** Signs in at the employees' door up to the second step. */
export async function begin(world: World, email: string, more: CallMore = {}) {
  const answer = await world.anyone.run(signIn, { email, password: castPassword }, { address: elsewhere(), ...more })
  return { answer, proof: world.anyone.cookies.proof }
}

/** Changes rules as they stand, past the page that sets them. */
export const setRules = (world: World, rules: Partial<Record<string, unknown>>): Promise<unknown> =>
  world.pool.query(
    `update security_settings set ${Object.keys(rules)
      .map((name, index) => `${name} = $${index + 1}`)
      .join(', ')}`,
    Object.values(rules),
  )

/** The rules of a new installation. */
export const rulesAtFirst: SecurityRules = {
  passwordLength: 12,
  passwordMixed: false,
  passwordBlocked: [],
  passwordDays: null,
  passwordReminderDays: null,
  passwordOverdueLocks: false,
  tries: 10,
  triesResetMinutes: 15,
  pauseMinutes: 15,
  pauseReaders: [],
  recovery: true,
  factorEmployees: 'chosen',
  factorExternal: 'chosen',
  factorKinds: ['totp', 'passkey', 'email_code'],
  idleMinutesEmployee: 480,
  idleMinutesPortal: 30,
  sessionsEmployee: null,
  sessionsPortal: null,
}
