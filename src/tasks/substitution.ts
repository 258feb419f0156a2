import type { SubstitutionId, UserId } from '../base/ids.ts'
import { Refusal } from '../base/refusal.ts'

export type SubstitutionRule = {
  name: string
  process: string | null
  workspace: string | null
  condition: string | null
  substitute: UserId
}

/** What is planned: everything that may change until it begins. */
export type Plan = {
  type: 'inform' | 'reassign' | 'all_access'
  substitute: UserId | null
  startsAt: string
  endsAt: string
  timeZone: string
  moveTasks: 'none' | 'due' | 'all'
  giveBack: boolean
  note: string
  rules: SubstitutionRule[]
}

export type Substitution = {
  id: SubstitutionId
  type: Plan['type']
  absent: UserId
  absentName: string
  substitute: UserId | null
  startsAt: Date
  endsAt: Date
  moveTasks: Plan['moveTasks']
  giveBack: boolean
  movedAt: Date | null
  settledAt: Date | null
  version: number
}

const longestYears = 5

/**
 * A plan as it will be kept: what begins in the past begins now, and who is only informed of keeps no tasks and rules.
 * The pure part of what is refused; who the people are is asked of the database.
 */
export function settlePlan(plan: Plan, absent: UserId, now: Date): Plan {
  const startsAt = new Date(plan.startsAt) < now ? now.toISOString() : plan.startsAt
  refusePeriod(new Date(startsAt), new Date(plan.endsAt), now)
  if (plan.type === 'inform') return { ...plan, startsAt, rules: [], moveTasks: 'none', giveBack: false }
  if (plan.substitute === null) {
    throw new Refusal(
      'unprocessable',
      'substitution.substitute_missing',
      'Expected a substitute, found none. Choose who gets the tasks, or only inform of the absence.',
      { issues: [{ path: ['substitute'], message: 'Expected a substitute' }] },
    )
  }
  const all = [plan.substitute, ...plan.rules.map(({ substitute }) => substitute)]
  if (all.includes(absent)) throw unfit('nobody is their own substitute')
  return { ...plan, startsAt }
}

export function refusePeriod(startsAt: Date, endsAt: Date, now: Date): void {
  const last = new Date(startsAt)
  last.setUTCFullYear(last.getUTCFullYear() + longestYears)
  if (endsAt > startsAt && endsAt > now && endsAt <= last) return
  const found = endsAt > last ? `more than ${longestYears} years` : 'an end that is not after the beginning and now'
  throw new Refusal(
    'unprocessable',
    'substitution.period_invalid',
    `Expected a period that ends after it begins, after now and within ${longestYears} years, found ${found}.`,
    { issues: [{ path: ['endsAt'], message: 'Expected a later end' }] },
  )
}

export const unfit = (why: string): Refusal =>
  new Refusal(
    'unprocessable',
    'substitution.substitute_unfit',
    `Expected active employees as substitutes, but ${why}. Choose somebody else.`,
    { issues: [{ path: ['substitute'], message: 'Expected an active employee other than the absent one' }] },
  )

export const hasBegun = ({ startsAt }: Substitution, now: Date): boolean => startsAt <= now
export const isOver = ({ endsAt }: Substitution, now: Date): boolean => endsAt <= now

/** Tasks are moving already, so only the end of one that runs may change. */
export function refuseBegun(substitution: Substitution, now: Date, deed: 'change' | 'delete'): void {
  if (!hasBegun(substitution, now)) return
  throw new Refusal(
    'conflict',
    'substitution.begun',
    `Expected to ${deed} a substitution of ${substitution.absentName} that has not begun, but it has. ${
      isOver(substitution, now) ? 'It is over and stays as it was.' : 'Only its end may change now.'
    }`,
  )
}

export function refuseNotRunning(substitution: Substitution, now: Date): void {
  if (hasBegun(substitution, now) && !isOver(substitution, now)) return
  throw new Refusal(
    'conflict',
    'substitution.not_running',
    `Expected a substitution of ${substitution.absentName} that runs, but it ${
      isOver(substitution, now) ? 'is over' : 'has not begun: change or delete it'
    }.`,
  )
}

export function refuseOtherVersion({ version, absentName }: Substitution, seen: number): void {
  if (version === seen) return
  throw new Refusal(
    'conflict',
    'substitution.changed_meanwhile',
    `Expected version ${seen} of the substitution of ${absentName}, but it has changed since. Look at it again.`,
    { version },
  )
}

/** What the schema refuses (migration 0019), as a sentence. */
export function explainSubstitutionViolation(constraint: string | undefined): Refusal | undefined {
  switch (constraint) {
    case 'substitutions_one_at_a_time':
      return new Refusal(
        'conflict',
        'substitution.overlaps',
        'Expected one absence at a time, but another substitution of the same person stands in this period. Change that one, or choose other days; for several substitutes, add rules to one substitution.',
      )
    case 'substitutions_not_oneself':
    case 'substitution_rules_not_oneself':
      return unfit('nobody is their own substitute')
    case 'substitution_rules_process_id_fkey':
    case 'substitution_rules_workspace_id_fkey':
      return new Refusal(
        'unprocessable',
        'substitution.rules_unfit',
        'Expected rules that name processes and workspaces of this company, found one that is not there.',
      )
    default:
      return undefined
  }
}
