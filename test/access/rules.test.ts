import { describe, expect, test } from 'vitest'
import { decide, explain } from '../../src/access/decide.ts'
import { lockUser } from '../../src/signin/commands/lock-user.ts'
import { makeServiceDeskWorld } from '../cast/service-desk.ts'

/** The rules that never bend and are no constraint: each turns red when its branch is taken out of `src/access`. */
const world = await makeServiceDeskWorld()
const { db, pool, people, adam, vera, kevin, dana, igor, desk, requests } = world
const support = await world.group('support')

describe('administrators and the supervisor pass every check', () => {
  const seen = [
    { kind: 'user', id: people.omar, permission: 'user.manage' },
    { kind: 'group', id: support, permission: 'group.delete' },
    { kind: 'workspace', id: desk.workspace, permission: 'workspace.configure' },
    { kind: 'app', id: desk.app, permission: 'app.configure' },
    { kind: 'item', id: requests.dana.item, app: desk.app, permission: 'item.delete' },
    { kind: 'portal', id: desk.portal, permission: 'portal.configure' },
    { kind: 'page', id: desk.home, permission: 'page.configure' },
    { kind: 'process', id: desk.process, permission: 'process.configure' },
    { kind: 'instance', id: requests.dana.instance, permission: 'instance.manage' },
    { kind: 'task', id: requests.dana.task, permission: 'task.manage' },
  ] as const
  test.each(seen)('$permission, in one line of the derivation; nobody else', async ({ permission, ...resource }) => {
    for (const who of [adam, vera]) {
      expect((await decide(db, who.actor, permission, resource as never)).allowed).toBe(true)
      const reasons = await explain(db, who.actor, permission, resource as never)
      expect(reasons.filter(({ because }) => because === 'administrator')).toHaveLength(1)
    }
    if (permission === 'item.delete') return
    for (const who of [igor, dana]) {
      expect((await decide(db, who.actor, permission, resource as never)).allowed).toBe(false)
    }
  })
})

describe('no authority from a cache', () => {
  test('an actor who was kept from before a lock, a sign-out or a removal decides nothing any more', async () => {
    const own = { kind: 'instance', id: requests.danaAsked.instance } as const
    const offered = { kind: 'task', id: requests.dana.task } as const
    expect((await decide(db, dana.actor, 'instance.view', own)).allowed).toBe(true)
    expect((await decide(db, kevin.actor, 'task.claim', offered)).allowed).toBe(true)
    await pool.query('delete from group_members where group_id = $1 and member_id = $2', [support, people.kevin])
    expect(await decide(db, kevin.actor, 'task.claim', offered)).toEqual({ allowed: false, seen: false })
    await adam.run(lockUser, { user: people.dana })
    expect(await decide(db, dana.actor, 'instance.view', own)).toEqual({ allowed: false, seen: false })
  })
})

describe('a task gives exactly its form, until it closes', () => {
  test('its executor sees the item by the task, may not edit it, and no longer when it is done', async () => {
    await pool.query(`update apps set mode = 'app' where id = $1`, [desk.app])
    const item = { kind: 'item', id: requests.ruth.item, app: desk.app } as const
    expect(await decide(db, igor.actor, 'item.view', item)).toEqual({ allowed: false, seen: false })
    const made = await pool.query<{ id: string }>(
      `with made as (insert into tasks (id, name, state, app_id, item_id, assignee_id) values (uuid7(), 'Look at it', 'claimed', $1, $2, $3) returning id)
       insert into task_candidates (task_id, principal_id) select id, $3 from made returning task_id as id`,
      [desk.app, requests.ruth.item, people.igor],
    )
    const task = made.rows[0]!.id
    expect(await explain(db, igor.actor, 'item.view', item)).toEqual([{ because: 'task', fact: task }])
    expect(await decide(db, igor.actor, 'item.edit', item)).toEqual({ allowed: false, seen: true })
    await pool.query(`update tasks set state = 'completed', ended_at = now(), ended_by = assignee_id where id = $1`, [
      task,
    ])
    expect(await decide(db, igor.actor, 'item.view', item)).toEqual({ allowed: false, seen: false })
  })
})
