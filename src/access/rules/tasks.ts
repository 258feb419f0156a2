import { sql } from 'kysely'
import type { UserActor } from '../actor.ts'
import { administers, type Branch, type KindRules } from '../rule.ts'

const assignee = (actor: UserActor): Branch => ({
  because: 'assignee',
  rows: sql`select id, id as fact from tasks where assignee_id = ${actor.id} and state = 'claimed'`,
})

/** One's own finished work stays readable. */
const finisher = (actor: UserActor): Branch => ({
  because: 'assignee',
  rows: sql`select id, id as fact from tasks where ended_by = ${actor.id}`,
})

const candidate = (actor: UserActor): Branch => ({
  because: 'candidate',
  rows: sql`select t.id, c.principal_id as fact from task_candidates c join tasks t on t.id = c.task_id
    where t.state = 'ready' and c.principal_id in (select principal_id from actor_principals where user_id = ${actor.id})`,
})

/**
 * The colleagues of the group a task was offered to still see who has it: claiming takes it out of their lists, not out
 * of their knowledge, so that a late click is answered with "Kevin has claimed it" and not with "not found".
 */
const passedOver = (actor: UserActor): Branch => ({
  because: 'candidate',
  rows: sql`select t.id, c.principal_id as fact from task_candidates c join tasks t on t.id = c.task_id
    where c.principal_id in (select principal_id from actor_principals where user_id = ${actor.id})`,
})

export const taskRules: KindRules<'task'> = {
  present: ({ id }) => sql`exists (select from tasks where id = ${id})`,
  rules: {
    'task.view': (actor) => [administers(actor), assignee(actor), finisher(actor), passedOver(actor)],
    'task.claim': (actor) => [candidate(actor), passedOver(actor)],
    'task.work': (actor) => [assignee(actor), finisher(actor), passedOver(actor)],
    'task.manage': (actor) => [administers(actor)],
  },
  forSystem: ['task.manage'],
}
