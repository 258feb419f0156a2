import { describe, expect, test } from 'vitest'
import { makeServiceDeskWorld } from '../../test/cast/service-desk.ts'
import { refusalOf } from '../../test/cast/world.ts'
import type { SessionId } from '../base/ids.ts'
import { getMe } from '../people/queries/get-me.ts'
import { endSessions, endSessionsOfUser } from './commands/end-sessions.ts'
import { lockUser } from './commands/lock-user.ts'
import { getTies } from './queries/get-ties.ts'
import { listActiveSessions } from './queries/list-active-sessions.ts'
import { listUserSessions } from './queries/list-user-sessions.ts'

const world = await makeServiceDeskWorld()
const { people, pool, adam, kevin, igor, dana, requests } = world

const names = async (asked = {}) => (await adam.run(listActiveSessions, asked)).rows.map(({ user }) => user.fullName)
const sessionOf = (someone: { actor: { session: SessionId } }) => someone.actor.session

describe('who is signed in now', () => {
  test('is told of both sides, with device, address and when; one’s own is marked (G77)', async () => {
    const { rows, total } = await adam.run(listActiveSessions, {})
    expect(total).toBe(rows.length)
    expect(rows.map(({ user }) => user.fullName)).toEqual(expect.arrayContaining(['Igor Petrov', 'Dana Whitfield']))
    expect(rows.filter(({ isThis }) => isThis)).toMatchObject([
      { id: sessionOf(adam), userAgent: 'test', address: '127.0.0.1', user: { email: 'adam@larkfield.example' } },
    ])
    expect(await names({ kind: 'external' })).not.toContain('Igor Petrov')
    expect(await names({ search: 'dana' })).toEqual(['Dana Whitfield'])
    expect(await names({ search: '%' })).toEqual([])
  })

  test('leaves out who was silent for three minutes, signed out, or is locked (G77)', async () => {
    await pool.query("update sessions set last_seen_at = now() - interval '181 seconds' where id = $1", [
      sessionOf(igor),
    ])
    expect(await names()).not.toContain('Igor Petrov')
    await igor.run(getMe, {})
    // Being remembered spares a read its look-up; the next that looks notes it.
    await pool.query('update sessions set last_seen_at = now() where id = $1', [sessionOf(igor)])
    expect(await names()).toContain('Igor Petrov')
    await pool.query("update users set status = 'locked', locked_at = now() where id = $1", [people.ruth])
    expect(await names()).not.toContain('Ruth Adler')
  })

  test('pages without gaps or repeats', async () => {
    const whole = (await adam.run(listActiveSessions, {})).rows.map(({ id }) => id)
    const found: string[] = []
    let after: string | null = null
    do {
      const page: { rows: { id: string }[]; next: string | null } = await adam.run(listActiveSessions, {
        limit: 2,
        ...(after && { after }),
      })
      found.push(...page.rows.map(({ id }) => id))
      after = page.next
    } while (after)
    expect(found).toEqual(whole)
  })
})

describe('ending sessions', () => {
  test('ends the chosen ones of several people at once, and they know it with the next request (AT-110)', async () => {
    const [one, other] = [await world.as('lena'), await world.as('omar')]
    const stays = await world.as('lena')
    const { sessionsEnded } = await adam.run(endSessions, { sessions: [sessionOf(one), sessionOf(other)] })
    expect(sessionsEnded).toBe(2)
    expect((await refusalOf(one.run(getMe, {}))).code).toBe('session.missing')
    expect((await stays.run(getMe, {})).fullName).toBe('Lena Novak')
    expect(await adam.run(endSessions, { sessions: [sessionOf(one)] })).toEqual({ sessionsEnded: 0 })
  })

  test('ends all of one person, but never the one that asks', async () => {
    const here = await world.as('adam')
    expect((await adam.run(endSessionsOfUser, { user: people.adam })).sessionsEnded).toBe(1)
    expect((await refusalOf(here.run(getMe, {}))).code).toBe('session.missing')
    expect((await refusalOf(adam.run(endSessions, { sessions: [sessionOf(adam)] }))).code).toBe('session.is_this')
    expect((await adam.run(listUserSessions, { user: people.adam })).rows).toMatchObject([{ isThis: true }])
  })

  test('is for administrators; sessions of others are not there for anybody else', async () => {
    for (const someone of [igor, kevin]) {
      expect((await refusalOf(someone.run(listActiveSessions, {}))).kind).toBe('forbidden')
      expect((await refusalOf(someone.run(endSessions, { sessions: [sessionOf(adam)] }))).kind).toBe('forbidden')
      expect((await refusalOf(someone.run(listUserSessions, { user: people.adam }))).kind).toBe('forbidden')
      expect((await refusalOf(someone.run(endSessionsOfUser, { user: people.dana }))).kind).toBe('not_found')
    }
    expect((await refusalOf(dana.run(listActiveSessions, {}))).kind).toBe('unauthenticated')
    expect((await adam.run(getMe, {})).fullName).toBe('Adam Brandt')
  })
})

describe('what hangs on a person', () => {
  test('is told before locking: tasks, groups and roles only she is in, places, lanes that would have nobody (G70)', async () => {
    const before = await adam.run(getTies, { user: people.kevin })
    expect(before).toMatchObject({ tasks: { total: 1, rows: [{ id: requests.omar.task }] }, groups: [], lanes: [] })
    await adam.run(lockUser, { user: people.lena })
    const alone = await adam.run(getTies, { user: people.kevin })
    expect(alone.groups.map(({ name }) => name)).toEqual(['Support'])
    expect(alone.lanes).toMatchObject([{ process: { name: 'Handle a request' } }])
    expect((await adam.run(getTies, { user: people.marta })).places).toMatchObject([
      { name: 'Support department', kind: 'department' },
    ])
    expect(await adam.run(getTies, { user: people.igor })).toMatchObject({ tasks: { total: 0, rows: [] }, places: [] })
  })

  test('is for administrators', async () => {
    expect((await refusalOf(igor.run(getTies, { user: people.kevin }))).kind).toBe('forbidden')
    expect((await refusalOf(igor.run(getTies, { user: people.dana }))).kind).toBe('not_found')
  })
})
