import { personBehind } from '../../access/actor.ts'
import { systemGroups } from '../../access/system-groups.ts'
import { newId, type PrincipalId, type UserId } from '../../base/ids.ts'
import { portalLinks } from '../../base/portal-links.ts'
import { queueMail } from '../../mail/queue-mail.ts'
import type { CommandContext } from '../../operations/operation.ts'
import { dueBy, type WorkingTime } from '../due-by.ts'
import { type Choice, chooseExecutor, type Exclusion, type ExecutorRule, type Person } from '../executor.ts'
import { type Around, findExcluded, findExecutors } from '../executor.sql.ts'
import { findStandIns } from '../find-stand-ins.ts'
import type { StandIn } from '../stand-in.ts'
import { findSupervisor, mailOf } from '../people.sql.ts'
import { insertTask, type NewTaskEvent } from '../task.sql.ts'

export type { Around } from '../executor.sql.ts'

/** What a process says when a task is needed. */
export type Need = {
  key: number
  element: string
  name: string | null
  lane: string | null
  executor: ExecutorRule | null
  exclusions: Exclusion[]
  form: unknown
  buttons: unknown
  due: string | null
  dueIn?: WorkingTime
}

/** Who has it now: the assignee's id where somebody has, for those who tell open pages. */
export type Given = { assignee: UserId | null }

/**
 * Makes a task within the step of its process, in that transaction, and finds who does it. Not reachable from outside:
 * there is no other way for a process's task to come about.
 */
export async function openTask(context: CommandContext, around: Around, need: Need): Promise<Given> {
  const { tx } = context
  const excluded = await findExcluded(tx, need.exclusions, around)
  const id = newId<'task'>()
  const name = need.name ?? need.element
  const expected = await dueBy(context, need, null)
  const chosen = await choose(context, around, need.executor, need.lane, excluded, { name, due: expected })
  await insertTask(
    tx,
    around,
    {
      id,
      name,
      element: { key: need.key, id: need.element },
      lane: need.lane,
      executor: need.executor && { ...need.executor, exclusions: need.exclusions },
      excluded: chosen.excluded,
      form: need.form,
      buttons: need.buttons,
      due: chosen.assignee ? await dueBy(context, need, chosen.assignee) : expected,
      assignee: chosen.assignee,
      candidates: chosen.candidates,
      standIns: chosen.standIns,
      fallback: chosen.choice.fallback,
    },
    [{ kind: 'created', facts: {} }, ...eventsOf(chosen.choice)],
  )
  await tellOutsider(context, id, name, chosen.choice.assignee)
  return { assignee: chosen.assignee }
}

export type Chosen = {
  assignee: UserId | null
  candidates: PrincipalId[]
  standIns: StandIn[]
  excluded: UserId[]
  choice: Choice
}

/**
 * Asks the rule, and who acts for whom of its people that is away; where nobody is left, the System supervisor has it,
 * whom no exclusion keeps from it.
 */
export async function choose(
  context: CommandContext,
  around: Around,
  rule: ExecutorRule | null,
  lane: string | null,
  excluded: UserId[],
  task: { name: string; due: string | null },
): Promise<Chosen> {
  const { tx } = context
  const found = await findExecutors(tx, rule, around, lane, excluded)
  const absent = rule?.ignoreSubstitution ? [] : found.people.flatMap(({ id, away }) => (away ? [id] : []))
  const standIns = await findStandIns(context, absent, { ...task, around }, excluded)
  const choice = chooseExecutor(rule, found, standIns)
  if (choice.fallback === null) {
    return {
      assignee: choice.assignee?.id ?? null,
      candidates: choice.candidates,
      standIns: choice.standIns,
      excluded,
      choice,
    }
  }
  return {
    assignee: await findSupervisor(tx),
    candidates: [systemGroups.systemSupervisor],
    standIns: [],
    excluded: [],
    choice,
  }
}

/** Each step of the choice, as the history keeps it. */
export const eventsOf = (choice: Choice): NewTaskEvent[] => [
  { kind: 'resolved', facts: { steps: choice.steps } },
  ...(choice.fallback === null ? [] : [{ kind: 'fell_back' as const, facts: { reason: choice.fallback } }]),
]

/** People from outside are not on the portal all day: a task that waits for them is told by mail. */
export async function tellOutsider(context: CommandContext, task: string, name: string, person: Person | null) {
  if (person?.kind !== 'external' || person.portal === null) return
  // Whoever has just made this happen sees the task on the page before them.
  if (person.id === personBehind(context.actor)) return
  const to = await mailOf(context.tx, person.id)
  if (to === null) return
  await queueMail(context.tx, context.send, {
    to,
    toUser: person.id,
    template: 'task_waits',
    subject: `${name}: your answer is needed`,
    paragraphs: [`Hello ${person.name},`, `“${name}” waits for you.`],
    action: {
      label: 'Open it',
      url: context.baseUrl + portalLinks.task({ portal: person.portal, task }),
    },
  })
}
