import { describe, expect, test } from 'vitest'
import { systemGroups } from '../access/system-groups.ts'
import type { GroupId, OrgElementId, UserId } from '../base/ids.ts'
import { Refusal } from '../base/refusal.ts'
import { listGroupMembers } from '../groups/queries/list-group-members.ts'
import { getLicenses } from '../licensing/queries/get-licenses.ts'
import { getMe } from '../people/queries/get-me.ts'
import { getUser } from '../people/queries/get-user.ts'
import { listUsers } from '../people/queries/list-users.ts'
import { mails, tokenIn } from '../../test/cast/mail.ts'
import { makeWorld, refusalOf } from '../../test/cast/world.ts'
import { acceptEmployeeInvitation } from './commands/accept-employee-invitation.ts'
import { acceptInvitation } from './commands/accept-invitation.ts'
import { askFreshInvitation } from './commands/ask-fresh-invitation.ts'
import { cancelInvitation } from './commands/cancel-invitation.ts'
import { declineEmployeeInvitation } from './commands/decline-employee-invitation.ts'
import { inviteEmployee } from './commands/invite-employee.ts'
import { peekEmployeeInvitation } from './commands/peek-invitation.ts'
import { resendInvitation } from './commands/resend-invitation.ts'
import { signIn } from './commands/sign-in.ts'
import { authenticate } from './session.sql.ts'

const world = await makeWorld()
const { db, people, pool } = world
const adam = await world.as('adam')
const igor = await world.as('igor')
const support = (await world.group('support')) as GroupId
await pool.query("update license_packs set seats = 100 where kind = 'named'")

const password = 'nine elms and a kettle'
let made = 0
const nextEmail = () => `hire${(made += 1)}@larkfield.example`

async function invite(email = nextEmail(), groups: GroupId[] = [], by = adam) {
  const { id } = await by.run(inviteEmployee, { fullName: 'Hanna Hire', email, groups })
  return { id, email, token: await linkOf(email) }
}

async function linkOf(email: string): Promise<string> {
  return tokenIn((await mails(world, 'invitation')).find((mail) => mail.to === email)!.text)
}

const accept = (token: string, cookie?: string) =>
  world.anyone.run(acceptEmployeeInvitation, { token, fullName: 'Hanna Hire', password }, cookie ? { cookie } : {})
const statusOf = async (user: UserId) => (await adam.run(getUser, { user })).status
const freeSeats = async () => (await adam.run(getLicenses, {})).pools.find((each) => each.kind === 'named')!.free

describe('an invited employee', () => {
  test('takes a seat, gets a mail, sets a password, is signed in and in her groups', async () => {
    const seats = await freeSeats()
    const { id, email, token } = await invite(nextEmail(), [support])
    expect(await freeSeats()).toBe(seats - 1)
    const [mail] = await mails(world, 'invitation')
    expect(mail).toMatchObject({ to: email, subject: 'Adam Brandt invites you to Larkfield Instruments' })
    expect(mail!.text).toContain(`http://localhost:4100/invitation/${token}`)
    expect(await world.anyone.run(peekEmployeeInvitation, { token })).toEqual({
      companyName: 'Larkfield Instruments',
      fullName: 'Hanna Hire',
      email,
      invitedBy: 'Adam Brandt',
      signedInAs: null,
    })
    await accept(token)
    const { actor } = await authenticate(db, 'employee', world.anyone.cookies.token)
    expect(actor).toMatchObject({ id, userKind: 'employee' })
    expect(await freeSeats()).toBe(seats - 1)
    expect((await adam.run(listGroupMembers, { group: support })).rows.map((member) => member.id)).toContain(id)
    const hanna = await world.asUser(id, 'employee')
    expect(await hanna.run(getMe, {})).toMatchObject({ isAdministrator: false, isSupervisor: false })
    await world.anyone.run(signIn, { email, password })
  })

  test('may come in as administrator when the supervisor invites her, and by nobody else', async () => {
    const email = nextEmail()
    expect((await refusalOf(invite(email, [systemGroups.administrators]))).kind).toBe('forbidden')
    expect((await pool.query('select from users where email = $1', [email])).rows).toEqual([])
    const { id, token } = await invite(email, [systemGroups.administrators], await world.as('vera'))
    await accept(token)
    const hanna = await world.asUser(id, 'employee')
    expect((await hanna.run(getMe, {})).isAdministrator).toBe(true)
  })

  test('declines: the seat is free, the link spent, and she may be invited again', async () => {
    const seats = await freeSeats()
    const { id, email, token } = await invite()
    await world.anyone.run(declineEmployeeInvitation, { token })
    expect([await statusOf(id), await freeSeats()]).toEqual(['rejected', seats])
    expect((await refusalOf(accept(token))).code).toBe('invitation.spent')
    await adam.run(resendInvitation, { user: id })
    expect([await statusOf(id), await freeSeats()]).toEqual(['invited', seats - 1])
    await accept(await linkOf(email))
  })

  test('is sent a new link, and the earlier one dies (AT-097)', async () => {
    const { id, email, token } = await invite()
    await adam.run(resendInvitation, { user: id })
    expect((await refusalOf(accept(token))).code).toBe('invitation.spent')
    await accept(await linkOf(email))
    expect((await refusalOf(adam.run(resendInvitation, { user: id }))).code).toBe('user.not_invited')
  })

  test('is cancelled: hidden in the list, seat free, link spent', async () => {
    const seats = await freeSeats()
    const { id, token } = await invite()
    await adam.run(cancelInvitation, { user: id })
    expect([await statusOf(id), await freeSeats()]).toEqual(['cancelled', seats])
    expect((await refusalOf(accept(token))).code).toBe('invitation.spent')
    expect((await adam.run(listUsers, { limit: 200 })).rows.map((row) => row.id)).not.toContain(id)
    expect((await refusalOf(adam.run(cancelInvitation, { user: id }))).code).toBe('user.not_invited')
  })

  test('has three days, then asks the administrators for a fresh link', async () => {
    const { id, token } = await invite()
    const { rows } = await pool.query('select expires_at - created_at as life from invitations where user_id = $1', [
      id,
    ])
    expect(rows[0].life).toMatchObject({ days: 3 })
    await pool.query('update invitations set expires_at = now() where user_id = $1', [id])
    expect((await refusalOf(accept(token))).code).toBe('invitation.spent')
    expect((await refusalOf(world.anyone.run(peekEmployeeInvitation, { token }))).code).toBe('invitation.spent')
    await world.anyone.run(askFreshInvitation, { token })
    expect((await mails(world, 'fresh_invitation_asked'))[0]!.text).toContain(`/administration/users/${id}`)
  })
})

describe('a link of an employee', () => {
  test('is used once, by one of thirty at once (AT-095, AT-096)', async () => {
    const { token } = await invite()
    const outcomes = await Promise.all(
      Array.from({ length: 30 }, () =>
        accept(token).then(
          () => 'in',
          (error: unknown) => (error instanceof Refusal ? error.code : String(error)),
        ),
      ),
    )
    expect(outcomes.filter((outcome) => outcome === 'in')).toHaveLength(1)
    expect(outcomes.filter((outcome) => outcome === 'invitation.spent')).toHaveLength(29)
  })

  test('is not used by opening it (AT-102)', async () => {
    const { id, token } = await invite()
    for (let opened = 0; opened < 5; opened += 1) await world.anyone.run(peekEmployeeInvitation, { token })
    expect(await statusOf(id)).toBe('invited')
    await accept(token)
  })

  test('is not used in a browser of somebody else (AT-099)', async () => {
    const { id, token } = await invite()
    expect((await refusalOf(accept(token, igor.token))).code).toBe('invitation.signed_in_as_other')
    expect(await statusOf(id)).toBe('invited')
  })

  test('opens no portal', async () => {
    const { token } = await invite()
    const input = { token, fullName: 'Hanna Hire', password }
    expect((await refusalOf(world.anyone.run(acceptInvitation, input))).code).toBe('invitation.spent')
  })

  test.each([{ status: 'active' }, { kind: 'employee' }, { groups: [] }, { email: 'other@x.example' }])(
    'carries nothing of the taker’s choosing: %o (AT-049)',
    async (more) => {
      const { token } = await invite()
      const input = { token, fullName: 'Hanna Hire', password, ...more } as never
      expect((await refusalOf(world.anyone.run(acceptEmployeeInvitation, input))).kind).toBe('invalid')
    },
  )
})

describe('inviting', () => {
  const place = async (name: string) =>
    (await pool.query<{ id: OrgElementId }>('select id from org_elements where name = $1', [name])).rows[0]!.id

  test('notes phones, days and time zone; the hire date is today unless told (G65)', async () => {
    const more = { phone: '+49 151 1', workPhone: '030 1', birthDate: '1990-02-03', hireDate: '2026-12-01' }
    const { id } = await adam.run(inviteEmployee, {
      fullName: 'Rosa Full',
      email: nextEmail(),
      timeZone: 'Asia/Tbilisi',
      ...more,
    })
    expect(await adam.run(getUser, { user: id })).toMatchObject({
      ...more,
      timeZone: 'Asia/Tbilisi',
      source: 'invited',
    })
    const { id: other } = await adam.run(inviteEmployee, { fullName: 'Rosa Short', email: nextEmail() })
    expect((await adam.run(getUser, { user: other })).hireDate).toBe(new Date().toISOString().slice(0, 10))
  })

  test('puts into vacant positions and departments; an occupied one is refused with its holder, whole (G76)', async () => {
    const email = nextEmail()
    const held = [await place('Sales'), await place('Key account manager')]
    const refusal = await refusalOf(adam.run(inviteEmployee, { fullName: 'Second', email, positions: held }))
    expect(refusal).toMatchObject({ code: 'org_element.occupied', facts: { holder: 'Sofia Marin' } })
    expect((await pool.query('select 1 from users where email = $1', [email])).rows).toEqual([])
    await pool.query("update org_elements set lead_id = null where name = 'Key account manager'")
    const { id } = await adam.run(inviteEmployee, { fullName: 'First', email, positions: held })
    const { positions } = await adam.run(getUser, { user: id })
    expect(positions.map(({ name }) => name)).toEqual(['Key account manager', 'Sales'])
    const unknown = '018f0000-0000-7000-8000-00000000dead' as OrgElementId
    const lost = { fullName: 'Lost', email: nextEmail(), positions: [unknown] }
    expect((await refusalOf(adam.run(inviteEmployee, lost))).code).toBe('org_element.not_found')
  })

  test('is for administrators; an employee is refused whatever the invitation carries (AT-050)', async () => {
    const input = { fullName: 'Friend', email: nextEmail() }
    for (const groups of [[], [systemGroups.administrators], [systemGroups.systemSupervisor]]) {
      expect((await refusalOf(igor.run(inviteEmployee, { ...input, groups }))).kind).toBe('forbidden')
    }
    expect((await refusalOf(igor.run(resendInvitation, { user: people.nina }))).kind).toBe('forbidden')
    expect((await refusalOf(igor.run(cancelInvitation, { user: people.nina }))).kind).toBe('forbidden')
    const dana = await world.as('dana')
    expect((await refusalOf(dana.run(inviteEmployee, input))).kind).toBe('unauthenticated')
  })

  test('into a group for outsiders or a computed one is refused whole: no account, no seat, no mail (AT-050)', async () => {
    const email = nextEmail()
    const seats = await freeSeats()
    for (const group of [systemGroups.externalUsers, systemGroups.allUsers, systemGroups.systemSupervisor]) {
      const refusal = await refusalOf(adam.run(inviteEmployee, { fullName: 'X', email, groups: [support, group] }))
      expect(refusal.kind).toBe('conflict')
    }
    expect(await freeSeats()).toBe(seats)
    expect((await pool.query('select 1 from users where email = $1', [email])).rows).toEqual([])
    expect((await mails(world, 'invitation')).filter((mail) => mail.to === email)).toEqual([])
  })

  test.each([
    { kind: 'external' },
    { status: 'active' },
    { password: 'chosen by the inviter' },
    { isSupervisor: true },
  ])('chooses nothing else for the invited: %o (AT-050)', async (more) => {
    const input = { fullName: 'X', email: nextEmail(), ...more } as never
    expect((await refusalOf(adam.run(inviteEmployee, input))).kind).toBe('invalid')
  })

  test.each(['KEVIN@larkfield.example', 'dana@brightwater.example.', 'ｎｉｎａ@larkfield.example'])(
    'an address that has an account is refused: %s (AT-092, AT-104)',
    async (email) => {
      expect((await refusalOf(adam.run(inviteEmployee, { fullName: 'X', email }))).code).toBe('user.email_taken')
    },
  )

  test('without a free seat is refused, and nobody is left behind (AT-120)', async () => {
    await pool.query(
      "update license_packs set seats = (select count(*) + 2 from seats where kind = 'named' and freed_at is null) where kind = 'named'",
    )
    const outcomes = await Promise.allSettled(
      Array.from({ length: 8 }, () => adam.run(inviteEmployee, { fullName: 'Crowd', email: nextEmail() })),
    )
    expect(outcomes.filter((outcome) => outcome.status === 'fulfilled')).toHaveLength(2)
    const { rows } = await pool.query("select count(*)::int as crowd from users where full_name = 'Crowd'")
    expect(rows[0].crowd).toBe(2)
    expect((await refusalOf(adam.run(inviteEmployee, { fullName: 'X', email: nextEmail() }))).kind).toBe('no_seat')
  })

  test('somebody from outside is neither invited again nor cancelled through this door', async () => {
    expect((await refusalOf(adam.run(resendInvitation, { user: people.priya }))).kind).toBe('not_found')
    expect((await refusalOf(adam.run(cancelInvitation, { user: people.dana }))).kind).toBe('not_found')
  })
})
