import { beforeEach, describe, expect, test } from 'vitest'
import { portalWorld } from '../../test/cast/portals.ts'
import { Authenticator, type Lies, type Question } from '../../test/cast/authenticator.ts'
import { begin, elsewhere, setRules } from '../../test/cast/factors.ts'
import { castPassword } from '../../test/cast/password.ts'
import { baseUrl, makeWorld, refusalOf, type Someone } from '../../test/cast/world.ts'
import { askPasskey, askPortalPasskey } from './commands/ask-passkey.ts'
import { askNewPasskey, enrolPasskey } from './commands/enrol-passkey.ts'
import { addPasskey, askAddedPasskey, removePasskey, renamePasskey } from './commands/my-passkeys.ts'
import { addPasskeyOnPortal, askAddedPasskeyOnPortal } from './commands/my-passkeys.ts'
import { askMyPasskey, proveIdentity, proveIdentityByPasskey } from './commands/prove-identity.ts'
import { provePasskey, provePortalPasskey } from './commands/prove-passkey.ts'
import { getMyFactors } from './queries/get-factors.ts'
import { getProofMethods } from './queries/get-proof-methods.ts'
import { authenticate } from './session.sql.ts'

/** Keys and signatures are real (test/cast/authenticator.ts); only the device is ours. */
const world = await makeWorld()
const { anyone, pool, db } = world
const { makePortal } = await portalWorld(world)
const kevin = await world.as('kevin')
const email = 'kevin@larkfield.example'
const device = new Authenticator(baseUrl)

const question = ({ options }: { options: Record<string, unknown> }) => options as unknown as Question
const add = async (who: Someone, made: Authenticator, name = 'Laptop', lies: Lies = {}) =>
  who.run(addPasskey, { response: made.make(question(await who.run(askAddedPasskey, {})), lies), name })
/** Answers at the employees' door, in the browser that asked. */
async function answer(made: Authenticator, lies: Lies = {}, proof?: string) {
  const asked = question(await anyone.run(askPasskey, {}, { proof }))
  return anyone.run(
    provePasskey,
    { response: made.sign(asked, lies) },
    { proof: proof ?? anyone.cookies.proof, address: elsewhere() },
  )
}
await add(kevin, device)

beforeEach(async () => {
  anyone.cookies.token = undefined
  anyone.cookies.proof = undefined
  await pool.query('delete from sign_in_attempts')
})

describe('setting a passkey up', () => {
  const lies: [string, Lies][] = [
    ['for another address', { rpId: 'evil.example' }],
    ['from another page', { origin: 'https://evil.example' }],
    ['to another question', { challenge: 'bm90IHRoaXMgb25l' }],
    ['by a device that did not look who holds it', { unverified: true }],
  ]
  test.each(lies)('%s is refused', async (_, lie) => {
    expect((await refusalOf(add(kevin, new Authenticator(baseUrl), 'Liar', lie))).code).toBe('sign_in.factor_refused')
  })

  test('an answer is good once, and for the session that asked', async () => {
    const [made, other] = [new Authenticator(baseUrl), await world.as('kevin')]
    const response = made.make(question(await kevin.run(askAddedPasskey, {})))
    expect((await refusalOf(other.run(addPasskey, { response, name: 'x' }))).code).toBe('sign_in.start_again')
    await kevin.run(addPasskey, { response, name: 'Phone' })
    expect((await refusalOf(kevin.run(addPasskey, { response, name: 'Phone' }))).code).toBe('sign_in.factor_refused')
  })

  test('what is no answer is refused as that', async () => {
    await kevin.run(askAddedPasskey, {})
    const response = { id: 'x', rawId: 'x', type: 'public-key' as const, response: {} }
    expect((await refusalOf(kevin.run(addPasskey, { response, name: 'x' }))).code).toBe('sign_in.factor_refused')
    expect((await refusalOf(kevin.run(addPasskey, { response: [], name: 'x' } as never))).kind).toBe('invalid')
  })

  test('wants a recent proof, and is not offered where the company has switched it off', async () => {
    const old = await world.as('kevin')
    await pool.query("update sessions set proved_at = now() - interval '1 hour' where id = $1", [old.actor.session])
    expect((await refusalOf(old.run(askAddedPasskey, {}))).code).toBe('session.proof_needed')
    await setRules(world, { factor_kinds: ['totp'] })
    expect((await refusalOf(kevin.run(askAddedPasskey, {}))).code).toBe('factor.not_offered')
    await setRules(world, { factor_kinds: ['totp', 'passkey', 'email_code'] })
  })

  test('several are told apart by name; nobody renames or removes another’s', async () => {
    const { passkeys } = await kevin.run(getMyFactors, {})
    expect(passkeys.map(({ name }) => name)).toEqual(['Laptop', 'Phone'])
    const phone = passkeys[1]!.id
    await kevin.run(renamePasskey, { passkey: phone, name: 'Old phone' })
    const igor = await world.as('igor')
    expect((await refusalOf(igor.run(renamePasskey, { passkey: phone, name: 'Mine' }))).kind).toBe('not_found')
    expect((await refusalOf(igor.run(removePasskey, { passkey: phone }))).kind).toBe('not_found')
    await kevin.run(removePasskey, { passkey: phone })
    expect((await kevin.run(getMyFactors, {})).passkeys.map(({ name }) => name)).toEqual(['Laptop'])
  })
})

describe('signing in with a passkey', () => {
  test('needs no password and no second step', async () => {
    expect(await answer(device)).toMatchObject({ next: 'in' })
    expect((await authenticate(db, 'employee', anyone.cookies.token)).actor).toMatchObject({ id: kevin.id })
  })

  test('is the second step after the password, for its owner alone', async () => {
    const { answer: begun, proof } = await begin(world, email)
    expect(begun).toMatchObject({ next: 'factor', methods: ['passkey', 'recovery_code'] })
    const igor = await world.as('igor')
    const his = new Authenticator(baseUrl)
    await add(igor, his)
    expect((await refusalOf(answer(his, {}, proof))).code).toBe('sign_in.refused')
    expect(await answer(device, {}, proof)).toMatchObject({ next: 'in' })
  })

  test.each([
    ['signed by another key', { stranger: true }],
    ['for another address', { rpId: 'evil.example' }],
    ['from another page', { origin: 'http://localhost:4101' }],
    ['to another question', { challenge: 'bm90IHRoaXMgb25l' }],
    ['without looking who holds it', { unverified: true }],
  ] as [string, Lies][])('%s is refused as any wrong sign-in', async (_, lie) => {
    expect((await refusalOf(answer(device, lie))).code).toBe('sign_in.refused')
    expect(anyone.cookies.token).toBeUndefined()
  })

  test('of a device that counts backwards is refused: there is a copy of it', async () => {
    await answer(device)
    expect((await refusalOf(answer(device, { counter: 1 }))).code).toBe('sign_in.refused')
    device.counter = 50
    await answer(device)
  })

  test('an unknown one is told as a wrong password is', async () => {
    expect((await refusalOf(answer(new Authenticator(baseUrl)))).code).toBe('sign_in.refused')
  })

  test('an answer replayed, in this browser or another, is worth nothing', async () => {
    const asked = question(await anyone.run(askPasskey, {}))
    const { proof } = anyone.cookies
    const response = device.sign(asked)
    const send = (from: string | undefined) =>
      anyone.run(provePasskey, { response }, { proof: from, address: elsewhere() })
    expect((await refusalOf(send(undefined))).code).toBe('sign_in.start_again')
    await send(proof)
    expect((await refusalOf(send(proof))).code).toBe('sign_in.start_again')
  })

  test('the question tells nothing of anybody', async () => {
    const { options } = await anyone.run(askPasskey, {})
    expect(options.allowCredentials ?? []).toEqual([])
  })

  test('of a locked person is refused', async () => {
    const lena = await world.as('lena')
    const his = new Authenticator(baseUrl)
    await add(lena, his)
    await pool.query("update users set status = 'locked', locked_at = now() where id = $1", [lena.id])
    expect((await refusalOf(answer(his))).kind).toBe('unauthenticated')
  })

  test('from outside it opens the portals one belongs to and no other; the employees’ door never', async () => {
    const [dana, omar] = [await world.as('dana'), await world.as('omar')]
    const [hers, others] = [await makePortal([dana]), await makePortal([omar])]
    const phone = new Authenticator(baseUrl)
    const asked = question(await dana.run(askAddedPasskeyOnPortal, {}))
    await dana.run(addPasskeyOnPortal, { response: phone.make(asked), name: 'Phone' })
    const enter = async (portal: string) => {
      const { options } = await anyone.run(askPortalPasskey, { portal })
      const response = phone.sign(options as unknown as Question)
      return anyone.run(provePortalPasskey, { response }, { proof: anyone.cookies.proof, address: elsewhere() })
    }
    expect(await enter(hers.code)).toMatchObject({ next: 'in' })
    expect((await authenticate(db, 'portal', anyone.cookies.token)).actor).toMatchObject({ id: dana.id })
    anyone.cookies.proof = undefined
    expect((await refusalOf(enter(others.code))).kind).toBe('unauthenticated')
    anyone.cookies.proof = undefined
    expect((await refusalOf(enter('no_such_portal'))).kind).toBe('unauthenticated')
    anyone.cookies.proof = undefined
    expect((await refusalOf(answer(phone))).kind).toBe('unauthenticated')
  })
})

test('where a second factor is demanded, a passkey can be set up at the door (H87)', async () => {
  await setRules(world, { factor_employees: 'everybody', factor_kinds: ['passkey'] })
  const { answer: begun, proof } = await begin(world, 'sofia@larkfield.example')
  expect(begun).toMatchObject({ next: 'enrol', enrollable: ['passkey'] })
  const made = new Authenticator(baseUrl)
  const response = made.make(question(await anyone.run(askNewPasskey, {}, { proof })))
  const done = await anyone.run(enrolPasskey, { response, name: 'Laptop' }, { proof })
  expect(done).toMatchObject({ next: 'in' })
  expect(done.recoveryCodes).toHaveLength(10)
  await setRules(world, { factor_employees: 'chosen', factor_kinds: ['totp', 'passkey', 'email_code'] })
})

test('who has a passkey proves again by it; the password alone is not enough (AT-055)', async () => {
  const here = await world.as('kevin')
  await pool.query("update sessions set proved_at = now() - interval '1 hour' where id = $1", [here.actor.session])
  expect((await here.run(getProofMethods, {})).methods).toEqual(['passkey', 'recovery_code'])
  const byPassword = here.run(proveIdentity, { method: 'password', secret: castPassword })
  expect((await refusalOf(byPassword)).code).toBe('session.proof_refused')
  const asked = question(await here.run(askMyPasskey, {}))
  const wrong = here.run(proveIdentityByPasskey, { response: device.sign(asked, { stranger: true }) })
  expect((await refusalOf(wrong)).code).toBe('session.proof_refused')
  const response = device.sign(question(await here.run(askMyPasskey, {})))
  await here.run(proveIdentityByPasskey, { response })
  await here.run(askAddedPasskey, {})
})
