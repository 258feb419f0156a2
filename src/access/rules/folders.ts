import { sql } from 'kysely'
import type { UserActor } from '../actor.ts'
import { administers, type Branch, isEmployee, type KindRules, type Rule } from '../rule.ts'
import { grantsOf, reachedFolders } from './data-rights.ts'
import { foldersOfThoseBelow } from './heads.ts'
import { foldersInstead } from './substituted.ts'

const openToEmployees = (actor: UserActor): Branch => ({
  because: 'open_app',
  rows: sql`select f.id, f.app_id as fact from folders f join apps a on a.id = f.app_id and a.mode = 'open' where ${isEmployee(actor).wide}`,
})

export const foldersByRight =
  (right: string): Rule =>
  (actor) => [
    administers(actor),
    ...(right === 'assign' ? [] : [openToEmployees(actor)]),
    { because: 'folder', rows: reachedFolders(grantsOf(actor), right) },
    ...foldersOfThoseBelow(actor, right),
    ...foldersInstead(actor, right),
  ]

/** A folder that does not inherit is not there for anybody else; `full` changes the tree below, `assign` whose it is. */
export const folderRules: KindRules<'folder'> = {
  present: ({ id }) => sql`exists (select from folders f join apps a on a.id = f.app_id
    where f.id = ${id} and f.deleted_at is null and a.deleted_at is null)`,
  rules: {
    'folder.view': foldersByRight('view'),
    'folder.create_item': foldersByRight('create'),
    'folder.edit': foldersByRight('full'),
    'folder.assign': foldersByRight('assign'),
  },
  forSystem: ['folder.view', 'folder.create_item'],
}
