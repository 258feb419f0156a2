import { describe, expect, test } from 'vitest'
import { getMe } from '../people/queries/get-me.ts'
import { getExternalUser } from '../people/queries/get-external-user.ts'
import { updateExternalUser } from '../people/commands/update-external-user.ts'
import { mails, tokenIn } from '../../test/cast/mail.ts'
import { castPassword } from '../../test/cast/password.ts'
import { portalWorld } from '../../test/cast/portals.ts'
import { baseUrl, makeWorld, refusalOf } from '../../test/cast/world.ts'
import { lockUser } from './commands/lock-user.ts'
import { requestPasswordReset, requestPortalPasswordReset } from './commands/request-password-reset.ts'
import { resetPassword, resetPortalPassword } from './commands/reset-password.ts'
import { sendPasswordReset } from './commands/send-password-reset.ts'
import { signIn } from './commands/sign-in.ts'

const world = await makeWorld()
const { db, people, pool, send } = world
const { adam, makePortal } = await portalWorld(world)
const [dana, omar] = [await world.as('dana'), await world.as('omar')]
const desk = await makePortal([dana, omar])

const password = 'nine elms and a kettle'

/** What the worker does with the job of a request. */
const work = (email: string, portal: string | null = null) =>
  sendPasswordReset({ db, send, baseUrl }, { email, portal })

async function linkFor(email: string, portal: string | null = null): Promise<string> {
  await work(email, portal)
  const mail = (await mails(world, 'password_reset')).find((each) => each.to === email)
  return tokenIn(mail!.text)
}

const jobs = async () =>
  (await pool.query("select data from pgboss.job where name = 'signin.send_reset' order by created_on")).rows

describe('asking for a new password', () => {
  test('gets one answer and leaves one job, whether there is such an account or not (AT-105)', async () => {
    for (const email of ['kevin@larkfield.example', 'nobody@larkfield.example', 'tomas@larkfield.example']) {
      expect(await world.anyone.run(requestPasswordReset, { email })).toBeNull()
      expect(await world.anyone.run(requestPortalPasswordReset, { email, portal: 'no_such' })).toBeNull()
    }
    expect(await jobs()).toHaveLength(6)
    expect(await mails(world, 'password_reset')).toEqual([])
  })

  test.each([
    ['nobody@larkfield.example', null],
    ['tomas@larkfield.example', null],
    ['nina@larkfield.example', null],
    ['dana@brightwater.example', null],
    ['kevin@larkfield.example', 'desk_1'],
    ['felix@caldera.example', 'desk_1'],
    ['priya@brightwater.example', 'desk_1'],
    ['ruth@brightwater.example', 'desk_1'],
    ['dana@brightwater.example', 'no_such_portal'],
  ])('%s at %s gets no mail', async (email, portal) => {
    await work(email, portal)
    expect((await mails(world, 'password_reset')).filter((mail) => mail.to === email)).toEqual([])
  })

  test('the link carries the configured address, whatever the request said of itself (AT-106)', async () => {
    await work('kevin@larkfield.example')
    const [mail] = await mails(world, 'password_reset')
    expect(mail!.text).toMatch(/http:\/\/localhost:4100\/reset-password\/[\w-]{43}/)
    await work('dana@brightwater.example', desk.code)
    const [theirs] = await mails(world, 'password_reset')
    expect(theirs!.text).toMatch(new RegExp(`http://localhost:4100/portal/${desk.code}/reset-password/`))
  })

  test('again and again is refused alike for known and unknown, and fills no mailbox', async () => {
    for (const email of ['marta@larkfield.example', 'nobody.at.all@larkfield.example']) {
      for (let asked = 0; asked < 10; asked += 1) await world.anyone.run(requestPasswordReset, { email })
      expect((await refusalOf(world.anyone.run(requestPasswordReset, { email }))).code).toBe('sign_in.too_many_tries')
    }
    for (let asked = 0; asked < 10; asked += 1) await work('marta@larkfield.example')
    const mine = (await mails(world, 'password_reset')).filter((mail) => mail.to === 'marta@larkfield.example')
    expect(mine).toHaveLength(5)
  })
})

describe('setting a new password', () => {
  test('ends every session, says how many, tells the owner, and only the new one works (AT-109)', async () => {
    const sessions = [await world.as('kevin'), await world.as('kevin')]
    const token = await linkFor('kevin@larkfield.example')
    expect(await world.anyone.run(resetPassword, { token, password })).toEqual({ sessionsEnded: 2 })
    for (const session of sessions) expect((await refusalOf(session.run(getMe, {}))).code).toBe('session.missing')
    expect((await mails(world, 'password_changed'))[0]!.to).toBe('kevin@larkfield.example')
    const email = 'kevin@larkfield.example'
    expect((await refusalOf(world.anyone.run(signIn, { email, password: castPassword }))).code).toBe('sign_in.refused')
    await world.anyone.run(signIn, { email, password })
  })

  test('a used, an older, an ended, an unknown link and one of the other side get one answer (AT-107, AT-108)', async () => {
    const older = await linkFor('lena@larkfield.example')
    const used = await linkFor('lena@larkfield.example')
    await world.anyone.run(resetPassword, { token: used, password })
    const ended = await linkFor('sofia@larkfield.example')
    await pool.query('update password_resets set expires_at = now() where user_id = $1', [people.sofia])
    const outside = await linkFor('omar@caldera.example', desk.code)
    const before = await pool.query('select id, password_hash from users order by id')
    const answers = []
    for (const token of [older, used, ended, outside, 'x'.repeat(43)]) {
      const refusal = await refusalOf(world.anyone.run(resetPassword, { token, password: 'rust and harbour fog' }))
      answers.push([refusal.kind, refusal.code, refusal.message])
    }
    const inside = await linkFor('igor@larkfield.example')
    const wrongSide = await refusalOf(world.anyone.run(resetPortalPassword, { token: inside, password }))
    answers.push([wrongSide.kind, wrongSide.code, wrongSide.message])
    for (const answer of answers) expect(answer).toEqual(answers[0])
    expect(answers[0]!.slice(0, 2)).toEqual(['gone', 'reset.spent'])
    expect((await pool.query('select id, password_hash from users order by id')).rows).toEqual(before.rows)
    await world.anyone.run(resetPortalPassword, { token: outside, password })
  })

  test('a change of e-mail kills the link (AT-108)', async () => {
    const token = await linkFor('dana@brightwater.example', desk.code)
    const { version } = await adam.run(getExternalUser, { user: people.dana })
    await adam.run(updateExternalUser, { user: people.dana, version, email: 'dana.w@brightwater.example' })
    expect((await refusalOf(world.anyone.run(resetPortalPassword, { token, password }))).code).toBe('reset.spent')
  })

  test('a lock kills the link, also after unlocking', async () => {
    const token = await linkFor('marta@larkfield.example').catch(() => '')
    expect(token).toHaveLength(43)
    await adam.run(lockUser, { user: people.marta })
    expect((await refusalOf(world.anyone.run(resetPassword, { token, password }))).code).toBe('reset.spent')
    await pool.query("update users set status = 'active', locked_at = null where id = $1", [people.marta])
    expect((await refusalOf(world.anyone.run(resetPassword, { token, password }))).code).toBe('reset.spent')
  })

  test('a weak password is refused and the link stays good', async () => {
    const token = await linkFor('adam@larkfield.example')
    expect((await refusalOf(world.anyone.run(resetPassword, { token, password: 'short' }))).code).toBe(
      'password.too_short',
    )
    await world.anyone.run(resetPassword, { token, password })
  })

  test('of thirty who use one link at once one succeeds', async () => {
    const token = await linkFor('vera@larkfield.example')
    const outcomes = await Promise.allSettled(
      Array.from({ length: 30 }, () => world.anyone.run(resetPassword, { token, password })),
    )
    expect(outcomes.filter((outcome) => outcome.status === 'fulfilled')).toHaveLength(1)
  })

  test('opens a sign-in that was paused: the mailbox has proved whose it is', async () => {
    for (let tries = 0; tries < 10; tries += 1) {
      await refusalOf(
        world.anyone.run(signIn, { email: 'igor@larkfield.example', password: 'guess' }, { address: '10.5.5.5' }),
      )
    }
    const token = await linkFor('igor@larkfield.example')
    await world.anyone.run(resetPassword, { token, password })
    await world.anyone.run(signIn, { email: 'igor@larkfield.example', password })
  })
})
