import { beforeAll, describe, expect, test } from 'vitest'
import { decide } from '../../src/access/decide.ts'
import { makeServiceDeskWorld } from '../../test/cast/service-desk.ts'
import { refusalOf } from '../../test/cast/world.ts'
import type { UserId } from '../base/ids.ts'
import { lockUser } from '../signin/commands/lock-user.ts'
import { giveAppRights, giveItemRights } from './commands/give-rights.ts'
import { who, why } from './queries/explain-access.ts'

/** The requests of the service desk, kept by rows of single items: why somebody sees one, and who does. */
const world = await makeServiceDeskWorld()
const { adam, vera, igor, kevin, dana, people, db, pool, desk, requests } = world
const support = await world.group('support')
const item = { kind: 'item', id: requests.dana.item, app: desk.app } as const
const ask = (person: UserId, permission = 'item.view') => adam.run(why, { person, permission, ...item })

beforeAll(async () => {
  await pool.query(`update apps set mode = 'items', heads_inherit = false where id = $1`, [desk.app])
  await adam.run(giveAppRights, { app: desk.app, to: support as UserId, rights: ['view'], reason: 'They answer' })
  await adam.run(giveItemRights, { app: desk.app, item: requests.dana.item, to: people.igor, rights: ['view'] })
})

describe('why', () => {
  test('says the chain in plain sentences, each with the row that is the reason', async () => {
    const { allowed, reasons } = await ask(people.kevin)
    expect(allowed).toBe(true)
    expect(reasons.map(({ sentence }) => sentence)).toContainEqual(
      expect.stringMatching(
        /^“Support” was given view on the app “Requests” by Adam Brandt on \d{4}-\d\d-\d\d \(They answer\)\.$/,
      ),
    )
    expect((await ask(people.vera)).reasons).toMatchObject([{ because: 'administrator', fact: null }])
    expect((await ask(people.dana)).reasons.map(({ because }) => because)).toContain('author')
  })

  test('is the same answer as the decision, for everybody of the cast and every permission on the item', async () => {
    for (const [key, person] of Object.entries(people) as [keyof typeof people, UserId][]) {
      const { actor } = await world.as(key)
      for (const permission of ['item.view', 'item.edit', 'item.delete', 'item.assign'] as const) {
        const { allowed } = await ask(person, permission)
        expect([key, permission, allowed]).toEqual([
          key,
          permission,
          (await decide(db, actor, permission, item)).allowed,
        ])
      }
    }
  })

  test('names what would let somebody in who may not: a group that may, a row, the state of the account', async () => {
    const { allowed, wouldAllow } = await ask(people.sofia)
    expect(allowed).toBe(false)
    expect(wouldAllow).toEqual([
      'Add them to “Support”, which may. An administrator can.',
      expect.stringContaining('Give them “view” on the item'),
    ])
    expect((await ask(people.omar)).wouldAllow).toEqual([expect.stringContaining('Give them “view”')])
    expect((await ask(people.nina)).wouldAllow).toEqual([expect.stringContaining('Only an active one may anything')])
    await adam.run(lockUser, { user: people.igor })
    expect(await ask(people.igor)).toMatchObject({ allowed: false, wouldAllow: [expect.stringContaining('locked')] })
  })

  test('is asked by administrators alone, of things and permissions that go together', async () => {
    for (const somebody of [kevin, igor, dana]) {
      const { kind } = await refusalOf(somebody.run(why, { person: people.kevin, permission: 'item.view', ...item }))
      expect(['forbidden', 'unauthenticated']).toContain(kind)
    }
    for (const wrong of [
      { permission: 'item.fly' },
      { permission: 'app.view' },
      { kind: 'house', app: undefined },
      { app: undefined },
      { kind: 'app', permission: 'app.view' },
    ]) {
      const asked = { person: people.kevin, permission: 'item.view', ...item, ...wrong }
      expect((await refusalOf(adam.run(why, asked))).code).toBe('access.no_such_question')
    }
    const nobody = '018f0000-0000-7000-8000-00000000dead' as UserId
    expect((await refusalOf(ask(nobody))).kind).toBe('not_found')
  })
})

describe('who', () => {
  test('is everybody who may, people from outside first, a page at a time', async () => {
    const all = await vera.run(who, { permission: 'item.view', ...item })
    expect(all.rows[0]).toMatchObject({ name: 'Dana Whitfield', kind: 'external' })
    expect(all.outsiders).toBe(all.rows.filter(({ kind }) => kind === 'external').length)
    expect(all.people).toBe(all.rows.length)
    expect(all.rows.every(({ reasons }) => reasons.length > 0)).toBe(true)
    const names: string[] = []
    for (let after: UserId | undefined; ; ) {
      const page = await vera.run(who, { permission: 'item.view', ...item, limit: 2, ...(after && { after }) })
      if (page.rows.length === 0) break
      names.push(...page.rows.map(({ name }) => name))
      after = page.rows.at(-1)!.id
    }
    expect(names).toEqual(all.rows.map(({ name }) => name))
  })

  test('can be looked through by name, and is nobody for what is not there', async () => {
    const found = await adam.run(who, { permission: 'item.view', ...item, search: 'kevin' })
    expect(found.rows.map(({ name }) => name)).toEqual(['Kevin Hale'])
    const gone = { permission: 'app.view', kind: 'app', id: '018f0000-0000-7000-8000-00000000dead' }
    expect(await adam.run(who, gone)).toEqual({ people: 0, outsiders: 0, rows: [] })
  })

  test('is not told to anybody but administrators', async () => {
    expect((await refusalOf(kevin.run(who, { permission: 'item.view', ...item }))).kind).toBe('forbidden')
  })
})
