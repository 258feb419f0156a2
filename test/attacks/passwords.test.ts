import { afterAll, describe, expect, test } from 'vitest'
import { sendPasswordReset } from '../../src/signin/commands/send-password-reset.ts'
import { mails, tokenIn } from '../cast/mail.ts'
import { castPassword } from '../cast/password.ts'
import { portalWorld } from '../cast/portals.ts'
import { likeness, openWeb } from '../cast/web.ts'
import { baseUrl, makeWorld, type Someone } from '../cast/world.ts'

/** Forgotten passwords and sessions (chapter 4.5 of the catalogue), over HTTP, on both sides. */
const world = await makeWorld()
const { db, pool, send, people } = world
const { adam, makePortal } = await portalWorld(world)
const [dana, omar, ruth] = [await world.as('dana'), await world.as('omar'), await world.as('ruth')]
const desk = await makePortal([dana, omar, ruth])
const web = openWeb(world)
afterAll(() => web.close())

type Side = { name: 'employee' | 'portal'; at: string; more: object; emails: string[]; me: string; signOut: string }
const sides: Side[] = [
  {
    name: 'employee',
    at: '/api/v1',
    more: {},
    emails: ['kevin@larkfield.example', 'lena@larkfield.example', 'sofia@larkfield.example', 'marta@larkfield.example'],
    me: '/api/v1/me',
    signOut: '/api/v1/sign-out',
  },
  {
    name: 'portal',
    at: '/api/v1/portal',
    more: { portal: desk.code },
    emails: [
      'dana@brightwater.example',
      'omar@caldera.example',
      'ruth@brightwater.example',
      'ruth@brightwater.example',
    ],
    me: '/api/portal/v1/me',
    signOut: '/api/portal/v1/sign-out',
  },
]

const forget = () => pool.query('delete from sign_in_attempts')
const ask = (side: Side, email: string, headers: Record<string, string> = {}) =>
  web.ask(
    null,
    'POST',
    `${side.at}/password-resets`,
    { ...side.more, email },
    {
      headers: { 'content-type': 'application/json', ...headers },
    },
  )
const use = (side: Side, token: unknown, password = 'nine elms and a kettle') =>
  web.ask(null, 'POST', `${side.at}/password-resets/use`, { token, password })
const signIn = (side: Side, email: string, password = castPassword, headers: Record<string, string> = {}) =>
  web.ask(
    null,
    'POST',
    `${side.at}/sign-in`,
    { ...side.more, email, password },
    {
      headers: { 'content-type': 'application/json', ...headers },
    },
  )
const cookieSet = (headers: Record<string, unknown>): string => String(headers['set-cookie']).split(';')[0]!

async function linkFor(side: Side, email: string): Promise<string> {
  await sendPasswordReset({ db, send, baseUrl }, { email, portal: side.name === 'portal' ? desk.code : null })
  return tokenIn((await mails(world, 'password_reset')).find(({ to }) => to === email)!.text)
}

const median = (all: number[]): number => all.toSorted((a, b) => a - b)[Math.floor(all.length / 2)]!

/** Times two deeds turn by turn, so that a busy moment of the machine meets both. */
async function medians(rounds: number, deeds: [() => Promise<unknown>, () => Promise<unknown>]) {
  const times: [number[], number[]] = [[], []]
  for (let round = 0; round < rounds; round += 1) {
    for (const at of round % 2 ? ([1, 0] as const) : ([0, 1] as const)) {
      const began = performance.now()
      await deeds[at]()
      times[at].push(performance.now() - began)
    }
    if (round % 4 === 3) await forget()
  }
  return { known: median(times[0]), unknown: median(times[1]) }
}

describe.each(sides)('on the $name side', (side) => {
  test('asking for a reset answers the same for a known and an unknown address (AT-105)', async () => {
    await forget()
    const sent = await mails(world, 'password_reset')
    const unknown = await ask(side, 'nobody@nowhere.example')
    expect(unknown.status).toBe(202)
    for (const email of [
      side.emails[0]!,
      'tomas@larkfield.example',
      'felix@caldera.example',
      'priya@brightwater.example',
    ]) {
      expect(likeness(await ask(side, email))).toEqual(likeness(unknown))
    }
    expect(await mails(world, 'password_reset')).toEqual(sent)
  })

  test('and in the same time: medians of 200 each within 20 ms (AT-105)', async () => {
    await forget()
    let unknown = 0
    const { known, unknown: other } = await medians(200, [
      () => ask(side, side.emails[0]!),
      () => ask(side, `nobody${(unknown += 1)}@nowhere.example`),
    ])
    expect(Math.abs(known - other)).toBeLessThan(20)
    await forget()
  }, 60_000)

  test('a wrong password and an unknown account are refused alike, in the same time (AT-105)', async () => {
    await forget()
    const answers = [
      await signIn(side, side.emails[0]!, 'wrong'),
      await signIn(side, 'nobody@nowhere.example', 'wrong'),
    ]
    expect(answers[0]!.status).toBe(401)
    expect(likeness(answers[0]!)).toEqual(likeness(answers[1]!))
    const { known, unknown } = await medians(12, [
      () => signIn(side, side.emails[0]!, 'wrong'),
      () => signIn(side, 'nobody@nowhere.example', 'wrong'),
    ])
    expect(Math.abs(known - unknown)).toBeLessThan(20 + known * 0.25)
    await forget()
  }, 60_000)

  test('the link shows the configured address, whatever Host or Forwarded say (AT-106)', async () => {
    const headers: Record<string, string>[] = [
      { host: 'evil.example' },
      { 'x-forwarded-host': 'evil.example', 'x-forwarded-proto': 'https', forwarded: 'host=evil.example' },
      { 'x-original-url': 'https://evil.example/', referer: 'https://evil.example/' },
    ]
    for (const one of headers) expect((await ask(side, side.emails[0]!, one)).status).toBe(202)
    expect((await ask(side, side.emails[0]!, { origin: 'https://evil.example' })).status).toBe(403)
    // What the request leaves behind is what the worker makes the mail from.
    const { rows } = await pool.query<{ data: { email: string; portal: string | null } }>(
      `select data from pgboss.job where name = 'signin.send_reset' order by created_on desc limit 3`,
    )
    for (const { data } of rows) await sendPasswordReset({ db, send, baseUrl }, data)
    expect(JSON.stringify(rows)).not.toContain('evil')
    for (const { text } of await mails(world, 'password_reset')) {
      expect(text).not.toContain('evil')
      expect(text).toContain(`${baseUrl}/`)
    }
  })

  test('without the verified link no password is set: steps skipped, another’s link, another side (AT-107)', async () => {
    const before = (await pool.query('select id, password_hash, version from users order by id')).rows
    const other = sides.find(({ name }) => name !== side.name)!
    const foreign = await linkFor(other, other.emails[1]!)
    for (const token of ['', null, undefined, 'x'.repeat(43), people.vera, foreign, [foreign]]) {
      expect([400, 410], String(token)).toContain((await use(side, token)).status)
    }
    const own = await linkFor(side, side.emails[1]!)
    for (const extra of [{ user: people.vera }, { email: 'vera@larkfield.example' }, { side: 'employee' }]) {
      const body = { token: own, password: 'nine elms and a kettle', ...extra }
      expect((await web.ask(null, 'POST', `${side.at}/password-resets/use`, body)).status).toBe(400)
    }
    expect((await pool.query('select id, password_hash, version from users order by id')).rows).toEqual(before)
  })

  test('an older, a used link, and one from before a change of e-mail: 410 with one body (AT-108)', async () => {
    const [, , email] = side.emails as [string, string, string]
    const older = await linkFor(side, email)
    const newer = await linkFor(side, email)
    const late = await use(side, older)
    expect((await use(side, newer)).status).toBe(200)
    const used = await use(side, newer)
    const moved = await linkFor(side, email)
    const canonical = `moved.${email}`
    await pool.query('update users set email = $2, email_canonical = $2 where email_canonical = $1', [email, canonical])
    const afterMove = await use(side, moved)
    await pool.query('update users set email = $1, email_canonical = $1 where email_canonical = $2', [email, canonical])
    const unknown = await use(side, 'x'.repeat(43))
    for (const answer of [late, used, afterMove, unknown]) {
      expect(answer.status).toBe(410)
      expect(likeness(answer)).toEqual(likeness(unknown))
    }
  })

  test('a reset ends every session there was; the new password opens a new one (AT-109)', async () => {
    const email = side.emails[0]!
    const key = email.split('@')[0] as 'kevin'
    const sessions: Someone[] = [await world.as(key), await world.as(key)]
    for (const session of sessions) expect((await web.ask(session, 'GET', side.me)).status).toBe(200)
    const answer = await use(side, await linkFor(side, email), 'a kettle under nine elms')
    expect(answer.status).toBe(200)
    for (const session of sessions) expect((await web.ask(session, 'GET', side.me)).status).toBe(401)
    expect((await signIn(side, email)).status).toBe(401)
    expect((await signIn(side, email, 'a kettle under nine elms')).status).toBe(200)
  })

  test('a locked person’s old sessions stay dead after unlocking (AT-111)', async () => {
    const [key, id] = side.name === 'portal' ? (['omar', people.omar] as const) : (['igor', people.igor] as const)
    const session = await world.as(key)
    expect((await web.ask(adam, 'POST', `/api/v1/users/${id}/lock`, {})).status).toBe(200)
    expect((await web.ask(session, 'GET', side.me)).status).toBe(401)
    expect((await web.ask(adam, 'POST', `/api/v1/users/${id}/unlock`, {})).status).toBe(200)
    expect((await web.ask(session, 'GET', side.me)).status).toBe(401)
    expect((await web.ask(await world.as(key), 'GET', side.me)).status).toBe(200)
  })

  test('a cookie replayed after sign-out is worth nothing (AT-112)', async () => {
    const session = await world.as(side.name === 'portal' ? 'ruth' : 'marta')
    expect((await web.ask(session, 'POST', side.signOut, {})).status).toBe(200)
    for (const [method, url, body] of [
      ['GET', side.me, undefined],
      ['POST', side.signOut, {}],
    ] as const) {
      expect((await web.ask(session, method, url, body)).status).toBe(401)
    }
  })

  test('a planted or earlier cookie is not the session after sign-in, and is dead (AT-113)', async () => {
    await forget()
    const email = side.emails[3]!
    const password = side.name === 'portal' ? 'nine elms and a kettle' : castPassword
    const name = side.name === 'portal' ? '__Host-portico-portal' : '__Host-portico'
    const planted = `${name}=${'p'.repeat(43)}`
    const first = cookieSet((await signIn(side, email, password, { cookie: planted })).headers)
    expect(first).toMatch(new RegExp(`^${name}=[\\w-]{43}$`))
    expect(first).not.toBe(planted)
    const second = cookieSet((await signIn(side, email, password, { cookie: first })).headers)
    expect(second).not.toBe(first)
    const statusWith = async (cookie: string) =>
      (await web.ask(null, 'GET', side.me, undefined, { headers: { cookie } })).status
    expect([await statusWith(planted), await statusWith(first), await statusWith(second)]).toEqual([401, 401, 200])
    // Two at once are none: nobody can say which was meant.
    expect(await statusWith(`${planted}; ${second}`)).toBe(401)
  })
})
