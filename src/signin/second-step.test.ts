import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { getMe } from '../people/queries/get-me.ts'
import { begin, codeAt, elsewhere, giveApp, setRules } from '../../test/cast/factors.ts'
import { mails } from '../../test/cast/mail.ts'
import { castPassword } from '../../test/cast/password.ts'
import { makeWorld, refusalOf, type Someone } from '../../test/cast/world.ts'
import { finishEnrolment, startEnrolment } from './commands/enrol-at-door.ts'
import { removeFactor } from './commands/my-factors.ts'
import { proveFactor, provePortalFactor } from './commands/prove-factor.ts'
import { replacePassword } from './commands/replace-password.ts'
import { requestPasswordReset } from './commands/request-password-reset.ts'
import { sendProofCode } from './commands/send-proof-code.ts'
import { signIn } from './commands/sign-in.ts'
import { lockUser } from './commands/lock-user.ts'
import { getOpenProof } from './queries/get-open-proof.ts'
import { authenticate } from './session.sql.ts'

const world = await makeWorld()
const { anyone, pool, db, people } = world
const kevin = await world.as('kevin')
const { seed, recoveryCodes } = await giveApp(world, kevin)
const email = 'kevin@larkfield.example'

const now = () => codeAt(seed, new Date())
const prove = (proof: string | undefined, code: string, method: 'totp' | 'recovery_code' | 'email_code' = 'totp') =>
  anyone.run(proveFactor, { method, code }, { proof, address: elsewhere() })
const sessions = async (user = kevin.id) =>
  (await pool.query('select count(*)::int as n from sessions where user_id = $1 and ended_at is null', [user])).rows[0]
    .n
/** Lets the code of now be taken once more. */
const freshStep = () => pool.query('update factors set last_step = 0')

beforeEach(async () => {
  anyone.cookies.token = undefined
  anyone.cookies.proof = undefined
  await pool.query('delete from sign_in_attempts')
  await freshStep()
})
afterEach(() =>
  setRules(world, {
    factor_employees: 'chosen',
    factor_kinds: ['totp', 'passkey', 'email_code'],
    password_days: null,
    password_overdue_locks: false,
  }),
)

describe('with an authenticator app', () => {
  test('the right password alone opens no session, whatever is called next (AT-119)', async () => {
    const before = await sessions()
    const { answer, proof } = await begin(world, email)
    expect(answer).toMatchObject({ next: 'factor', methods: ['totp', 'recovery_code'], recoveryCodes: null })
    expect(anyone.cookies.token).toBeUndefined()
    expect(await sessions()).toBe(before)
    const skipped = [
      refusalOf(authenticate(db, 'employee', proof)),
      refusalOf(anyone.run(replacePassword, { password: 'nine elms and a kettle' }, { proof })),
      refusalOf(anyone.run(finishEnrolment, { code: now() }, { proof })),
      refusalOf(anyone.run(startEnrolment, {}, { proof })),
      refusalOf(anyone.run(sendProofCode, {}, { proof })),
    ]
    for (const refusal of await Promise.all(skipped)) expect(refusal.kind).toBe('unauthenticated')
    expect(await sessions()).toBe(before)
  })

  test('the code opens it, and the half-made sign-in is used up', async () => {
    const { proof } = await begin(world, email)
    expect(await prove(proof, now())).toMatchObject({ next: 'in' })
    expect(anyone.cookies).toMatchObject({ proof: undefined })
    expect((await authenticate(db, 'employee', anyone.cookies.token)).actor).toMatchObject({ id: kevin.id })
    await freshStep()
    expect((await refusalOf(prove(proof, now()))).code).toBe('sign_in.start_again')
  })

  test('a code is good once, in whichever sign-in, and no earlier one is good after it', async () => {
    const [one, two] = [await begin(world, email), await begin(world, email)]
    const earlier = codeAt(seed, new Date(Date.now() - 30_000))
    const code = now()
    await prove(one.proof, code)
    expect((await refusalOf(prove(two.proof, code))).code).toBe('sign_in.factor_refused')
    expect((await refusalOf(prove(two.proof, earlier))).code).toBe('sign_in.factor_refused')
  })

  test('sent ten times at once, one sign-in succeeds', async () => {
    const begun = await Promise.all(Array.from({ length: 5 }, () => begin(world, email)))
    const code = now()
    const outcomes = await Promise.all(
      begun.map(({ proof }) =>
        prove(proof, code).then(
          () => 'in',
          (error: { code?: string }) => error.code ?? String(error),
        ),
      ),
    )
    expect(outcomes.filter((outcome) => outcome === 'in')).toHaveLength(1)
  })

  test.each([[-2], [2], [10]])('a clock that is %i steps wrong is not taken', async (steps) => {
    const { proof } = await begin(world, email)
    const wrong = codeAt(seed, new Date(Date.now() + steps * 30_000))
    expect((await refusalOf(prove(proof, wrong))).code).toBe('sign_in.factor_refused')
  })

  test.each(['000000', '', 'abcdef', '１２３４５６', '12345', `${'1'.repeat(40)}`])('%j is no code', async (code) => {
    const { proof } = await begin(world, email)
    const { code: refused } = await refusalOf(prove(proof, code))
    expect(['sign_in.factor_refused', 'request.invalid']).toContain(refused)
  })

  test('guesses are counted for the person, over every sign-in and source, and a right password forgets none of them', async () => {
    for (let tries = 0; tries < 10; tries += 1) {
      const { proof } = await begin(world, email)
      expect((await refusalOf(prove(proof, '000000'))).code).toBe('sign_in.factor_refused')
    }
    const { proof } = await begin(world, email)
    expect((await refusalOf(prove(proof, now()))).code).toBe('sign_in.too_many_tries')
  })

  test('another browser, the other side, an ended and a used one: begin again, one answer for all', async () => {
    const { proof } = await begin(world, email)
    const answers = [
      await refusalOf(prove(undefined, now())),
      await refusalOf(prove('made-up', now())),
      await refusalOf(anyone.run(provePortalFactor, { method: 'totp', code: now() }, { proof })),
    ]
    await pool.query('update open_proofs set expires_at = now() where used_at is null')
    answers.push(await refusalOf(prove(proof, now())))
    for (const { kind, code, message } of answers) {
      expect({ kind, code, message }).toEqual({
        kind: 'unauthenticated',
        code: 'sign_in.start_again',
        message: answers[0]!.message,
      })
    }
  })

  test('a page loaded anew goes on where it was; without a cookie it is at the start', async () => {
    const { proof } = await begin(world, email)
    expect(await anyone.run(getOpenProof, {}, { proof })).toMatchObject({
      next: 'factor',
      methods: ['totp', 'recovery_code'],
      email: 'k…n@larkfield.example',
    })
    expect(await anyone.run(getOpenProof, {})).toEqual({
      next: 'start',
      methods: [],
      enrollable: [],
      email: null,
      recoveryCodes: null,
    })
  })

  test('a lock, and a new password, end what was half proved', async () => {
    const adam = await world.as('adam')
    const lena = await world.as('lena')
    const app = await giveApp(world, lena)
    const code = () => codeAt(app.seed, new Date())
    const { proof } = await begin(world, 'lena@larkfield.example')
    await pool.query("update users set password_hash = password_hash || ' ', password_set_at = now() where id = $1", [
      lena.id,
    ])
    await pool.query('update users set password_hash = rtrim(password_hash) where id = $1', [lena.id])
    expect((await refusalOf(prove(proof, code()))).code).toBe('sign_in.start_again')
    const again = await begin(world, 'lena@larkfield.example')
    await adam.run(lockUser, { user: lena.id })
    expect((await refusalOf(prove(again.proof, code()))).code).toBe('sign_in.start_again')
  })

  test('the seed is stored sealed, and opens for nobody else', async () => {
    const { rows } = await pool.query('select secret from factors where user_id = $1', [kevin.id])
    expect(rows[0].secret.toString('latin1')).not.toContain(seed)
    const igor = await world.as('igor')
    await pool.query(
      "insert into factors (user_id, kind, secret) select $1, 'totp', secret from factors where user_id = $2",
      [igor.id, kevin.id],
    )
    const { proof } = await begin(world, 'igor@larkfield.example')
    expect((await refusalOf(prove(proof, now()))).code).toBe('sign_in.factor_refused')
    await pool.query('delete from factors where user_id = $1', [igor.id])
  })

  test('asking for a new password by mail gets nobody around the second step', async () => {
    await anyone.run(requestPasswordReset, { email }, { address: elsewhere() })
    expect((await begin(world, email)).answer.next).toBe('factor')
  })
})

describe('a recovery code', () => {
  test('stands in for the app, once, however it is typed', async () => {
    expect(recoveryCodes).toHaveLength(10)
    const typed = recoveryCodes[0]!.toUpperCase().replaceAll('-', ' ')
    expect(await prove((await begin(world, email)).proof, typed, 'recovery_code')).toMatchObject({ next: 'in' })
    const { proof } = await begin(world, email)
    expect((await refusalOf(prove(proof, recoveryCodes[0]!, 'recovery_code'))).code).toBe('sign_in.factor_refused')
  })

  test('of somebody else is none', async () => {
    const sofia = await world.as('sofia')
    const hers = await giveApp(world, sofia)
    const { proof } = await begin(world, email)
    expect((await refusalOf(prove(proof, hers.recoveryCodes[0]!, 'recovery_code'))).code).toBe('sign_in.factor_refused')
  })

  test('is stored as a hash alone', async () => {
    const { rows } = await pool.query(
      'select count(*)::int as n from recovery_codes r where to_jsonb(r)::text like any ($1)',
      [recoveryCodes.map((code) => `%${code}%`)],
    )
    expect(rows[0].n).toBe(0)
  })
})

describe('where a second factor is demanded', () => {
  test('whoever has none is led through setting one up, never let in by the password alone (H87)', async () => {
    await setRules(world, { factor_employees: 'everybody', factor_kinds: ['totp'] })
    const { answer, proof } = await begin(world, 'igor@larkfield.example')
    expect(answer).toMatchObject({ next: 'enrol', enrollable: ['totp'], methods: [] })
    expect(anyone.cookies.token).toBeUndefined()
    const { seed: his } = await anyone.run(startEnrolment, {}, { proof })
    expect((await refusalOf(anyone.run(finishEnrolment, { code: '000000' }, { proof }))).code).toBe(
      'sign_in.factor_refused',
    )
    const done = await anyone.run(finishEnrolment, { code: codeAt(his, new Date()) }, { proof })
    expect(done).toMatchObject({ next: 'in' })
    expect(done.recoveryCodes).toHaveLength(10)
    expect((await authenticate(db, 'employee', anyone.cookies.token)).actor).toMatchObject({ id: people.igor })
  })

  test('a mailed code is the one everybody with an address has, if it is allowed', async () => {
    await setRules(world, { factor_employees: 'everybody' })
    const { answer, proof } = await begin(world, 'marta@larkfield.example')
    expect(answer).toMatchObject({ next: 'factor', methods: ['email_code'] })
    await anyone.run(sendProofCode, {}, { proof })
    expect((await refusalOf(anyone.run(sendProofCode, {}, { proof }))).code).toBe('sign_in.code_sent_just_now')
    const [mail] = await mails(world, 'proof_code')
    const code = /\d{6}/.exec(mail!.subject)![0]
    const wrong = code === '111111' ? '222222' : '111111'
    expect((await refusalOf(prove(proof, wrong, 'email_code'))).code).toBe('sign_in.factor_refused')
    const other = await begin(world, 'vera@larkfield.example')
    expect((await refusalOf(prove(other.proof, code, 'email_code'))).code).toBe('sign_in.factor_refused')
    expect(await prove(proof, code, 'email_code')).toMatchObject({ next: 'in' })
  })

  test('of administrators alone, others come in as before', async () => {
    await setRules(world, { factor_employees: 'administrators', factor_kinds: ['totp'] })
    expect((await begin(world, 'adam@larkfield.example')).answer.next).toBe('enrol')
    expect((await begin(world, 'vera@larkfield.example')).answer.next).toBe('enrol')
    expect((await begin(world, 'marta@larkfield.example')).answer.next).toBe('in')
  })

  test('the last one is not removed', async () => {
    await setRules(world, { factor_employees: 'everybody', factor_kinds: ['totp'] })
    expect((await refusalOf(kevin.run(removeFactor, { kind: 'app' }))).code).toBe('factor.last_one')
  })
})

describe('an overdue password (H84)', () => {
  const marta = 'marta@larkfield.example'
  const replace = (proof: string | undefined, password: string) => anyone.run(replacePassword, { password }, { proof })
  const age = (days: number) =>
    pool.query('update users set password_set_at = now() - make_interval(days => $1) where id = $2', [
      days,
      people.marta,
    ])

  test('lets in when nothing more is demanded, and says so', async () => {
    await setRules(world, { password_days: 90 })
    await age(91)
    expect((await begin(world, marta)).answer.next).toBe('in')
  })

  test('is replaced before coming in where that is demanded; every other session ends', async () => {
    await setRules(world, { password_days: 90, password_overdue_locks: true })
    await age(91)
    const old: Someone = await world.as('marta')
    const { answer, proof } = await begin(world, marta)
    expect(answer.next).toBe('password')
    expect(anyone.cookies.token).toBeUndefined()
    expect((await refusalOf(replace(proof, castPassword))).code).toBe('password.same')
    expect((await refusalOf(replace(proof, 'short'))).code).toBe('password.too_short')
    expect((await refusalOf(replace(undefined, 'nine elms and a kettle'))).code).toBe('sign_in.start_again')
    expect(await replace(proof, 'nine elms and a kettle')).toMatchObject({ next: 'in' })
    expect((await refusalOf(old.run(getMe, {}))).code).toBe('session.missing')
    expect(
      (await refusalOf(anyone.run(signIn, { email: marta, password: castPassword }, { address: elsewhere() }))).code,
    ).toBe('sign_in.refused')
  })
})
