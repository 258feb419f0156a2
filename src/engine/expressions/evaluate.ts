import { date, dateAndTime, duration, evaluate, FeelDate, FeelDateTime, FeelDuration, isFunction } from 'feelin'
import type { WorkingTime } from '../events.ts'
import type { IncidentCode, Json, Variables } from '../instance.ts'
import { costProblem } from './syntax.ts'

/** What went wrong with an expression, in the shape an incident keeps. */
export type Problem = { code: IncidentCode; message: string; expression: string | null; input: Variables | null }

/** Characters of JSON a result may have: enough for a list of people, too little to fill a row by a slip. */
const maxResult = 64 * 1024
const maxShownInput = 4 * 1024

type Result<T> = { value: T } | { problem: string }

/**
 * The value of a FEEL expression. Any warning counts as a failure: feelin answers null for a missing variable, and null
 * read as "no" would send work the wrong way in silence. `now()` and `today()` are those of the step, so a replay of the
 * command decides the same.
 */
function evaluateRaw(expression: string, input: Variables, now: string): Result<unknown> {
  const tooMuch = costProblem(expression, input)
  if (tooMuch !== null) return { problem: tooMuch }
  const clock = { now: () => dateAndTime(now), today: () => date(now.slice(0, 10)) }
  try {
    const { value, warnings } = evaluate(expression, { ...input, ...clock })
    const warning = warnings[0]
    return warning ? { problem: warning.message } : { value }
  } catch (error) {
    return { problem: error instanceof Error ? error.message : String(error) }
  }
}

/** Whether the way is open; only true and false are answers. */
export function evaluateCondition(expression: string, input: Variables, now: string): Result<boolean> {
  const result = evaluateRaw(expression, input, now)
  if ('problem' in result) return result
  if (typeof result.value === 'boolean') return { value: result.value }
  return { problem: `Expected true or false, found ${shown(result.value)}` }
}

/** The value as JSON; dates and durations become their ISO 8601 text. */
export function evaluateValue(expression: string, input: Variables, now: string): Result<Json> {
  const result = evaluateRaw(expression, input, now)
  if ('problem' in result) return result
  const text = isFunction(result.value) ? undefined : JSON.stringify(result.value)
  if (text === undefined) return { problem: 'Expected a value, found a function' }
  if (text.length > maxResult)
    return { problem: `Expected a result of at most ${maxResult} characters, found ${text.length}` }
  return { value: JSON.parse(text) as Json }
}

/**
 * An instant in UTC from a date and time, a duration counted from now, or a date, which is due until it ends. Variables
 * are JSON, so text in one of these forms is taken as such.
 */
export function evaluateDue(expression: string, input: Variables, now: string): Result<string> {
  const result = evaluateRaw(expression, input, now)
  if ('problem' in result) return result
  const value = typeof result.value === 'string' ? temporalFrom(result.value) : result.value
  if (value instanceof FeelDuration) return fromNow(value, now)
  if (value instanceof FeelDate) return { value: `${value.iso}T23:59:59Z` }
  if (value instanceof FeelDateTime) return { value: instantOf(value) }
  return { problem: `Expected a duration, a date or a date and time, found ${shown(result.value)}` }
}

/** A duration as working time; null where the expression gives a date, which is due by the clock. */
export function evaluateWorkingTime(expression: string, input: Variables, now: string): Result<WorkingTime | null> {
  const result = evaluateRaw(expression, input, now)
  if ('problem' in result) return result
  const value = typeof result.value === 'string' ? temporalFrom(result.value) : result.value
  if (!(value instanceof FeelDuration)) return { value: null }
  const { sign, years, months, weeks, days, hours, minutes, seconds } = value.unwrap()
  if (sign < 0 || years !== 0 || months !== 0 || weeks !== 0) {
    return { problem: `Expected working time in days, hours and minutes from now, found ${value.iso}` }
  }
  return { value: { days, minutes: hours * 60 + minutes + seconds / 60 } }
}

function fromNow(wait: FeelDuration, now: string): Result<string> {
  const { value } = evaluate('now + wait', { now: dateAndTime(now), wait })
  return value instanceof FeelDateTime
    ? { value: instantOf(value) }
    : { problem: `Expected a duration, found ${wait.iso}` }
}

const instantOf = (at: FeelDateTime): string =>
  at
    .unwrap()
    .toZonedDateTime(at.zone ?? 'UTC')
    .toInstant()
    .toString()

const temporalFrom = (text: string): unknown =>
  text.startsWith('P') || text.startsWith('-P') ? duration(text) : date(text)

/** The part of the input that the expression names, so that an incident shows what mattered and nothing else. */
export function namedInput(expression: string, input: Variables): Variables {
  const named = Object.entries(input).filter(([name]) => expression.includes(name))
  const fits = JSON.stringify(named).length <= maxShownInput
  return Object.fromEntries(named.map(([name, value]) => [name, fits ? value : shown(value)]))
}

function shown(value: unknown): string {
  const text = JSON.stringify(value) ?? typeof value
  return text.length > 200 ? `${text.slice(0, 200)}…` : text
}
