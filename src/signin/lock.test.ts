import { describe, expect, test } from 'vitest'
import { systemGroups } from '../access/system-groups.ts'
import type { UserId } from '../base/ids.ts'
import { Refusal } from '../base/refusal.ts'
import { addGroupMember } from '../groups/commands/add-group-member.ts'
import { removeGroupMember } from '../groups/commands/remove-group-member.ts'
import { getLicenses } from '../licensing/queries/get-licenses.ts'
import { getMe, getMeOnPortal } from '../people/queries/get-me.ts'
import { listExternalUsers } from '../people/queries/list-external-users.ts'
import { mails } from '../../test/cast/mail.ts'
import { castPassword } from '../../test/cast/password.ts'
import { portalWorld } from '../../test/cast/portals.ts'
import { makeWorld, refusalOf } from '../../test/cast/world.ts'
import { handOverSupervisor } from './commands/hand-over-supervisor.ts'
import { proveIdentity } from './commands/prove-identity.ts'
import { inviteEmployee } from './commands/invite-employee.ts'
import { lockUser } from './commands/lock-user.ts'
import { portalSignIn } from './commands/portal-sign-in.ts'
import { unlockUser } from './commands/unlock-user.ts'

const world = await makeWorld()
const { people, pool } = world
const { adam, makePortal } = await portalWorld(world)
const vera = await world.as('vera')
const igor = await world.as('igor')
const dana = await world.as('dana')
const desk = await makePortal([dana])

const unknown = '018f0000-0000-7000-8000-00000000dead' as UserId
const enter = () =>
  world.anyone.run(portalSignIn, { portal: desk.code, email: 'dana@brightwater.example', password: castPassword })
const free = async (kind: 'named' | 'external') =>
  (await adam.run(getLicenses, {})).pools.find((pool) => pool.kind === kind)!.free

describe('locking somebody from outside', () => {
  test('ends every session at once, frees the seat, refuses sign-in; the list says Locked (AT-110)', async () => {
    const sessions = [await world.as('dana'), await world.as('dana'), await world.as('dana')]
    const seats = await free('external')
    const { sessionsEnded } = await adam.run(lockUser, { user: people.dana })
    expect(sessionsEnded).toBe(4)
    for (const session of [dana, ...sessions]) {
      expect((await refusalOf(session.run(getMeOnPortal, {}))).code).toBe('session.missing')
    }
    expect(await free('external')).toBe(seats + 1)
    expect((await refusalOf(enter())).code).toBe('account.locked')
    const { rows } = await adam.run(listExternalUsers, { search: 'Dana' })
    expect(rows).toMatchObject([{ status: 'locked', can: { lock: false, unlock: true } }])
  })

  test('a session row that was missed is dead all the same: the account is read with it', async () => {
    await pool.query('update sessions set ended_at = null, end_reason = null where user_id = $1', [people.dana])
    expect((await refusalOf(dana.run(getMeOnPortal, {}))).code).toBe('session.missing')
    await pool.query("update sessions set ended_at = now(), end_reason = 'locked' where user_id = $1", [people.dana])
  })

  test('unlocking takes a seat again; old sessions stay dead; she signs in anew (AT-111)', async () => {
    const seats = await free('external')
    await adam.run(unlockUser, { user: people.dana })
    expect(await free('external')).toBe(seats - 1)
    expect((await refusalOf(dana.run(getMeOnPortal, {}))).code).toBe('session.missing')
    await enter()
  })

  test('without a free seat nobody is unlocked (AT-121)', async () => {
    await pool.query(
      "update license_packs set seats = (select count(*) from seats where kind = 'external' and freed_at is null) where kind = 'external'",
    )
    const refusal = await refusalOf(adam.run(unlockUser, { user: people.felix }))
    expect(refusal).toMatchObject({ kind: 'no_seat', code: 'license.no_free_seat' })
    const { rows } = await adam.run(listExternalUsers, { search: 'Felix' })
    expect(rows[0]!.status).toBe('locked')
    await pool.query("update license_packs set seats = 25 where kind = 'external'")
  })

  test.each([
    ['priya', 'Not registered'],
    ['felix', 'Locked'],
    ['nina', 'Invited'],
    ['tomas', 'Locked'],
  ] as const)('only active accounts are locked: %s is %s, and the refusal says so', async (key, status) => {
    const refusal = await refusalOf(adam.run(lockUser, { user: people[key] }))
    expect(refusal).toMatchObject({ kind: 'conflict', code: 'user.not_active' })
    expect(refusal.message).toContain(status)
  })

  test.each(['dana', 'priya', 'nina', 'kevin'] as const)('only locked accounts are unlocked: not %s', async (key) => {
    expect((await refusalOf(adam.run(unlockUser, { user: people[key] }))).code).toBe('user.not_locked')
  })

  test('two locks at once are one', async () => {
    const outcomes = await Promise.allSettled([1, 2, 3].map(() => adam.run(lockUser, { user: people.ruth })))
    expect(outcomes.filter((outcome) => outcome.status === 'fulfilled')).toHaveLength(1)
  })
})

describe('who is not locked', () => {
  test('the supervisor: not by an administrator, not by herself, not by SQL (AT-054)', async () => {
    expect((await refusalOf(adam.run(lockUser, { user: people.vera }))).code).toBe('access.forbidden')
    const refusal = await refusalOf(vera.run(lockUser, { user: people.vera }))
    expect(refusal).toMatchObject({ kind: 'conflict', code: 'supervisor.kept' })
    for (const statement of [
      "update users set status = 'locked', locked_at = now() where id = $1",
      'update users set deleted_at = now() where id = $1',
      'delete from users where id = $1',
    ]) {
      await expect(pool.query(statement, [people.vera])).rejects.toThrow()
    }
    await expect(pool.query('delete from company')).rejects.toThrow(/cannot be deleted/)
    await expect(pool.query('update company set supervisor_id = null')).rejects.toThrow(/null value/)
    await vera.run(getMe, {})
  })

  test('oneself', async () => {
    expect((await refusalOf(adam.run(lockUser, { user: people.adam }))).code).toBe('access.forbidden')
  })

  test('anybody, by an employee or from outside; an unseen one looks like none', async () => {
    expect((await refusalOf(igor.run(lockUser, { user: people.kevin }))).kind).toBe('forbidden')
    const seen = await refusalOf(igor.run(lockUser, { user: people.omar }))
    const missing = await refusalOf(igor.run(lockUser, { user: unknown }))
    expect({ ...seen, stack: '' }).toEqual({ ...missing, stack: '' })
    const omar = await world.as('omar')
    expect((await refusalOf(omar.run(lockUser, { user: people.kevin }))).kind).toBe('unauthenticated')
    expect((await refusalOf(omar.run(unlockUser, { user: people.tomas }))).kind).toBe('unauthenticated')
  })
})

describe('the System supervisor', () => {
  const handOver = (user: UserId, by = vera) => by.run(handOverSupervisor, { user })
  const supervisor = async () => (await pool.query('select supervisor_id from company')).rows[0].supervisor_id

  test('nobody else hands the role over', async () => {
    expect((await refusalOf(handOver(people.kevin, adam))).kind).toBe('forbidden')
    expect((await refusalOf(handOver(people.igor, igor))).kind).toBe('forbidden')
    expect(await supervisor()).toBe(people.vera)
  })

  test('needs a recent proof: a session older than five minutes is not enough (AT-055)', async () => {
    await pool.query("update sessions set proved_at = now() - interval '5 minutes 1 second' where id = $1", [
      vera.actor.session,
    ])
    const refusal = await refusalOf(handOver(people.kevin))
    expect(refusal).toMatchObject({ kind: 'forbidden', code: 'session.proof_needed' })
    expect(await supervisor()).toBe(people.vera)
    await vera.run(proveIdentity, { method: 'password', secret: castPassword })
  })

  test.each([
    ['tomas', 'is Locked'],
    ['nina', 'is Invited'],
    ['dana', 'is not an employee'],
    ['vera', 'holds the role already'],
  ] as const)('is not %s, who %s (AT-056)', async (key, why) => {
    const refusal = await refusalOf(handOver(people[key]))
    expect(refusal).toMatchObject({ kind: 'conflict', code: 'supervisor.not_eligible' })
    expect(refusal.message).toContain(why)
  })

  test('is nobody without a seat, nor somebody who is not there (AT-056)', async () => {
    await pool.query("update seats set freed_at = now(), free_reason = 'deleted' where user_id = $1", [people.igor])
    expect((await refusalOf(handOver(people.igor))).message).toContain('has no seat')
    expect((await refusalOf(handOver(unknown))).kind).toBe('not_found')
  })

  test('is never two: no second one through groups, invitations or SQL (AT-050, AT-052)', async () => {
    const group = systemGroups.systemSupervisor
    expect((await refusalOf(adam.run(addGroupMember, { group, member: people.adam }))).kind).toBe('conflict')
    const invited = { fullName: 'Second Supervisor', email: 'second@larkfield.example', groups: [group] }
    expect((await refusalOf(adam.run(inviteEmployee, invited))).code).toBe('group.members_computed')
    const none = await pool.query("select 1 from users where email = 'second@larkfield.example'")
    expect(none.rows).toEqual([])
    await expect(
      pool.query("insert into company (name, supervisor_id) values ('Two', $1)", [people.adam]),
    ).rejects.toThrow(/company_pkey/)
    for (const outsider of [people.dana, people.nina]) {
      await expect(pool.query('update company set supervisor_id = $1', [outsider])).rejects.toThrow(/foreign key/)
    }
  })

  test('two hand-overs at once to different people: one succeeds (AT-053)', async () => {
    const outcomes = await Promise.all(
      [people.kevin, people.lena].map((user) =>
        handOver(user).then(
          () => user,
          (error: unknown) => (error instanceof Refusal ? error.code : String(error)),
        ),
      ),
    )
    const now = await supervisor()
    expect([people.kevin, people.lena]).toContain(now)
    expect(outcomes.filter((outcome) => outcome === now)).toHaveLength(1)
    expect(
      outcomes.filter((outcome) => ['supervisor.changed_meanwhile', 'access.forbidden'].includes(outcome)),
    ).toHaveLength(1)
    const to = (await mails(world, 'supervisor_handed_over')).map((mail) => mail.to).sort()
    expect(to).toEqual([
      now === people.kevin ? 'kevin@larkfield.example' : 'lena@larkfield.example',
      'vera@larkfield.example',
    ])
    const { rows } = await pool.query(
      "select actor_id, facts ->> 'to' as to from audit_events where operation = 'handOverSupervisor' and outcome = 'done'",
    )
    expect(rows).toEqual([{ actor_id: people.vera, to: now }])
    expect((await vera.run(getMe, {})).isSupervisor).toBe(false)
    expect((await refusalOf(handOver(people.adam))).kind).toBe('forbidden')
    expect((await refusalOf(vera.run(getLicenses, {}))).kind).toBe('forbidden')
  })

  test('remains when the last administrator is gone', async () => {
    const now = await world.asUser(await supervisor(), 'employee')
    await now.run(removeGroupMember, { group: systemGroups.administrators, member: people.adam })
    expect((await refusalOf(adam.run(getLicenses, {}))).kind).toBe('forbidden')
    await now.run(addGroupMember, { group: systemGroups.administrators, member: people.adam })
    await adam.run(getLicenses, {})
  })
})
