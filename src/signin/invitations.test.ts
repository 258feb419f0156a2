import { describe, expect, test } from 'vitest'
import type { UserId } from '../base/ids.ts'
import { Refusal } from '../base/refusal.ts'
import { updateExternalUser } from '../people/commands/update-external-user.ts'
import { getExternalUser } from '../people/queries/get-external-user.ts'
import { activatePortal } from '../portals/commands/activate-portal.ts'
import { deactivatePortal } from '../portals/commands/deactivate-portal.ts'
import { invitationWorld, newPassword as password } from '../../test/cast/invitations.ts'
import { mails, tokenIn } from '../../test/cast/mail.ts'
import { makeWorld, refusalOf } from '../../test/cast/world.ts'
import { acceptInvitation } from './commands/accept-invitation.ts'
import { askFreshInvitation } from './commands/ask-fresh-invitation.ts'
import { createPortalInvitation } from './commands/create-portal-invitation.ts'
import { lockUser } from './commands/lock-user.ts'
import { peekInvitation } from './commands/peek-invitation.ts'
import { portalSignIn } from './commands/portal-sign-in.ts'
import { sendConfirmationCode } from './commands/send-confirmation-code.ts'
import { takeUpInvitation } from './commands/take-up-invitation.ts'
import { withdrawInvitation } from './commands/withdraw-invitation.ts'
import { listInvitations } from './queries/list-invitations.ts'

const world = await makeWorld()
const { people, pool } = world
const { adam, dana, desk, makePortal, newcomer, latestEmail, invite, accept, statusOf } = await invitationWorld(world)
const second = await makePortal([])

const stateOf = async (user: UserId) => (await adam.run(listInvitations, { user })).rows.map((row) => row.state)

describe('a link without confirmation', () => {
  test('leads straight to name and password, and in: active, a seat, the portal, a session of the portal side', async () => {
    const user = await newcomer()
    const { token, link, expiresAt } = await invite(user)
    expect(link).toBe(`http://localhost:4100/portal/${desk.code}/invitation/${token}`)
    expect(Math.round((expiresAt!.getTime() - Date.now()) / 86_400_000)).toBe(14)
    expect(await world.anyone.run(peekInvitation, { token })).toMatchObject({
      portal: { code: desk.code },
      step: 'register',
      emailHint: 'n•••@brightwater.example',
      signedInAs: null,
    })
    expect(await accept(token, { fullName: 'Nora N.' })).toEqual({ portal: desk.code })
    expect(await adam.run(getExternalUser, { user })).toMatchObject({
      fullName: 'Nora N.',
      status: 'active',
      portals: [{ code: desk.code }],
    })
    const { rows } = await pool.query(
      `select (select count(*)::int from seats where user_id = $1 and freed_at is null) as seats,
        (select array_agg(side) from sessions where user_id = $1 and ended_at is null) as sides,
        (select array_agg(g.code order by g.code) from actor_principals p join groups g on g.id = p.principal_id and g.scope = 'system' where user_id = $1) as groups`,
      [user],
    )
    expect(rows[0]).toEqual({ seats: 1, sides: ['portal'], groups: ['external_users'] })
    await world.anyone.run(portalSignIn, { portal: desk.code, email: latestEmail(), password })
  })

  test('is refused for somebody without an address', async () => {
    const user = await newcomer(null)
    expect((await refusalOf(invite(user))).code).toBe('invitation.email_needed')
  })

  test('a weak password uses nothing up', async () => {
    const user = await newcomer()
    const { token } = await invite(user)
    for (const [weak, code] of [
      ['too short', 'password.too_short'],
      ['password1234', 'password.too_common'],
      ['nora.newcomer', 'password.has_own_words'],
    ] as const) {
      expect((await refusalOf(accept(token, { password: weak }))).code).toBe(code)
    }
    expect(await statusOf(user)).toBe('not_registered')
    await accept(token)
  })
})

describe('a link that can no longer be used', () => {
  const body = (refusal: Refusal) => ({
    kind: refusal.kind,
    code: refusal.code,
    message: refusal.message,
    facts: refusal.facts,
  })

  test('used, ended, withdrawn, replaced, altered and unknown ones get one identical answer (AT-095, AT-097, AT-098)', async () => {
    const used = await invite(await newcomer())
    await accept(used.token)
    const ended = await invite(await newcomer())
    await pool.query("update invitations set expires_at = now() - interval '1 second' where id = $1", [ended.id])
    const withdrawnOne = await newcomer()
    const withdrawn = await invite(withdrawnOne)
    await adam.run(withdrawInvitation, { user: withdrawnOne, invitation: withdrawn.id })
    const replacedOne = await newcomer()
    const replaced = await invite(replacedOne)
    await invite(replacedOne, { withoutConfirmation: true, replaceEarlier: true })
    const good = await invite(await newcomer())
    const flipped = (good.token[0] === 'A' ? 'B' : 'A') + good.token.slice(1)
    const swapped = [...good.token]
      .map((sign) => (sign === sign.toLowerCase() ? sign.toUpperCase() : sign.toLowerCase()))
      .join('')
    const tokens = [used, ended, withdrawn, replaced].map((each) => each.token)
    const answers = []
    for (const token of [...tokens, flipped, swapped, good.token.slice(0, -1), 'x'.repeat(43), 'anything']) {
      answers.push(body(await refusalOf(world.anyone.run(peekInvitation, { token }))))
      answers.push(body(await refusalOf(accept(token))))
      answers.push(body(await refusalOf(world.anyone.run(sendConfirmationCode, { token, email: 'a@b.example' }))))
    }
    for (const answer of answers) expect(answer).toEqual(answers[0])
    expect(answers[0]).toMatchObject({ kind: 'gone', code: 'invitation.spent', facts: {} })
    await accept(good.token)
  })

  test.each([[''], [null], [['a']], [undefined], ['x'.repeat(300)], [{ token: 'x' }]])(
    'what is no token is refused: %j (AT-098)',
    async (token) => {
      const input = { token, fullName: 'X', password } as never
      expect((await refusalOf(world.anyone.run(acceptInvitation, input))).kind).toBe('invalid')
    },
  )

  test('a token with a NUL in it is an unknown one (AT-098)', async () => {
    const { token } = await invite(await newcomer())
    expect((await refusalOf(accept(`${token}\u0000`))).code).toBe('invitation.spent')
  })

  test('its holder can ask for a fresh one, a stranger moves nothing, and nobody learns which', async () => {
    const { id, token } = await invite(await newcomer())
    const before = (await mails(world, 'fresh_invitation_asked')).length
    for (const other of ['x'.repeat(43), token]) {
      expect(await world.anyone.run(askFreshInvitation, { token: other })).toBeNull()
    }
    expect(await mails(world, 'fresh_invitation_asked')).toHaveLength(before)
    await pool.query("update invitations set expires_at = now() - interval '1 second' where id = $1", [id])
    for (let again = 0; again < 3; again += 1) await world.anyone.run(askFreshInvitation, { token })
    const asked = await mails(world, 'fresh_invitation_asked')
    expect(
      asked
        .slice(0, asked.length - before)
        .map((mail) => mail.to)
        .sort(),
    ).toEqual(['adam@larkfield.example', 'vera@larkfield.example'])
  })
})

test('opening a link, however often, leaves it good and the person not registered (AT-102)', async () => {
  const user = await newcomer()
  const { token } = await invite(user)
  for (let opened = 0; opened < 5; opened += 1) await world.anyone.run(peekInvitation, { token })
  expect(await statusOf(user)).toBe('not_registered')
  expect(await stateOf(user)).toEqual(['opened'])
  await accept(token)
  expect(await stateOf(user)).toEqual(['accepted'])
})

test('of a hundred who accept one link at once, one comes in: one account, one seat (AT-096)', async () => {
  const user = await newcomer()
  const { token } = await invite(user)
  const outcomes = await Promise.all(
    Array.from({ length: 100 }, () =>
      accept(token).then(
        () => 'in',
        (error: unknown) => (error instanceof Refusal ? error.code : String(error)),
      ),
    ),
  )
  expect(outcomes.filter((outcome) => outcome === 'in')).toHaveLength(1)
  expect(outcomes.filter((outcome) => !['in', 'invitation.spent', 'invitation.has_account'].includes(outcome))).toEqual(
    [],
  )
  const { rows } = await pool.query(
    'select (select count(*)::int from seats where user_id = $1) as seats, (select count(*)::int from sessions where user_id = $1) as sessions',
    [user],
  )
  expect(rows[0]).toEqual({ seats: 1, sessions: 1 })
}, 60_000)

describe('a browser that is signed in as somebody else', () => {
  test('is told so, and nothing is attached (AT-099)', async () => {
    const user = await newcomer()
    const { token } = await invite(user)
    const refusal = await refusalOf(accept(token, {}, dana.token))
    expect(refusal).toMatchObject({ kind: 'conflict', code: 'invitation.signed_in_as_other' })
    expect(refusal.message).toContain('Dana Whitfield')
    expect((await refusalOf(dana.run(takeUpInvitation, { token }))).code).toBe('invitation.signed_in_as_other')
    expect(await statusOf(user)).toBe('not_registered')
    expect((await world.anyone.run(peekInvitation, { token }, { cookie: dana.token })).signedInAs).toEqual({
      fullName: 'Dana Whitfield',
      isInvited: false,
    })
    await accept(token)
  })
})

describe('a person who has an account', () => {
  test('joins a second portal signed in, without a new password or seat', async () => {
    const { token } = await invite(people.dana, { withoutConfirmation: true }, second.portal)
    expect((await world.anyone.run(peekInvitation, { token })).step).toBe('join')
    expect((await refusalOf(accept(token))).code).toBe('invitation.has_account')
    expect(await dana.run(takeUpInvitation, { token })).toEqual({ portal: second.code })
    expect((await refusalOf(dana.run(takeUpInvitation, { token }))).code).toBe('invitation.spent')
    const portals = (await adam.run(getExternalUser, { user: people.dana })).portals.map((portal) => portal.code)
    expect(portals.sort()).toEqual([desk.code, second.code].sort())
    const { rows } = await pool.query('select count(*)::int as seats from seats where user_id = $1', [people.dana])
    expect(rows[0].seats).toBe(1)
  })

  test('is not invited to a portal she belongs to, nor while locked', async () => {
    expect((await refusalOf(invite(people.dana))).code).toBe('invitation.already_in')
    expect((await refusalOf(invite(people.felix))).code).toBe('user.locked')
  })

  test('locked in between, her link is spent', async () => {
    const { token } = await invite(people.omar)
    await adam.run(lockUser, { user: people.omar })
    expect((await refusalOf(world.anyone.run(peekInvitation, { token }))).code).toBe('invitation.spent')
  })
})

describe('an inactive portal', () => {
  test('shows its notice, uses no invitation up, and may be invited to before it opens', async () => {
    const later = await makePortal([], false)
    const { token } = await invite(await newcomer(), { withoutConfirmation: true }, later.portal)
    const refusals = await Promise.all(
      [
        world.anyone.run(peekInvitation, { token }),
        world.anyone.run(sendConfirmationCode, { token, email: latestEmail() }),
        accept(token),
      ].map((deed) => refusalOf(deed)),
    )
    for (const refusal of refusals) {
      expect(refusal).toMatchObject({ kind: 'unavailable', code: 'portal.inactive' })
      expect(refusal.retryAfter).toBeGreaterThan(0)
    }
    await adam.run(activatePortal, { portal: later.portal })
    await accept(token)
    await adam.run(deactivatePortal, { portal: later.portal })
  })
})

describe('without a free seat', () => {
  test('nothing is created, the link stays good, and administrators hear of it once', async () => {
    await pool.query(
      "update license_packs set seats = (select count(*) from seats where kind = 'external' and freed_at is null) where kind = 'external'",
    )
    const user = await newcomer()
    const { token } = await invite(user)
    const before = await pool.query('select to_jsonb(u) as row from users u where id = $1', [user])
    for (let again = 0; again < 3; again += 1) {
      const refusal = await refusalOf(accept(token))
      expect(refusal).toMatchObject({ kind: 'no_seat', code: 'license.no_free_seat', facts: {} })
    }
    const after = await pool.query('select to_jsonb(u) as row from users u where id = $1', [user])
    expect(after.rows).toEqual(before.rows)
    expect((await mails(world, 'no_free_seat')).map((mail) => mail.to).sort()).toEqual([
      'adam@larkfield.example',
      'vera@larkfield.example',
    ])
    await pool.query("update license_packs set seats = seats + 1 where kind = 'external'")
    await accept(token)
    expect(await statusOf(user)).toBe('active')
  })
})

describe('who makes links', () => {
  test('administrators; an employee neither makes, lists nor withdraws them', async () => {
    const igor = await world.as('igor')
    const user = await newcomer()
    const { id } = await invite(user)
    const input = { user, portal: desk.portal }
    expect((await refusalOf(igor.run(createPortalInvitation, input))).kind).toBe('not_found')
    expect((await refusalOf(igor.run(listInvitations, { user }))).kind).toBe('not_found')
    expect((await refusalOf(igor.run(withdrawInvitation, { user, invitation: id }))).kind).toBe('not_found')
  })

  test('nobody links an employee to a portal, nor anybody to a portal that is none', async () => {
    expect((await refusalOf(invite(people.kevin))).kind).toBe('not_found')
    const nowhere = '018f0000-0000-7000-8000-00000000dead' as never
    expect((await refusalOf(invite(await newcomer(), {}, nowhere))).kind).toBe('not_found')
  })

  test('an invitation is withdrawn with the person it belongs to, once', async () => {
    const user = await newcomer()
    const { id } = await invite(user)
    expect((await refusalOf(adam.run(withdrawInvitation, { user: people.priya, invitation: id }))).code).toBe(
      'invitation.not_open',
    )
    await adam.run(withdrawInvitation, { user, invitation: id })
    expect((await refusalOf(adam.run(withdrawInvitation, { user, invitation: id }))).code).toBe('invitation.not_open')
    expect(await stateOf(user)).toEqual(['withdrawn'])
  })

  test('of the secret only its hash is stored, nowhere else, also under an Idempotency-Key', async () => {
    const user = await newcomer()
    const input = { user, portal: desk.portal, withoutConfirmation: true }
    const { link } = await adam.run(createPortalInvitation, input, { idempotencyKey: 'a-link-made-once' })
    const token = tokenIn(link)
    const tables = ['invitations', 'idempotency_keys', 'audit_events', 'mails', 'sessions']
    for (const table of tables) {
      const { rows } = await pool.query(
        `select count(*)::int as found from ${table} t where to_jsonb(t)::text like $1`,
        [`%${token}%`],
      )
      expect([table, rows[0].found]).toEqual([table, 0])
    }
  })

  test('a changed address does not move an open link to somebody else’s mailbox', async () => {
    const user = await newcomer()
    const { token } = await invite(user, {})
    const old = latestEmail()
    const { version } = await adam.run(getExternalUser, { user })
    await adam.run(updateExternalUser, { user, version, email: 'moved@brightwater.example' })
    expect((await refusalOf(world.anyone.run(sendConfirmationCode, { token, email: old }))).code).toBe(
      'invitation.other_email',
    )
  })
})
