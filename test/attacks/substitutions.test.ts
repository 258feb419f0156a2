import { beforeEach, describe, expect, test } from 'vitest'
import { decide, explain } from '../../src/access/decide.ts'
import { systemGroups } from '../../src/access/system-groups.ts'
import type { SubstitutionId, UserId } from '../../src/base/ids.ts'
import { addGroupMember } from '../../src/groups/commands/add-group-member.ts'
import { listGroups } from '../../src/groups/queries/list-groups.ts'
import { lockUser } from '../../src/signin/commands/lock-user.ts'
import { unlockUser } from '../../src/signin/commands/unlock-user.ts'
import { endSubstitution } from '../../src/tasks/commands/end-substitution.ts'
import { planSubstitution } from '../../src/tasks/commands/plan-substitution.ts'
import { listWorkspaces } from '../../src/workspaces/queries/list-workspaces.ts'
import { exposeOwnItems } from '../cast/requests.ts'
import { makeServiceDeskWorld } from '../cast/service-desk.ts'
import { refusalOf } from '../cast/world.ts'

/** Who acts for somebody with all their access: data rights for the time, and never one step more (access.md rule 9). */
const world = await makeServiceDeskWorld()
const { db, pool, people, adam, vera, igor, desk, requests } = world
const item = { kind: 'item', id: requests.dana.item, app: desk.app } as const

await pool.query(`insert into license_packs (id, kind, seats, source)
  select uuid7(), kind, 5, 'starter' from unnest(array['solution:crm', 'solution:projects']) kind`)
// What heads have through their people is theirs to lend; here it would hide what is asked.
await pool.query(`update apps set mode = 'app', heads_inherit = false where id = $1`, [desk.app])
await pool.query('delete from visibility')
// Whom a group may hold by its licences is another test's affair.
for (const trigger of ['licensed', 'take_seat'])
  await pool.query(`alter table group_members disable trigger group_members_${trigger}`)
const give = (to: UserId, rights: string[], narrowedTo: 'all' | 'author' = 'all') =>
  exposeOwnItems(world, desk.app, { to, narrowedTo, rights } as never)
await give(people.marta, ['view', 'edit'])

let substitution: SubstitutionId
const lend = async (absent: UserId, substitute: UserId) => {
  const { id } = await adam.run(planSubstitution, {
    absent,
    substitute,
    type: 'all_access',
    startsAt: '2026-01-01T00:00:00Z',
    endsAt: new Date(Date.now() + 86_400_000).toISOString(),
  })
  substitution = id
}
const takeBack = async () => {
  const { rows } = await pool.query<{ id: SubstitutionId; version: number }>(
    'select id, version from substitutions where ends_at > now()',
  )
  for (const { id, version } of rows) await adam.run(endSubstitution, { substitution: id, version })
}
beforeEach(takeBack)

const mayIgor = async (permission: 'item.view' | 'item.edit' | 'item.delete') =>
  (await decide(db, igor.actor, permission, item)).allowed

describe('what is lent', () => {
  test('is exactly what the absent person holds, and the reason names the substitution', async () => {
    expect(await mayIgor('item.view')).toBe(false)
    await lend(people.marta, people.igor)
    expect(await mayIgor('item.edit')).toBe(true)
    expect(await mayIgor('item.delete')).toBe(false)
    expect(await explain(db, igor.actor, 'item.view', item)).toEqual([{ because: 'substitution', fact: substitution }])
  })

  test('follows what the absent person gains and loses meanwhile', async () => {
    await lend(people.sofia, people.igor)
    expect(await mayIgor('item.view')).toBe(false)
    await give(people.sofia, ['view'])
    expect(await mayIgor('item.view')).toBe(true)
    await pool.query('update grants set revoked_at = now() where principal_id = $1', [people.sofia])
    expect(await mayIgor('item.view')).toBe(false)
  })

  test('shows the workspaces of the absent person in the menu', async () => {
    await pool.query(`insert into visibility (resource_kind, resource_id, principal_id) values ('workspace', $1, $2)`, [
      desk.workspace,
      people.marta,
    ])
    expect((await igor.run(listWorkspaces, {})).rows).toEqual([])
    await lend(people.marta, people.igor)
    expect((await igor.run(listWorkspaces, {})).rows).toHaveLength(1)
  })
})

describe('what ends it', () => {
  test('its end, with the next request', async () => {
    await lend(people.marta, people.igor)
    expect(await mayIgor('item.view')).toBe(true)
    await takeBack()
    expect(await mayIgor('item.view')).toBe(false)
  })

  test('the lock of the absent person, and of the substitute', async () => {
    await lend(people.marta, people.igor)
    await adam.run(lockUser, { user: people.marta })
    expect(await mayIgor('item.view')).toBe(false)
    await adam.run(unlockUser, { user: people.marta })
    expect(await mayIgor('item.view')).toBe(true)
    await adam.run(lockUser, { user: people.igor })
    expect(await mayIgor('item.view')).toBe(false)
    await adam.run(unlockUser, { user: people.igor })
  })
})

describe('what never passes (J105, AT-048)', () => {
  test('administration: neither that of an administrator nor that of the System supervisor', async () => {
    for (const absent of [people.adam, people.vera]) {
      await lend(absent, people.kevin)
      const kevin = await world.as('kevin')
      expect((await decide(db, kevin.actor, 'company.administer', { kind: 'company' })).allowed).toBe(false)
      expect((await decide(db, kevin.actor, 'company.supervise', { kind: 'company' })).allowed).toBe(false)
      expect((await kevin.run(listGroups, {})).rows).toEqual([])
      const join = kevin.run(addGroupMember, { group: systemGroups.administrators, member: kevin.id })
      expect((await refusalOf(join)).kind).toBe('not_found')
      await takeBack()
    }
  })

  test.each(['administrators', 'privilegedUsers', 'crmUsers', 'projectsUsers', 'systemSupervisor'] as const)(
    'what was given to %s, of which the absent person is',
    async (name) => {
      const group = systemGroups[name]
      const absent = name === 'systemSupervisor' ? people.vera : people.lena
      if (name !== 'systemSupervisor')
        await pool.query(`insert into group_members (group_id, member_id, audience) values ($1, $2, 'employees')`, [
          group,
          absent,
        ])
      await give(group as never, ['full'])
      await lend(absent, people.sofia)
      const sofia = await world.as('sofia')
      expect(await decide(db, sofia.actor, 'item.view', item)).toEqual({ allowed: false, seen: false })
      await pool.query('delete from group_members where group_id = $1 and member_id = $2', [group, people.lena])
    },
  )

  test('what the absent person has through another substitution', async () => {
    await lend(people.marta, people.sofia)
    await lend(people.sofia, people.igor)
    expect(await mayIgor('item.view')).toBe(false)
  })

  test('anything, by a substitution that only gives tasks or informs', async () => {
    for (const type of ['reassign', 'inform'] as const) {
      const [startsAt, endsAt] = ['2026-01-01T00:00:00Z', new Date(Date.now() + 86_400_000).toISOString()]
      await adam.run(planSubstitution, { absent: people.marta, substitute: people.igor, type, startsAt, endsAt })
      expect(await mayIgor('item.view')).toBe(false)
      await takeBack()
    }
  })

  test('anything to or from outside: the database refuses it, whichever way in', async () => {
    const insert = `insert into substitutions (id, type, absent_id, substitute_id, starts_at, ends_at)
      values (uuid7(), 'all_access', $1, $2, now() + interval '1 day', now() + interval '2 days')`
    await expect(pool.query(insert, [people.marta, people.dana])).rejects.toThrow(/foreign key/)
    await expect(pool.query(insert, [people.dana, people.marta])).rejects.toThrow(/foreign key/)
    await expect(pool.query(insert, [people.marta, people.marta])).rejects.toThrow(/not_oneself/)
    expect((await decide(db, vera.actor, 'item.view', item)).allowed).toBe(true)
  })
})
