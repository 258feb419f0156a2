import type { ProcessId, UserId, WorkspaceId } from '../../base/ids.ts'
import { momentOf, wallTime } from '../../ui/zoned-time.ts'
import type { SubstitutionShape } from '../contract-substitutions.ts'

export type RuleValues = {
  name: string
  process: string | undefined
  workspace: string | undefined
  condition: string
  substitute: string | undefined
}

/** What stands in the form; times as the clock of the reader's zone shows them. */
export type SubstitutionValues = {
  absent: string | undefined
  type: SubstitutionShape['type']
  substitute: string | undefined
  startsAt: string | undefined
  endsAt: string | undefined
  moveTasks: SubstitutionShape['moveTasks']
  giveBack: boolean
  note: string
  rules: RuleValues[]
}

export const emptyRule: RuleValues = {
  name: '',
  process: undefined,
  workspace: undefined,
  condition: '',
  substitute: undefined,
}

/** Tomorrow morning for a week: what one mostly corrects in one place only. */
export function newValues(absent: string | undefined, zone: string): SubstitutionValues {
  const day = (after: number): string => wallTime(new Date(Date.now() + after * 86_400_000), zone).slice(0, 10)
  return {
    absent,
    type: 'reassign',
    substitute: undefined,
    startsAt: `${day(1)} 00:00:00`,
    endsAt: `${day(8)} 00:00:00`,
    moveTasks: 'due',
    giveBack: true,
    note: '',
    rules: [],
  }
}

export const valuesOf = (known: SubstitutionShape, zone: string): SubstitutionValues => ({
  absent: known.absent.id,
  type: known.type,
  substitute: known.substitute?.id,
  startsAt: wallTime(known.startsAt, zone),
  endsAt: wallTime(known.endsAt, zone),
  moveTasks: known.moveTasks,
  giveBack: known.giveBack,
  note: known.note,
  rules: known.rules.map((rule) => ({
    name: rule.name,
    process: rule.process?.id,
    workspace: rule.workspace?.id,
    condition: rule.condition ?? '',
    substitute: rule.substitute.id,
  })),
})

/** What is sent of it; a field that is empty stays empty, and the contract says what was expected. */
export const planOf = (values: SubstitutionValues, zone: string) => ({
  type: values.type,
  substitute: (values.substitute ?? null) as UserId | null,
  startsAt: values.startsAt ? momentOf(values.startsAt, zone) : '',
  endsAt: values.endsAt ? momentOf(values.endsAt, zone) : '',
  timeZone: zone,
  moveTasks: values.moveTasks,
  giveBack: values.giveBack,
  note: values.note,
  rules:
    values.type === 'inform'
      ? []
      : values.rules.map((rule) => ({
          name: rule.name,
          process: (rule.process ?? null) as ProcessId | null,
          workspace: (rule.workspace ?? null) as WorkspaceId | null,
          condition: rule.condition.trim() === '' ? null : rule.condition,
          substitute: rule.substitute as UserId,
        })),
})
