import { beforeAll, describe, expect, test } from 'vitest'
import { decide } from '../../src/access/decide.ts'
import { systemGroups } from '../../src/access/system-groups.ts'
import { requestFields } from '../../test/cast/requests.ts'
import { makeServiceDeskWorld } from '../../test/cast/service-desk.ts'
import { refusalOf, type Someone } from '../../test/cast/world.ts'
import { createItem } from '../apps/commands/create-item.ts'
import { publishApp } from '../apps/commands/publish-app.ts'
import { saveFields } from '../apps/commands/save-fields.ts'
import { updateApp } from '../apps/commands/update-app.ts'
import { updateItem } from '../apps/commands/update-item.ts'
import { getApp } from '../apps/queries/get-app.ts'
import { getItem } from '../apps/queries/get-item.ts'
import { listAuditEvents } from '../audit/queries/list-audit-events.ts'
import { type AppId, type FolderId, type GrantId, type ItemId, newId, type PrincipalId } from '../base/ids.ts'
import { createApp } from '../apps/commands/create-app.ts'
import { createGroup } from '../groups/commands/create-group.ts'
import { listGroupUses } from '../groups/queries/list-group-uses.ts'
import { previewGroupMembers } from '../groups/queries/preview-group-members.ts'
import { appointWorkspaceAdministrator } from '../workspaces/commands/appoint-workspace-administrator.ts'
import { changeAppRights, changeItemRights } from './commands/change-rights.ts'
import { giveAppRights, giveFolderRights, giveItemRights } from './commands/give-rights.ts'
import { takeAppRights, takeItemRights } from './commands/take-rights.ts'
import { listAppRights, listFolderRights, listItemRights } from './queries/list-rights.ts'

/** Contracts: only whoever was given rights. Sofia and Igor have nothing of their own; Dana is a customer. */
const world = await makeServiceDeskWorld()
const { adam, vera, igor, kevin, dana, people, db, pool } = world
const sofia = await world.as('sofia')
const marta = await world.as('marta')
const unknown = '018f0000-0000-7000-8000-00000000dead'
const codeOf = async (deed: Promise<unknown>) => (await refusalOf(deed)).code
const kindOf = async (deed: Promise<unknown>) => (await refusalOf(deed)).kind

let app: AppId
let item: ItemId
let other: ItemId
const set = async (change: {
  mode?: 'open' | 'app' | 'folders' | 'items'
  headsInherit?: boolean
  namesWhomToAsk?: boolean
}) => {
  const { version } = await adam.run(getApp, { app })
  await adam.run(updateApp, { app, version, ...change })
}
const sees = async (who: Someone, one: ItemId = item) =>
  (await decide(db, who.actor, 'item.view', { kind: 'item', id: one, app })).allowed
const give = (to: PrincipalId, rights: 'view'[] | string[] = ['view'], more: object = {}) =>
  adam.run(giveAppRights, { app, to, rights: rights as 'view'[], ...more })
const endAll = () =>
  pool.query(
    `update grants set revoked_at = now() where revoked_at is null and granted_by is not null and $1::uuid in (resource_id, app_id)`,
    [app],
  )

beforeAll(async () => {
  const { workspace } = world.desk
  app = (await adam.run(createApp, { workspace, name: 'Contracts', itemName: 'Contract', mode: 'app' })).id
  const { version } = await adam.run(saveFields, { app, version: 1, fields: requestFields })
  await adam.run(publishApp, { app, version })
  item = (await adam.run(createItem, { app, values: { subject: 'Frame contract', kind: 'question', status: 'new' } }))
    .id
  other = (await adam.run(createItem, { app, values: { subject: 'Lease', kind: 'question', status: 'new' } })).id
})

describe('a row of an app', () => {
  test('lets somebody in from the next click on, and out again', async () => {
    expect(await kindOf(igor.run(getItem, { app, item }))).toBe('not_found')
    const { id } = await give(people.igor)
    expect((await igor.run(getItem, { app, item })).id).toBe(item)
    await adam.run(takeAppRights, { app, grant: id })
    expect(await kindOf(igor.run(getItem, { app, item }))).toBe('not_found')
  })

  test('ends by itself at its moment, and says why it was given', async () => {
    const { id } = await give(people.igor, ['view'], {
      expiresAt: new Date(Date.now() + 3_600_000).toISOString(),
      reason: 'Audit of 2026',
    })
    const { rows } = await adam.run(listAppRights, { app })
    expect(rows.find((row) => row.id === id)).toMatchObject({ reason: 'Audit of 2026', by: 'Adam Brandt', isOwn: true })
    expect(await sees(igor)).toBe(true)
    await pool.query(
      `update grants set granted_at = now() - interval '2 hours', expires_at = now() - interval '1 hour' where id = $1`,
      [id],
    )
    expect(await sees(igor)).toBe(false)
    expect((await adam.run(listAppRights, { app })).rows.map((row) => row.id)).not.toContain(id)
    await endAll()
  })

  test('is never altered: a change ends it and writes another, which the audit names', async () => {
    const { id } = await give(people.igor)
    const { id: next } = await adam.run(changeAppRights, { app, grant: id, rights: ['view', 'edit'] })
    const kept = await pool.query(
      'select rights, revoked_at is not null as ended from grants where id = any($1) order by granted_at, id',
      [[id, next]],
    )
    expect(kept.rows).toEqual([
      { rights: ['view'], ended: true },
      { rights: ['view', 'edit'], ended: false },
    ])
    expect(await codeOf(adam.run(changeAppRights, { app, grant: id, rights: ['view'] }))).toBe('grants.ended_meanwhile')
    expect(await codeOf(adam.run(takeAppRights, { app, grant: id }))).toBe('grants.ended_meanwhile')
    const { rows } = await vera.run(listAuditEvents, {})
    expect(rows.map(({ operation }) => operation)).toContain('changeAppRights')
    await endAll()
  })

  test('for the author gives what somebody wrote, and what it gives their head while the app lets it pass up', async () => {
    await give(systemGroups.allUsers, ['view'], { narrowedTo: 'author' })
    await give(systemGroups.allUsers, ['create'])
    const { id: mine } = await kevin.run(createItem, {
      app,
      values: { subject: 'By Kevin', kind: 'question', status: 'new' },
    })
    expect([await sees(kevin, mine), await sees(marta, mine), await sees(sofia, mine), await sees(kevin)]).toEqual([
      true,
      true,
      false,
      false,
    ])
    await set({ headsInherit: false })
    expect([await sees(kevin, mine), await sees(marta, mine)]).toEqual([true, false])
    await set({ headsInherit: true })
    await endAll()
  })

  test('for a field follows its value at once (checklist 118)', async () => {
    await give(systemGroups.allUsers, ['view', 'edit'], { narrowedTo: 'field', field: 'responsible' })
    expect(await sees(sofia)).toBe(false)
    await adam.run(updateItem, { app, item, version: 1, values: { responsible: people.sofia } })
    expect([await sees(sofia), await sees(sofia, other), await sees(igor)]).toEqual([true, false, false])
    await adam.run(updateItem, { app, item, version: 2, values: { responsible: people.igor } })
    expect([await sees(sofia), await sees(igor)]).toEqual([false, true])
    await adam.run(updateItem, { app, item, version: 3, values: { responsible: null } })
    expect(await sees(igor)).toBe(false)
    await endAll()
  })
})

describe('what is refused', () => {
  test('giving by anybody but administrators: not even by whoever administers the workspace (AT-046, AT-047)', async () => {
    await adam.run(appointWorkspaceAdministrator, { workspace: world.desk.workspace, principal: people.igor })
    for (const [who, kind] of [
      [igor, 'forbidden'],
      [dana, 'unauthenticated'],
    ] as const) {
      expect(await kindOf(who.run(giveAppRights, { app, to: who.id, rights: ['full'] }))).toBe(kind)
      expect(await kindOf(who.run(listAppRights, { app }))).toBe(kind)
    }
    const { version } = await adam.run(getApp, { app })
    for (const change of [{ mode: 'open' }, { headsInherit: false }, { namesWhomToAsk: false }] as const) {
      expect(await kindOf(igor.run(updateApp, { app, version, ...change }))).toBe('forbidden')
    }
    await pool.query(`update grants set revoked_at = now() where resource_kind = 'workspace'`)
  })

  test('more than view, create, edit, delete and export for anybody from outside (the external wall)', async () => {
    for (const right of ['assign', 'manage_processes', 'import', 'full']) {
      expect(await codeOf(give(people.dana, ['view', right]))).toBe('grants.external_wall')
    }
    const { id } = await give(people.dana, ['view'])
    expect(await codeOf(adam.run(changeAppRights, { app, grant: id, rights: ['full'] }))).toBe('grants.external_wall')
    await endAll()
  })

  test('rights that do not fit, an end in the past, somebody who is not there, a second row', async () => {
    expect(await kindOf(give(people.igor, ['view', 'view']))).toBe('invalid')
    expect(await kindOf(give(people.igor, []))).toBe('invalid')
    expect(await kindOf(give(people.igor, ['View']))).toBe('invalid')
    expect(await kindOf(give(people.igor, ['vіew']))).toBe('invalid')
    expect(await kindOf(give(systemGroups.allUsers, ['full'], { narrowedTo: 'author' }))).toBe('invalid')
    expect(await kindOf(give(systemGroups.allUsers, ['view'], { narrowedTo: 'field' }))).toBe('invalid')
    expect(await kindOf(give(systemGroups.allUsers, ['view'], { field: 'responsible' }))).toBe('invalid')
    expect(await codeOf(give(people.igor, ['view'], { expiresAt: '2020-01-01T00:00:00Z' }))).toBe(
      'grants.ends_before_it_begins',
    )
    expect(await codeOf(give(unknown as PrincipalId))).toBe('grants.nobody')
    expect(await codeOf(give(systemGroups.allUsers, ['view'], { narrowedTo: 'field', field: 'subject' }))).toBe(
      'grants.no_such_field',
    )
    expect(await codeOf(give(people.igor, ['view'], { narrowedTo: 'field', field: 'responsible' }))).toBe(
      'grants.field_is_everybodys',
    )
    await give(people.igor)
    expect(await codeOf(give(people.igor, ['edit']))).toBe('grants.already')
    await endAll()
  })

  test('a row of another place, and one that a portal page gives', async () => {
    const { id } = await give(people.igor)
    await set({ mode: 'items' })
    expect(await kindOf(adam.run(takeItemRights, { app, item, grant: id }))).toBe('not_found')
    expect(await kindOf(adam.run(takeAppRights, { app: world.desk.app, grant: id }))).toBe('not_found')
    expect(await kindOf(adam.run(takeAppRights, { app, grant: unknown as GrantId }))).toBe('not_found')
    const { rows } = await adam.run(listAppRights, { app: world.desk.app })
    const exposed = rows.find(({ page }) => page !== null)!
    expect(await codeOf(adam.run(takeAppRights, { app: world.desk.app, grant: exposed.id }))).toBe('grants.of_a_page')
    await endAll()
  })

  test('one of two changes of a row at the same time, whichever comes second (AT-076)', async () => {
    const { id } = await give(people.igor)
    const deeds = await Promise.allSettled(
      Array.from({ length: 20 }, (_, n) =>
        adam.run(changeAppRights, { app, grant: id, rights: n % 2 ? ['view'] : ['view', 'edit'] }),
      ),
    )
    expect(deeds.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
    const twins = await Promise.allSettled(Array.from({ length: 20 }, () => give(people.sofia)))
    expect(twins.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
    const { rows } = await adam.run(listAppRights, { app })
    expect(rows).toHaveLength(2)
    await endAll()
  })
})

describe('a row of one item', () => {
  beforeAll(() => set({ mode: 'items' }))

  test('reaches that item, people from outside too, and nothing when the app is in another mode', async () => {
    await adam.run(giveItemRights, { app, item, to: people.dana, rights: ['view'] })
    await adam.run(giveItemRights, { app, item, to: people.sofia, rights: ['view', 'assign'] })
    expect([await sees(dana), await sees(dana, other), await sees(sofia), await sees(sofia, other)]).toEqual([
      true,
      false,
      true,
      false,
    ])
    await set({ mode: 'app' })
    expect([await sees(dana), await sees(sofia)]).toEqual([false, false])
    await set({ mode: 'items' })
  })

  test('is given by whoever holds assign there, and never more than they hold (AT-048)', async () => {
    await sofia.run(giveItemRights, { app, item, to: people.igor, rights: ['view'] })
    expect(await sees(igor)).toBe(true)
    expect(await codeOf(sofia.run(giveItemRights, { app, item, to: people.kevin, rights: ['view', 'edit'] }))).toBe(
      'grants.beyond_own',
    )
    expect(await codeOf(sofia.run(giveItemRights, { app, item, to: people.kevin, rights: ['full'] }))).toBe(
      'grants.beyond_own',
    )
    const { rows } = await sofia.run(listItemRights, { app, item })
    const row = rows.find(({ to }) => to.name === 'Igor Petrov')!
    expect(await codeOf(sofia.run(changeItemRights, { app, item, grant: row.id, rights: ['view', 'delete'] }))).toBe(
      'grants.beyond_own',
    )
    // Igor may look, and nothing else.
    expect(await kindOf(igor.run(giveItemRights, { app, item, to: people.kevin, rights: ['view'] }))).toBe('forbidden')
    expect(await kindOf(igor.run(listItemRights, { app, item }))).toBe('forbidden')
    // Somebody from outside is nobody's to see but administrators'.
    expect(await codeOf(sofia.run(giveItemRights, { app, item, to: people.omar, rights: ['view'] }))).toBe(
      'grants.nobody',
    )
    expect(await kindOf(sofia.run(giveItemRights, { app, item: other, to: people.igor, rights: ['view'] }))).toBe(
      'not_found',
    )
    expect(
      await kindOf(adam.run(giveItemRights, { app, item: unknown as ItemId, to: people.igor, rights: ['view'] })),
    ).toBe('not_found')
    expect(await kindOf(adam.run(giveItemRights, { app, item, to: people.igor, rights: ['create'] as never }))).toBe(
      'invalid',
    )
  })

  test('is not made to last longer by whoever does not hold what it gives', async () => {
    const until = (days: number) => new Date(Date.now() + days * 86_400_000).toISOString()
    const { id } = await adam.run(giveItemRights, { app, item, to: people.lena, rights: ['full'], expiresAt: until(2) })
    const change = { app, item, grant: id, rights: ['full' as const] }
    for (const expiresAt of [null, until(3)])
      expect(await codeOf(sofia.run(changeItemRights, { ...change, expiresAt }))).toBe('grants.beyond_own')
    const shorter = await sofia.run(changeItemRights, { ...change, expiresAt: until(1) })
    await adam.run(takeItemRights, { app, item, grant: shorter.id })
  })

  test('tells nobody the address of people from outside whom they may not see', async () => {
    const detailFor = async (who: Someone) =>
      (await who.run(listItemRights, { app, item })).rows.find(({ to }) => to.name === 'Dana Whitfield')!.to.detail
    expect([await detailFor(adam), await detailFor(sofia)]).toEqual(['dana@brightwater.example', ''])
  })

  test('tells whoever is refused whom to ask, unless the app hides it (checklist 116)', async () => {
    const deed = () => igor.run(updateItem, { app, item, version: 4, values: { subject: 'Igor was here' } })
    expect(await refusalOf(deed())).toMatchObject({
      kind: 'forbidden',
      code: 'access.ask',
      // Vera leads Sofia, and the app lets rights pass up.
      facts: { whom: 'Sofia Marin, Vera Lind' },
    })
    await set({ namesWhomToAsk: false })
    expect(await refusalOf(deed())).toMatchObject({ code: 'access.forbidden', facts: { permission: 'item.edit' } })
    await set({ namesWhomToAsk: true })
  })

  test('stands above the common rows, which are shown and not changed here', async () => {
    await give(people.marta)
    const { rows } = await sofia.run(listItemRights, { app, item })
    expect(rows.map(({ to, isOwn }) => [to.name, isOwn])).toEqual([
      ['Dana Whitfield', true],
      ['Igor Petrov', true],
      ['Sofia Marin', true],
      ['Marta Okafor', false],
    ])
    const common = rows.find(({ isOwn }) => !isOwn)!
    expect(await kindOf(sofia.run(takeItemRights, { app, item, grant: common.id }))).toBe('not_found')
    await endAll()
  })
})

describe('a row of a folder', () => {
  let cars: FolderId
  let leased: FolderId
  beforeAll(async () => {
    await set({ mode: 'folders' })
    cars = newId<'folder'>()
    leased = newId<'folder'>()
    await pool.query(
      `insert into folders (id, app_id, parent_id, name) values ($1, $3, $3, 'Cars'), ($2, $3, $1, 'Leased')`,
      [cars, leased, app],
    )
    await pool.query('update item_folders set folder_id = $1 where item_id = $2', [leased, item])
  })

  test('counts in the folders that inherit from it; without inheritance others do not even see the folder (checklist 117)', async () => {
    await give(people.sofia)
    await adam.run(giveFolderRights, { folder: cars, to: people.igor, rights: ['view', 'assign'] })
    expect([await sees(igor), await sees(igor, other), await sees(sofia)]).toEqual([true, false, true])
    await pool.query('update folders set inherits = false where id = $1', [leased])
    expect([await sees(igor), await sees(sofia), await sees(sofia, other)]).toEqual([false, false, true])
    expect(await decide(db, sofia.actor, 'folder.view', { kind: 'folder', id: leased })).toEqual({
      allowed: false,
      seen: false,
    })
    await pool.query('update folders set inherits = true where id = $1', [leased])
  })

  test('shows what it inherits, and is given by whoever holds assign in it', async () => {
    const { rows } = await igor.run(listFolderRights, { folder: leased })
    expect(rows.map(({ to, from }) => [to.name, from.kind, from.name])).toEqual([
      ['Igor Petrov', 'folder', 'Cars'],
      ['Sofia Marin', 'app', 'Contracts'],
    ])
    await igor.run(giveFolderRights, { folder: leased, to: people.kevin, rights: ['view'] })
    expect([await sees(kevin), await sees(kevin, other)]).toEqual([true, false])
    expect(await codeOf(igor.run(giveFolderRights, { folder: leased, to: people.marta, rights: ['create'] }))).toBe(
      'grants.beyond_own',
    )
    expect(await kindOf(sofia.run(giveFolderRights, { folder: leased, to: people.marta, rights: ['view'] }))).toBe(
      'forbidden',
    )
    expect(await kindOf(kevin.run(listFolderRights, { folder: cars }))).toBe('not_found')
  })

  test('is named where its group is used, and in what a new member would gain', async () => {
    const { id: group } = await adam.run(createGroup, { name: 'Fleet', audience: 'employees' })
    await adam.run(giveFolderRights, { folder: leased, to: group, rights: ['view'] })
    const uses = await adam.run(listGroupUses, { group })
    expect(uses.rows).toMatchObject([{ kind: 'grant', on: 'folder', name: 'Leased', detail: ['view'] }])
    const asked = { group, add: [people.lena], remove: [] }
    expect((await adam.run(previewGroupMembers, asked)).gains.things).toMatchObject([
      { kind: 'folder', id: leased, name: 'Leased', rights: ['view'], people: 1 },
    ])
    await set({ mode: 'items' })
    expect((await adam.run(previewGroupMembers, asked)).gains.things).toEqual([])
    await set({ mode: 'folders' })
  })
})
