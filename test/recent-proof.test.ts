import { expect, test } from 'vitest'
import { operations } from '../src/main/operations.ts'

/**
 * What hands over power, opens a new way in, or carries much away wants a recent proof (`recent`, AT-055). The names
 * are sentences, so whoever adds a deed of these kinds is asked by this test to declare it.
 */
const dangerous: Record<string, RegExp> = {
  'hands over the highest role': /^handOver/,
  'lets somebody administer': /^appoint/,
  'deletes a person for good': /^(bulk)?delete(User|Users|ExternalUser|Person|People)$/i,
  'changes by what somebody signs in':
    /^(change|request).*Email|^(remove|reset|add|start|renew).*(Factor|Factors|Totp|Passkey|RecoveryCodes)/,
  'makes a secret that acts for a person': /^(create|issue|renew)\w*Token/,
  'changes what the company has bought': /^activateLicense|^changeServicePlan/,
  'changes the rules of signing in': /^(save|update)SecuritySettings/,
  'carries away the audit': /^exportAudit/,
  'decides which way links to a new password go': /^(updateMail(Server|Template)|sendTestMail)$/,
}
/** Nobody is signed in yet there: the letter, the pending sign-in or the password in the request is the proof. */
const atTheDoor = ({ endpoint }: (typeof operations)[number]) => endpoint.side === 'public'

test.each(Object.entries(dangerous))('every operation that %s wants a recent proof (AT-055)', (_, names) => {
  const without = operations.filter((each) => names.test(each.name) && !atTheDoor(each) && !each.recent)
  expect(without.map(({ name }) => name)).toEqual([])
})

test('handing over the supervisor and activating a licence key are among them', () => {
  const guarded = operations.filter(({ recent }) => recent).map(({ name }) => name)
  expect(guarded).toEqual(expect.arrayContaining(['handOverSupervisor', 'activateLicense']))
})
