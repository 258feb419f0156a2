import { beforeEach, describe, expect, test } from 'vitest'
import { systemGroups } from '../access/system-groups.ts'
import type { UserId } from '../base/ids.ts'
import { getUser } from '../people/queries/get-user.ts'
import { listUsers } from '../people/queries/list-users.ts'
import { giveApp } from '../../test/cast/factors.ts'
import { portalWorld } from '../../test/cast/portals.ts'
import { makeWorld, refusalOf } from '../../test/cast/world.ts'
import { deleteUser } from './commands/delete-user.ts'
import { lockUser } from './commands/lock-user.ts'
import { removeFactorsOfUser } from './commands/remove-factors-of-user.ts'
import { restoreUser } from './commands/restore-user.ts'
import { unlockUser } from './commands/unlock-user.ts'

/** Whether an administrator comes in is the supervisor's business (decision 0026): the rule `user.control`. */
const world = await makeWorld()
const { people, pool } = world
const { adam } = await portalWorld(world)
const vera = await world.as('vera')
const add = 'insert into group_members (group_id, member_id, audience) values ($1, $2, $3) on conflict do nothing'
beforeEach(() => pool.query(add, [systemGroups.administrators, people.marta, 'employees']))

const statusOf = async (id: string) => (await pool.query('select status from users where id = $1', [id])).rows[0].status

describe('one administrator and another', () => {
  test.each([
    ['lock', (user: UserId) => adam.run(lockUser, { user })],
    ['delete', (user: UserId) => adam.run(deleteUser, { user })],
    ['remove the factors of', (user: UserId) => adam.run(removeFactorsOfUser, { user })],
  ])('cannot %s each other, nor the supervisor, nor themselves', async (_, deed) => {
    for (const key of ['marta', 'vera', 'adam'] as const) {
      const refusal = await refusalOf(deed(people[key]))
      expect(refusal).toMatchObject({ kind: 'forbidden', code: 'access.forbidden' })
      expect(refusal.message).toContain('System supervisor')
    }
    expect(await statusOf(people.marta)).toBe('active')
  })

  test('one whom the supervisor has locked is unlocked by no other administrator', async () => {
    await vera.run(lockUser, { user: people.marta })
    expect((await refusalOf(adam.run(unlockUser, { user: people.marta }))).kind).toBe('forbidden')
    await vera.run(unlockUser, { user: people.marta })
    expect(await statusOf(people.marta)).toBe('active')
  })

  test('a locked administrator is still one', async () => {
    await vera.run(lockUser, { user: people.marta })
    expect((await refusalOf(adam.run(deleteUser, { user: people.marta }))).kind).toBe('forbidden')
    await vera.run(unlockUser, { user: people.marta })
  })
})

describe('the supervisor', () => {
  test('locks, deletes and takes the factors of any administrator', async () => {
    await giveApp(world, await world.as('marta'))
    expect(await vera.run(removeFactorsOfUser, { user: people.marta })).toEqual({ removed: 1 })
    await vera.run(lockUser, { user: people.marta })
    expect(await statusOf(people.marta)).toBe('locked')
    await vera.run(deleteUser, { user: people.marta })
    await vera.run(restoreUser, { user: people.marta })
    await vera.run(unlockUser, { user: people.marta })
  })
})

describe('a deleted administrator', () => {
  test('comes back as an employee when an administrator restores the account', async () => {
    await vera.run(deleteUser, { user: people.marta })
    const { groupsLeftOut } = await adam.run(restoreUser, { user: people.marta })
    expect(groupsLeftOut).toContain('Administrators')
    await adam.run(lockUser, { user: people.marta })
    await adam.run(unlockUser, { user: people.marta })
  })
})

describe('cards and lists', () => {
  test('offer each what they may do and nothing else', async () => {
    const canOf = async (who: typeof adam, key: 'marta' | 'vera' | 'adam' | 'kevin') => {
      const { can } = await who.run(getUser, { user: people[key] })
      return [can.edit, can.lock, can.delete, can.removeFactors]
    }
    for (const key of ['marta', 'vera', 'adam'] as const)
      expect(await canOf(adam, key)).toEqual([true, false, false, false])
    expect(await canOf(adam, 'kevin')).toEqual([true, true, true, true])
    expect(await canOf(vera, 'marta')).toEqual([true, true, true, true])
    expect(await canOf(vera, 'vera')).toEqual([true, false, false, true])
    const { rows } = await adam.run(listUsers, {})
    expect(rows.filter(({ can }) => can.lock).map(({ fullName }) => fullName)).not.toContain('Marta Okafor')
  })
})
