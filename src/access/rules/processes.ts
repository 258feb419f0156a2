import { sql } from 'kysely'
import type { UserActor } from '../actor.ts'
import { administersAround } from './administered.ts'
import { grantInstead, instancesInstead } from './substituted.ts'
import { administers, type Branch, type KindRules } from '../rule.ts'

const starter = (actor: UserActor): Branch => ({
  because: 'grant',
  rows: sql`select resource_id as id, grant_id as fact from actor_grants
    where actor_id = ${actor.id} and resource_kind = 'process' and 'start' = any (rights)`,
})

const startInstead = (actor: UserActor) => grantInstead(actor, 'process', 'start')

const administered = (actor: UserActor) => administersAround(actor, sql`select id, workspace_id from processes`)

const initiator = (actor: UserActor): Branch => ({
  because: 'initiator',
  rows: sql`select id, id as fact from process_instances where initiator_id = ${actor.id}`,
})

/** Whoever has, had or may take one of its tasks. */
const worker = (actor: UserActor): Branch => ({
  because: 'task',
  rows: sql`select t.instance_id as id, t.id as fact from tasks t where t.ended_by = ${actor.id}
    union all
    select t.instance_id, t.id from task_workers w join tasks t on t.id = w.task_id where w.user_id = ${actor.id}`,
})

export const processRules: KindRules<'process'> = {
  present: ({ id }) => sql`exists (select from processes where id = ${id} and deleted_at is null)`,
  rules: {
    'process.view': (actor) => [administers(actor), starter(actor), ...administered(actor), ...startInstead(actor)],
    'process.configure': (actor) => [administers(actor), ...administered(actor)],
    'process.start': (actor) => [administers(actor), starter(actor), ...startInstead(actor)],
  },
}

export const instanceRules: KindRules<'instance'> = {
  present: ({ id }) => sql`exists (select from process_instances where id = ${id})`,
  rules: {
    'instance.view': (actor) => [administers(actor), initiator(actor), worker(actor), ...instancesInstead(actor)],
    'instance.manage': (actor) => [administers(actor)],
  },
  forSystem: ['instance.view', 'instance.manage'],
}
