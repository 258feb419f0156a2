import { afterAll, describe, expect, test } from 'vitest'
import { tokenIn } from './cast/mail.ts'
import { castPassword } from './cast/password.ts'
import { invitationWorld, newPassword } from './cast/invitations.ts'
import { type Answer, openWeb } from './cast/web.ts'
import { makeWorld } from './cast/world.ts'
import { sendPasswordReset } from '../src/signin/commands/send-password-reset.ts'

/** Coming in as a browser sees it: statuses, cookies and headers. What happens behind is in src/signin. */
const world = await makeWorld()
const { desk, newcomer, invite, dana } = await invitationWorld(world)
const web = openWeb(world)
afterAll(() => web.close())

const cookieOf = (answer: Answer) => String(answer.headers['set-cookie'] ?? '')
const codeOf = (answer: Answer) => (answer.json as { code?: string }).code
/** An answer without what differs by chance. */
const shown = ({ status, body, headers }: Answer) => {
  const { date: _date, 'x-request-id': _id, ...rest } = headers
  return { status, body: body.replace(/"requestId":"[^"]*"/, ''), headers: rest }
}

const signIn = (email: string, password: string, headers = {}, url = '/api/v1/sign-in') =>
  web.ask(null, 'POST', url, { email, password }, { headers })

describe('cookies', () => {
  test('each side sets its own, closed to scripts and to other sites', async () => {
    const employee = await signIn('kevin@larkfield.example', castPassword)
    expect(employee.status).toBe(200)
    expect(cookieOf(employee)).toMatch(/^__Host-portico=[\w-]{43}; Path=\/; Secure; HttpOnly; SameSite=Lax; Expires=/)
    const body = { portal: desk.code, email: 'dana@brightwater.example', password: castPassword }
    const portal = await web.ask(null, 'POST', '/api/v1/portal/sign-in', body)
    expect(cookieOf(portal)).toMatch(
      /^__Host-portico-portal=[\w-]{43}; Path=\/; Secure; HttpOnly; SameSite=Lax; Expires=/,
    )
  })

  test('signing out takes it away, and what it was is worth nothing (AT-112)', async () => {
    const someone = await world.as('lena')
    const left = await web.ask(someone, 'POST', '/api/v1/sign-out', {})
    expect(cookieOf(left)).toBe('__Host-portico=; Path=/; Secure; HttpOnly; SameSite=Lax; Max-Age=0')
    expect((await web.ask(someone, 'GET', '/api/v1/me')).status).toBe(401)
  })

  test('accepting an invitation sets the portal’s, and a refused one none', async () => {
    const { token } = await invite(await newcomer())
    const input = { token, fullName: 'Nora Newcomer', password: newPassword }
    const accepted = await web.ask(null, 'POST', '/api/v1/portal/invitations/accept', input)
    expect(cookieOf(accepted)).toMatch(/^__Host-portico-portal=/)
    const again = await web.ask(null, 'POST', '/api/v1/portal/invitations/accept', input)
    expect([again.status, cookieOf(again)]).toEqual([410, ''])
  })

  test('a browser signed in on the portal is seen by an invitation of somebody else (AT-099)', async () => {
    const { token } = await invite(await newcomer())
    const input = { token, fullName: 'Nora Newcomer', password: newPassword }
    const answer = await web.ask(dana, 'POST', '/api/v1/portal/invitations/accept', input)
    expect([answer.status, codeOf(answer)]).toEqual([409, 'invitation.signed_in_as_other'])
  })
})

describe('links', () => {
  test('a spent and an unknown one get the same bytes and headers (AT-097, AT-098)', async () => {
    const { id, token } = await invite(await newcomer())
    await world.pool.query('update invitations set expires_at = now() where id = $1', [id])
    const answers = []
    for (const sent of [token, 'x'.repeat(43), token.slice(1)]) {
      const input = { token: sent, fullName: 'Nora Newcomer', password: newPassword }
      answers.push(shown(await web.ask(null, 'POST', '/api/v1/portal/invitations/accept', input)))
      answers.push(shown(await web.ask(null, 'POST', '/api/v1/portal/invitations/peek', { token: sent })))
    }
    for (const answer of answers) expect(answer).toEqual(answers[0])
    expect(answers[0]!.status).toBe(410)
  })

  test('nothing happens to one by GET or HEAD (AT-102)', async () => {
    const { token } = await invite(await newcomer())
    for (const method of ['GET', 'HEAD']) {
      for (const deed of ['peek', 'accept', 'fresh']) {
        const answer = await web.ask(null, method, `/api/v1/portal/invitations/${deed}?token=${token}`)
        expect([404, 405]).toContain(answer.status)
      }
    }
    expect((await web.ask(null, 'POST', '/api/v1/portal/invitations/peek', { token })).status).toBe(200)
  })

  test('an inactive portal answers 503 with Retry-After', async () => {
    const { token } = await invite(await newcomer())
    await world.pool.query("update portals set state = 'inactive' where id = $1", [desk.portal])
    const answer = await web.ask(null, 'POST', '/api/v1/portal/invitations/peek', { token })
    expect([answer.status, codeOf(answer)]).toEqual([503, 'portal.inactive'])
    expect(Number(answer.headers['retry-after'])).toBeGreaterThan(0)
    await world.pool.query("update portals set state = 'active' where id = $1", [desk.portal])
  })
})

describe('recovery', () => {
  test('known and unknown get the same bytes and headers (AT-105)', async () => {
    const answers = []
    for (const email of ['marta@larkfield.example', 'nobody@larkfield.example', 'tomas@larkfield.example']) {
      answers.push(shown(await web.ask(null, 'POST', '/api/v1/password-resets', { email })))
    }
    for (const answer of answers) expect(answer).toEqual(answers[0])
    expect(answers[0]).toMatchObject({ status: 202, body: 'null' })
  })

  test('forged headers change no link (AT-106)', async () => {
    const forged = { host: 'evil.example', 'x-forwarded-host': 'evil.example', forwarded: 'host=evil.example' }
    await web.ask(null, 'POST', '/api/v1/password-resets', { email: 'sofia@larkfield.example' }, { headers: forged })
    const { rows } = await world.pool.query(
      "select data from pgboss.job where name = 'signin.send_reset' and data ->> 'email' like 'sofia%'",
    )
    expect(rows).toEqual([{ data: { email: 'sofia@larkfield.example', portal: null } }])
    await sendPasswordReset(
      { db: world.db, send: world.send, baseUrl: 'https://portico.larkfield.example' },
      rows[0].data,
    )
    const mail = await world.pool.query("select body_text, body_html from mails where template = 'password_reset'")
    expect(mail.rows[0].body_text).toContain('https://portico.larkfield.example/reset-password/')
    expect(JSON.stringify(mail.rows)).not.toContain('evil')
    expect(tokenIn(mail.rows[0].body_text)).toHaveLength(43)
  })
})

test('no header or spelling of the address resets the count of wrong passwords (AT-116)', async () => {
  const statuses: number[] = []
  for (let tries = 0; tries < 14; tries += 1) {
    const headers = { 'x-forwarded-for': `198.51.100.${tries}`, 'x-real-ip': `198.51.100.${tries}` }
    const spelled = tries % 2 ? 'Igor@Larkfield.example' : 'igor@larkfield.example.'
    statuses.push((await signIn(spelled, 'guess', headers)).status)
  }
  expect(statuses).toEqual([...Array(10).fill(401), ...Array(4).fill(429)])
  const refused = await signIn('igor@larkfield.example', castPassword)
  expect(refused.status).toBe(429)
  expect(Number(refused.headers['retry-after'])).toBeGreaterThan(800)
  for (const url of ['/api/v1/sign-in/', '/API/v1/sign-in', '/api/v1//sign-in', '/api/v1/Sign-In']) {
    expect([404, 429]).toContain((await signIn('igor@larkfield.example', castPassword, {}, url)).status)
  }
})
