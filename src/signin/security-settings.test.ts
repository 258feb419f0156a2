import { beforeEach, describe, expect, test } from 'vitest'
import { systemGroups } from '../access/system-groups.ts'
import { getMe } from '../people/queries/get-me.ts'
import { elsewhere, giveApp, rulesAtFirst, setRules } from '../../test/cast/factors.ts'
import { mails } from '../../test/cast/mail.ts'
import { castPassword } from '../../test/cast/password.ts'
import { portalWorld } from '../../test/cast/portals.ts'
import { makeWorld, refusalOf } from '../../test/cast/world.ts'
import { changePassword } from './commands/change-password.ts'
import { clearSignInPause } from './commands/clear-sign-in-pause.ts'
import { endOtherSessions } from './commands/end-other-sessions.ts'
import { removeFactorsOfUser } from './commands/remove-factors-of-user.ts'
import { portalSignIn } from './commands/portal-sign-in.ts'
import { remindOfPasswords } from './commands/remind-of-passwords.ts'
import { requestPasswordReset } from './commands/request-password-reset.ts'
import { saveSecuritySettings } from './commands/save-security-settings.ts'
import { signIn } from './commands/sign-in.ts'
import { getMyFactors } from './queries/get-factors.ts'
import { getSecuritySettings } from './queries/get-security-settings.ts'
import { getSignInRules } from './queries/get-sign-in-rules.ts'
import { previewSecuritySettings } from './queries/preview-security-settings.ts'
import { sweepTries } from './tries.sql.ts'
import type { SecurityRules } from './security-contract.ts'

const world = await makeWorld()
const { anyone, pool, db, people } = world
const { makePortal } = await portalWorld(world)
const adam = await world.as('adam')

const save = async (rules: Partial<SecurityRules>, by = adam) => {
  const { version } = await adam.run(getSecuritySettings, {})
  return by.run(saveSecuritySettings, { ...rulesAtFirst, ...rules, version })
}
const enter = (email: string, password = castPassword, address = elsewhere()) =>
  anyone.run(signIn, { email, password }, { address })
const guess = async (email: string, times: number) => {
  for (let tries = 0; tries < times; tries += 1) await refusalOf(enter(email, 'guess'))
}
/** Lets time pass for the tries. */
const later = (minutes: number) =>
  pool.query(
    'update sign_in_attempts set at = at - make_interval(mins => $1), pauses_until = pauses_until - make_interval(mins => $1)',
    [minutes],
  )

beforeEach(async () => {
  await pool.query('delete from sign_in_attempts')
  await pool.query('update users set sign_in_paused_until = null')
  await save({})
})

describe('the security settings', () => {
  test('are seen and saved by administrators alone, after a recent proof', async () => {
    const kevin = await world.as('kevin')
    expect((await refusalOf(kevin.run(getSecuritySettings, {}))).kind).toBe('forbidden')
    expect((await refusalOf(save({}, kevin))).kind).toBe('forbidden')
    expect((await refusalOf(kevin.run(previewSecuritySettings, rulesAtFirst))).kind).toBe('forbidden')
    const old = await world.as('adam')
    await pool.query("update sessions set proved_at = now() - interval '1 hour' where id = $1", [old.actor.session])
    expect((await refusalOf(save({}, old))).code).toBe('session.proof_needed')
  })

  test('of two administrators at once the second is told, and nothing of it is saved', async () => {
    const { version } = await adam.run(getSecuritySettings, {})
    const vera = await world.as('vera')
    const outcomes = await Promise.all(
      [adam, vera].map((who, at) =>
        who.run(saveSecuritySettings, { ...rulesAtFirst, tries: 5 + at, version }).then(
          () => 'saved',
          (error: { code?: string }) => error.code,
        ),
      ),
    )
    expect(outcomes.toSorted()).toEqual(['saved', 'security.changed_meanwhile'])
  })

  test.each([
    { passwordLength: 7 },
    { passwordLength: 65 },
    { tries: -1 },
    { tries: 1.5 },
    { pauseMinutes: 1e9 },
    { idleMinutesEmployee: 0 },
    { sessionsPortal: 0 },
    { passwordBlocked: ['xy'] },
    { factorKinds: ['sms'] },
    { factorEmployees: 'maybe' },
    { pauseReaders: ['x'] },
  ])('refuse what makes no sense: %o', async (rules) => {
    expect((await refusalOf(save(rules as never))).kind).toBe('invalid')
  })

  test('refuse a group that cannot be told, and a demand nobody could meet', async () => {
    const external = systemGroups.externalUsers
    expect((await refusalOf(save({ pauseReaders: [external as never] }))).code).toBe('security.group_not_usable')
    expect((await refusalOf(save({ factorEmployees: 'everybody', factorKinds: [] }))).code).toBe(
      'security.no_factor_kind',
    )
  })

  test('cannot be deleted, nor be two, whichever way in', async () => {
    await expect(pool.query('delete from security_settings')).rejects.toThrow(/cannot be deleted/)
    await expect(pool.query('truncate security_settings')).rejects.toThrow(/cannot be deleted/)
    await expect(pool.query('insert into security_settings default values')).rejects.toThrow(/security_settings_pkey/)
  })

  test('say in the audit what was and what is', async () => {
    await save({ passwordLength: 14 })
    const { rows } = await pool.query(
      "select facts -> 'changes' -> 'passwordLength' as told from audit_events where operation = 'saveSecuritySettings' order by at desc limit 1",
    )
    expect(rows[0].told).toEqual([12, 14])
  })

  test('tell a stranger only what a sign-in page has to say', async () => {
    await save({ passwordLength: 16, recovery: false, passwordBlocked: ['bluebottle'] })
    expect(await anyone.run(getSignInRules, {})).toEqual({
      passwordLength: 16,
      passwordMixed: false,
      recovery: false,
      passkeys: true,
      providers: [],
    })
  })
})

describe('who demands a second factor', () => {
  test('has one, so that it is known to work (H86); then others are led to set one up', async () => {
    const vera = await world.as('vera')
    expect((await refusalOf(save({ factorEmployees: 'everybody' }, vera))).code).toBe('security.factor_first')
    await giveApp(world, vera)
    await save({ factorEmployees: 'everybody', factorKinds: ['totp'] }, vera)
    expect((await enter('kevin@larkfield.example')).next).toBe('enrol')
  })

  test('sees before saving who has none', async () => {
    const seen = await adam.run(previewSecuritySettings, {
      ...rulesAtFirst,
      factorEmployees: 'administrators',
      factorKinds: ['totp'],
    })
    expect(seen).toMatchObject({ withoutFactor: 1, someWithoutFactor: [expect.stringContaining('Adam')] })
    const all = await adam.run(previewSecuritySettings, {
      ...rulesAtFirst,
      factorEmployees: 'everybody',
      factorKinds: ['totp'],
    })
    expect(all.withoutFactor).toBeGreaterThan(3)
    const byMail = await adam.run(previewSecuritySettings, { ...rulesAtFirst, factorEmployees: 'everybody' })
    expect(byMail.withoutFactor).toBe(0)
  })

  test('an administrator takes a lost one away; of the supervisor nobody does', async () => {
    const sofia = await world.as('sofia')
    await giveApp(world, sofia)
    expect(await adam.run(removeFactorsOfUser, { user: sofia.id })).toEqual({ removed: 1 })
    expect((await enter('sofia@larkfield.example')).next).toBe('in')
    expect((await mails(world, 'factor_changed')).map(({ to }) => to)).toContain('sofia@larkfield.example')
    expect((await refusalOf(adam.run(removeFactorsOfUser, { user: people.vera }))).kind).toBe('forbidden')
    const igor = await world.as('igor')
    expect((await refusalOf(igor.run(removeFactorsOfUser, { user: sofia.id }))).kind).toBe('forbidden')
  })
})

describe('wrong passwords (H82)', () => {
  const email = 'marta@larkfield.example'

  test('pause sign-in after as many as are set, for as long as is set', async () => {
    await save({ tries: 3, pauseMinutes: 40 })
    await guess(email, 3)
    const refusal = await refusalOf(enter(email))
    expect(refusal).toMatchObject({ code: 'sign_in.too_many_tries' })
    expect(refusal.retryAfter).toBeGreaterThan(39 * 60)
    await later(41)
    await enter(email)
  })

  test('0 tries: never, but from one source still no more than a hundred', async () => {
    await save({ tries: 0 })
    await guess(email, 15)
    await enter(email)
    await pool.query(
      "insert into sign_in_attempts (account_key, address) select 'n' || n, '203.0.113.9' from generate_series(1, 100) n",
    )
    expect((await refusalOf(enter(email, castPassword, '203.0.113.9'))).code).toBe('sign_in.too_many_tries')
  })

  test('are forgotten after the minutes set; with 0 only by a right one', async () => {
    await save({ tries: 3, triesResetMinutes: 5 })
    await guess(email, 2)
    await later(6)
    await guess(email, 2)
    await enter(email)
    await save({ tries: 3, triesResetMinutes: 0 })
    await guess(email, 2)
    await later(60 * 24 * 20)
    await sweepTries(db)
    await guess(email, 1)
    expect((await refusalOf(enter(email))).code).toBe('sign_in.too_many_tries')
  })

  test('pause without an end with 0 minutes, until an administrator lifts it; the supervisor is never kept out so', async () => {
    await save({ tries: 3, pauseMinutes: 0 })
    await guess(email, 3)
    expect((await refusalOf(enter(email))).message).toMatch(/administrator has to open/)
    await later(60 * 24 * 30)
    await sweepTries(db)
    expect((await refusalOf(enter(email))).code).toBe('sign_in.too_many_tries')
    await adam.run(clearSignInPause, { user: people.marta })
    await enter(email)
    await guess('vera@larkfield.example', 3)
    const refusal = await refusalOf(enter('vera@larkfield.example'))
    expect(refusal.retryAfter).toBeLessThanOrEqual(15 * 60)
  })

  test('an unknown account is told and paused like a known one (AT-105)', async () => {
    await save({ tries: 3, pauseMinutes: 0 })
    await guess(email, 3)
    await guess('nobody@larkfield.example', 3)
    const [known, unknown] = [await refusalOf(enter(email)), await refusalOf(enter('nobody@larkfield.example'))]
    expect({ ...known, stack: '', facts: 0 }).toEqual({ ...unknown, stack: '', facts: 0 })
  })

  test('groups that are to be told are, once a pause; not for an unknown account (H83)', async () => {
    await save({ tries: 3, pauseReaders: [systemGroups.administrators as never] })
    await guess('kevin@larkfield.example', 3)
    await Promise.all([1, 2, 3].map(() => refusalOf(enter('kevin@larkfield.example'))))
    await guess('nobody@larkfield.example', 6)
    const told = await mails(world, 'sign_in_paused')
    expect(told.map(({ to }) => to)).toEqual(['adam@larkfield.example'])
  })

  test('count for people from outside alike', async () => {
    await save({ tries: 3 })
    const desk = await makePortal([await world.as('dana')])
    const knock = (password: string) =>
      anyone.run(
        portalSignIn,
        { portal: desk.code, email: 'dana@brightwater.example', password },
        { address: elsewhere() },
      )
    for (let tries = 0; tries < 3; tries += 1) await refusalOf(knock('guess'))
    expect((await refusalOf(knock(castPassword))).code).toBe('sign_in.too_many_tries')
  })
})

describe('recovery and age of passwords', () => {
  test('recovery that is forbidden is answered as ever and sends nothing (H85)', async () => {
    const asked = async () => {
      await anyone.run(requestPasswordReset, { email: 'igor@larkfield.example' }, { address: elsewhere() })
      const { rows } = await pool.query("select count(*)::int as n from pgboss.job where name = 'signin.send_reset'")
      return rows[0].n
    }
    const before = await asked()
    await save({ recovery: false })
    expect(await asked()).toBe(before)
  })

  test('who has an overdue password gets one mail, and another after the days that are set (H84)', async () => {
    await pool.query("update users set password_set_at = now() - interval '91 days' where id = $1", [people.igor])
    const remind = () => remindOfPasswords({ db, send: world.send })
    expect(await remind()).toBe(0)
    await save({ passwordDays: 90 })
    expect([await remind(), await remind()]).toEqual([1, 0])
    await pool.query("update users set password_reminded_at = now() - interval '8 days' where id = $1", [people.igor])
    expect(await remind()).toBe(0)
    await save({ passwordDays: 90, passwordReminderDays: 7 })
    expect(await remind()).toBe(1)
    expect((await mails(world, 'password_overdue')).map(({ to }) => to)).toEqual(
      Array(2).fill('igor@larkfield.example'),
    )
    await pool.query('update users set password_set_at = now()')
  })
})

describe('a password that the rules of now would refuse', () => {
  test('still lets in, and its owner is told; a new one meets them (H81)', async () => {
    await save({ passwordLength: 40 })
    await enter('igor@larkfield.example')
    const igor = await world.as('igor')
    expect((await igor.run(getMyFactors, {})).passwordAdvice).toBe('below_rules')
    const change = (newPassword: string) => igor.run(changePassword, { password: castPassword, newPassword })
    expect((await refusalOf(change('nine elms and a kettle'))).code).toBe('password.too_short')
    await change('nine elms and a kettle sing of rust and harbour fog')
    expect((await igor.run(getMyFactors, {})).passwordAdvice).toBeNull()
  })
})

describe('changing one’s own password', () => {
  test('wants the one there is, counts wrong ones, and ends every other session (AT-109)', async () => {
    const [here, there] = [await world.as('lena'), await world.as('lena')]
    const change = (password: string, newPassword: string) => here.run(changePassword, { password, newPassword })
    expect((await refusalOf(change('wrong', 'nine elms and a kettle'))).code).toBe('password.wrong')
    expect((await refusalOf(change(castPassword, castPassword))).code).toBe('password.same')
    expect(await change(castPassword, 'nine elms and a kettle')).toMatchObject({ sessionsEnded: expect.any(Number) })
    await here.run(getMe, {})
    expect((await refusalOf(there.run(getMe, {}))).code).toBe('session.missing')
    expect((await refusalOf(enter('lena@larkfield.example'))).code).toBe('sign_in.refused')
    await enter('lena@larkfield.example', 'nine elms and a kettle')
  })
})

describe('sessions (H89)', () => {
  test('end after the idle time that is set, at once and everywhere', async () => {
    const [kevin, dana] = [await world.as('kevin'), await world.as('dana')]
    await pool.query("update sessions set last_seen_at = now() - interval '20 minutes' where id = any ($1)", [
      [kevin.actor.session, dana.actor.session],
    ])
    await save({ idleMinutesEmployee: 15 })
    expect((await refusalOf(kevin.run(getMe, {}))).code).toBe('session.missing')
    await save({})
    await kevin.run(getMe, {})
  })

  test('no more than are allowed: the next is refused after a right password, until one ends', async () => {
    await pool.query('update sessions set ended_at = now(), end_reason = $1 where user_id = $2 and ended_at is null', [
      'signed_out',
      people.kevin,
    ])
    await save({ sessionsEmployee: 2 })
    await enter('kevin@larkfield.example')
    const kevin = await world.as('kevin')
    expect((await refusalOf(enter('kevin@larkfield.example', 'wrong'))).code).toBe('sign_in.refused')
    const refusal = await refusalOf(enter('kevin@larkfield.example'))
    expect(refusal).toMatchObject({ kind: 'conflict', code: 'session.too_many' })
    expect(await kevin.run(endOtherSessions, {})).toEqual({ sessionsEnded: 1 })
    await enter('kevin@larkfield.example')
  })

  test('two sign-ins at once for the last place: one comes in', async () => {
    await pool.query('update sessions set ended_at = now(), end_reason = $1 where user_id = $2 and ended_at is null', [
      'signed_out',
      people.kevin,
    ])
    await save({ sessionsEmployee: 1 })
    const outcomes = await Promise.all(
      Array.from({ length: 6 }, () =>
        enter('kevin@larkfield.example').then(
          () => 'in',
          (error: { code?: string }) => error.code,
        ),
      ),
    )
    expect(outcomes.filter((outcome) => outcome === 'in')).toHaveLength(1)
    await setRules(world, { sessions_employee: null })
  })
})
