import { afterAll, describe, expect, test } from 'vitest'
import { likeness, openWeb } from '../cast/web.ts'
import { makeWorld } from '../cast/world.ts'
import { invitationWorld, newPassword as password } from '../cast/invitations.ts'
import { mails, tokenIn } from '../cast/mail.ts'

/** Invitations (chapter 4.5 of the catalogue), over HTTP, of people from outside and of employees alike. */
const world = await makeWorld()
const { pool } = world
const outside = await invitationWorld(world)
const { adam, dana } = outside
const web = openWeb(world)
afterAll(() => web.close())
await pool.query('update license_packs set seats = 1000')

type Invited = { user: string; invitation: string; token: string }

/** One door each, with what it takes to come in by it. */
type Door = {
  side: 'portal' | 'employee'
  at: string
  invite(): Promise<Invited>
  withdraw(invited: Invited): Promise<number>
  resend(invited: Invited): Promise<Invited>
}

let hired = 0
const latest = async (user: string): Promise<string> =>
  (await pool.query('select id from invitations where user_id = $1 order by created_at desc, id desc limit 1', [user]))
    .rows[0].id
const linkOf = async (email: string) => tokenIn((await mails(world, 'invitation')).find(({ to }) => to === email)!.text)
const emailOf = async (user: string): Promise<string> =>
  (await pool.query('select email from users where id = $1', [user])).rows[0].email

const doors: Door[] = [
  {
    side: 'portal',
    at: '/api/v1/portal/invitations',
    async invite() {
      const user = await outside.newcomer()
      const { id, token } = await outside.invite(user)
      return { user, invitation: id, token }
    },
    withdraw: async ({ user, invitation }) =>
      (await web.ask(adam, 'DELETE', `/api/v1/users/${user}/invitations/${invitation}`)).status,
    async resend({ user }) {
      const { id, token } = await outside.invite(user as never, { withoutConfirmation: true, replaceEarlier: true })
      return { user, invitation: id, token }
    },
  },
  {
    side: 'employee',
    at: '/api/v1/invitations',
    async invite() {
      hired += 1
      const email = `hire${hired}@larkfield.example`
      const made = await web.ask(adam, 'POST', '/api/v1/users/invitations', {
        fullName: 'Hanna Hire',
        email,
        groups: [],
      })
      const { id: user } = made.json as { id: string }
      return { user, invitation: await latest(user), token: await linkOf(email) }
    },
    withdraw: async ({ user }) => (await web.ask(adam, 'DELETE', `/api/v1/users/${user}/invitation`)).status,
    async resend({ user }) {
      await web.ask(adam, 'POST', `/api/v1/users/${user}/invitation`, {})
      return { user, invitation: await latest(user), token: await linkOf(await emailOf(user)) }
    },
  },
]

const accept = (door: Door, token: unknown, headers: Record<string, string> = {}) =>
  web.ask(
    null,
    'POST',
    `${door.at}/accept`,
    { token, fullName: 'New Person', password },
    {
      headers: { 'content-type': 'application/json', ...headers },
    },
  )
const peek = (door: Door, token: unknown) => web.ask(null, 'POST', `${door.at}/peek`, { token })

/** What the person has: account, invitations, seats, sessions, groups. */
async function standing(user: string): Promise<unknown> {
  const { rows } = await pool.query(
    `select (select to_jsonb(u) from users u where id = $1) as account,
       (select jsonb_agg(to_jsonb(i) - 'opened_at' order by i.id) from invitations i where user_id = $1) as invitations,
       (select count(*)::int from seats where user_id = $1 and freed_at is null) as seats,
       (select count(*)::int from sessions where user_id = $1) as sessions,
       (select count(*)::int from group_members where member_id = $1) as groups`,
    [user],
  )
  return rows[0]
}

describe.each(doors)('the door of the $side side', (door) => {
  test('used, expired, withdrawn, replaced, unknown: 410, one and the same body, no session (AT-095, AT-097)', async () => {
    const used = await door.invite()
    const first = await accept(door, used.token)
    expect([first.status, String(first.headers['set-cookie'])]).toEqual([
      200,
      expect.stringContaining('__Host-portico'),
    ])
    const expired = await door.invite()
    await pool.query(`update invitations set expires_at = now() - interval '1 second' where id = $1`, [
      expired.invitation,
    ])
    const withdrawn = await door.invite()
    expect(await door.withdraw(withdrawn)).toBe(200)
    const replaced = await door.invite()
    const fresh = await door.resend(replaced)
    const spent = [used, expired, withdrawn, replaced]
    const before = await Promise.all(spent.map(({ user }) => standing(user)))

    const tokens = [...spent.map(({ token }) => token), 'x'.repeat(43)]
    for (const ask of [accept, peek]) {
      const answers = []
      for (const token of tokens) answers.push(await ask(door, token))
      for (const answer of answers) {
        expect(answer.status).toBe(410)
        expect(likeness(answer)).toEqual(likeness(answers.at(-1)!))
        expect(answer.headers).not.toHaveProperty('set-cookie')
      }
    }
    expect(await Promise.all(spent.map(({ user }) => standing(user)))).toEqual(before)
    expect((await accept(door, fresh.token)).status).toBe(200)
  })

  test('a hundred parallel accepts: one 2xx, one account, one seat, one session (AT-096)', async () => {
    const { user, token } = await door.invite()
    const answers = await Promise.all(Array.from({ length: 100 }, () => accept(door, token)))
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1)
    for (const { status, headers } of answers.filter((answer) => answer.status !== 200)) {
      expect([409, 410]).toContain(status)
      expect(headers).not.toHaveProperty('set-cookie')
    }
    const { rows } = await pool.query(
      `select (select count(*)::int from seats where user_id = $1 and freed_at is null) as seats,
        (select count(*)::int from sessions where user_id = $1) as sessions,
        (select count(*)::int from invitations where user_id = $1 and accepted_at is not null) as accepted,
        (select count(*)::int from audit_events where outcome = 'done' and facts ->> 'user' = $1::text and operation like 'accept%') as audits`,
      [user],
    )
    expect(rows[0]).toEqual({ seats: 1, sessions: 1, accepted: 1, audits: 1 })
  }, 60_000)

  test('an altered token is 410 or 400, and the link stays good (AT-098)', async () => {
    const invited = await door.invite()
    const { token } = invited
    const before = await standing(invited.user)
    const oneBit = Buffer.from(token, 'base64url')
    oneBit[7]! ^= 1
    const altered = [
      oneBit.toString('base64url'),
      token.toUpperCase(),
      token.toLowerCase(),
      token.slice(0, -1),
      token.slice(1),
      `${token}A`,
      `${token}=`,
      ` ${token}`,
      `${token} `,
      `${token}\n`,
      `${token}\u0000`,
      `${token}%00`,
      encodeURIComponent(`${token}\u0000`),
      Buffer.from(token, 'base64url').toString('hex'),
    ].filter((one) => one !== token)
    for (const one of altered) {
      const answer = await accept(door, one)
      expect([400, 410], JSON.stringify(one)).toContain(answer.status)
    }
    for (const one of ['', null, [], [token], { token }, 7, true, undefined, 'x'.repeat(100_000)]) {
      expect([400, 410], JSON.stringify(one)).toContain((await accept(door, one)).status)
    }
    expect(await standing(invited.user)).toEqual(before)
    expect((await accept(door, token)).status).toBe(200)
  })

  test('signed in as somebody else: 409 that says so, and nothing is attached (AT-099)', async () => {
    const { user, token } = await door.invite()
    const other = door.side === 'portal' ? dana : await world.as('kevin')
    const cookie = `${door.side === 'portal' ? '__Host-portico-portal' : '__Host-portico'}=${other.token}`
    const [before, mine] = [await standing(user), await standing(other.id)]
    const answer = await accept(door, token, { cookie })
    expect([answer.status, (answer.json as { code: string }).code]).toEqual([409, 'invitation.signed_in_as_other'])
    expect((answer.json as { detail: string }).detail).toContain(
      door.side === 'portal' ? 'Dana Whitfield' : 'Kevin Hale',
    )
    expect(answer.headers).not.toHaveProperty('set-cookie')
    expect([await standing(user), await standing(other.id)]).toEqual([before, mine])
    const me = door.side === 'portal' ? '/api/portal/v1/me' : '/api/v1/me'
    expect((await web.ask(other, 'GET', me)).status).toBe(200)
    expect((await accept(door, token)).status).toBe(200)
  })

  test('a mail scanner that opens the link five times uses nothing up (AT-102)', async () => {
    const { user, token } = await door.invite()
    const before = await standing(user)
    const page = door.side === 'portal' ? `/portal/${outside.desk.code}/invitation/${token}` : `/invitation/${token}`
    for (const method of ['GET', 'HEAD', 'GET', 'HEAD', 'GET']) {
      await web.ask(null, method, page)
      const api = await web.ask(null, method, `${door.at}/peek?token=${token}`)
      expect([404, 405]).toContain(api.status)
      await web.ask(null, method, `${door.at}/accept?token=${token}`)
    }
    for (let opened = 0; opened < 5; opened += 1) expect((await peek(door, token)).status).toBe(200)
    expect(await standing(user)).toEqual(before)
    expect((await accept(door, token)).status).toBe(200)
  })
})
