import { sql } from 'kysely'
import type { UserActor } from '../actor.ts'
import { administers, type Branch, type KindRules, principalsOf } from '../rule.ts'

/** Whoever has it, as long as they are still among those it was given out to: who left the group lost its tasks. */
const assignee = (actor: UserActor): Branch => ({
  because: 'assignee',
  rows: sql`select task_id as id, principal_id as fact from task_workers where user_id = ${actor.id} and holds`,
})

/** Whoever may work on it now: the assignee, or each candidate while nobody has it. */
const worker = (actor: UserActor): Branch => ({
  because: 'task',
  rows: sql`select task_id as id, principal_id as fact from task_workers where user_id = ${actor.id}`,
})

/** One's own finished work stays readable. */
const finisher = (actor: UserActor): Branch => ({
  because: 'assignee',
  rows: sql`select id, id as fact from tasks where ended_by = ${actor.id}`,
})

/**
 * The colleagues of the group a task was offered to still see who has it: claiming takes it out of their lists, not out
 * of their knowledge, so that a late click is answered with "Kevin has claimed it" and not with "not found".
 */
const offered = (actor: UserActor): Branch => ({
  because: 'candidate',
  rows: sql`select task_id as id, principal_id as fact from task_candidates where principal_id in ${principalsOf(actor)}`,
})

/** The same without those who must not do it: they see the task and are refused (AT-144). */
const mayTry = (actor: UserActor): Branch => ({
  because: 'candidate',
  rows: sql`select c.task_id as id, c.principal_id as fact from task_candidates c join tasks t on t.id = c.task_id
    where c.principal_id in ${principalsOf(actor)} and ${actor.id} <> all (t.excluded)`,
})

export const taskRules: KindRules<'task'> = {
  present: ({ id }) => sql`exists (select from tasks where id = ${id})`,
  rules: {
    'task.view': (actor) => [administers(actor), assignee(actor), finisher(actor), offered(actor)],
    'task.read_form': (actor) => [administers(actor), worker(actor), finisher(actor)],
    'task.claim': (actor) => [mayTry(actor)],
    'task.work': (actor) => [assignee(actor), finisher(actor), mayTry(actor)],
    'task.manage': (actor) => [administers(actor)],
  },
  forSystem: ['task.manage'],
}
