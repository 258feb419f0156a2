import type { UserId } from '../base/ids.ts'
import { readItem } from '../apps/queries/read-items.ts'
import { evaluateCondition } from '../engine/expressions/evaluate.ts'
import type { Json, Variables } from '../engine/instance.ts'
import type { CommandContext } from '../operations/operation.ts'
import type { Around } from './executor.sql.ts'
import { type Question, type RunningSubstitution, type StandIn, standInFor, type StandInRule } from './stand-in.ts'
import { findRunning, namesOfPlace } from './stand-in.sql.ts'

/** The task as the conditions of rules see it. */
export type AskedAbout = {
  name: string
  due: string | null
  around: Pick<Around, 'process' | 'workspace' | 'app' | 'item'>
}

/** Who acts now for each of these absent people, for this task. */
export async function findStandIns(
  context: Pick<CommandContext, 'tx' | 'actor' | 'now'>,
  absent: UserId[],
  task: AskedAbout,
  excluded: UserId[],
): Promise<Map<UserId, StandIn>> {
  if (absent.length === 0) return new Map()
  const running = await findRunning(context.tx, absent)
  const matches = await matcher(context, running, task)
  return standInsOf(absent, { running, excluded, matches })
}

export function standInsOf(absent: UserId[], question: Question): Map<UserId, StandIn> {
  return new Map(
    absent.flatMap((person) => {
      const standIn = standInFor(person, question)
      return standIn === null ? [] : [[person, standIn] as const]
    }),
  )
}

/** Asks a rule about a task. What conditions name is read once, and only where one names it. */
export async function matcher(
  { tx, actor, now }: Pick<CommandContext, 'tx' | 'actor' | 'now'>,
  running: ReadonlyMap<UserId, RunningSubstitution>,
  { name, due, around }: AskedAbout,
): Promise<Question['matches']> {
  const conditions = [...running.values()].flatMap(({ rules }) => rules.flatMap(({ condition }) => condition ?? []))
  const { app, item } = around
  const asksItem = conditions.some((text) => /\bitem\b/.test(text)) && app !== null && item !== null
  const found = asksItem ? await readItem(tx, actor, app, item) : undefined
  const place = conditions.length > 0 ? await namesOfPlace(tx, around.process) : { process: null, workspace: null }
  const values = found ? (JSON.parse(JSON.stringify(found.values)) as Json) : null
  const input: Variables = { ...place, name, due, item: values }
  return ({ process, workspace, condition }: StandInRule) => {
    if (process !== null && process !== around.process) return false
    if (workspace !== null && workspace !== around.workspace) return false
    if (condition === null) return true
    const result = evaluateCondition(condition, input, now.toISOString())
    return 'problem' in result ? result : result.value
  }
}
