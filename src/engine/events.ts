import type { Button, Exclusion, ExecutorRule, FormField } from './definition.ts'
import type { Incident, Json, Variables } from './instance.ts'

/** Why an element instance or a token left before its time. */
export type EndReason = 'terminated' | 'cancelled'

/**
 * A rule with what the engine could work out: `value` for a variable or an expression, or `problem`, a sentence, where
 * that failed. The engine never picks a person: who that is today is for the concept that knows people.
 */
export type NeededExecutor = ExecutorRule & { value: Json; problem: string | null }

export type TaskSettings = {
  executor: NeededExecutor | null
  /** An instant in UTC, ISO 8601. */
  due: string | null
  /** So much working time from now, in the place of `due`: by which calendar is for the concept that knows people. */
  dueIn?: WorkingTime
}

/** A day is one of the calendar's own working days, however long these are. */
export type WorkingTime = { days: number; minutes: number }

/**
 * What has happened, in the past tense, with all that `apply` and a writer of rows need. The list of one decision is the
 * history of one step, in order. `key` is the key of the thing the event is about.
 */
export type Event =
  | { type: 'instanceStarted'; process: string; initiator: string | null; variables: Variables }
  | { type: 'variablesSet'; scope: number; variables: Variables }
  /** `consumed` are the tokens that made it begin: none for an entry, one per incoming flow for a join. */
  | { type: 'elementEntered'; key: number; scope: number; element: string; consumed: number[] }
  | ({
      type: 'taskNeeded'
      key: number
      element: string
      name: string | null
      lane: string | null
      exclusions: Exclusion[]
      form: FormField[]
      buttons: Button[]
    } & TaskSettings)
  /** After a retry: what could not be worked out before. */
  | ({ type: 'taskChanged'; key: number; element: string } & TaskSettings)
  | { type: 'taskWithdrawn'; key: number; element: string; reason: EndReason }
  | { type: 'itemStatusSet'; key: number; element: string; status: string }
  | { type: 'elementCompleted'; key: number; element: string; outcome: string | null }
  | { type: 'elementTerminated'; key: number; element: string; reason: EndReason }
  | { type: 'flowTaken'; key: number; scope: number; flow: string; from: number }
  | { type: 'flowDropped'; key: number; flow: string; reason: EndReason }
  | ({ type: 'incidentRaised' } & Incident)
  | { type: 'incidentResolved'; key: number; how: 'retried' | 'overtaken' }
  /** `terminatedBy` is the terminate end event that ended it, if one did. */
  | { type: 'instanceCompleted'; terminatedBy: string | null }
  | { type: 'instanceCancelled'; reason: string }
