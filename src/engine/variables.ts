import { elementAt, type Instance, type Json, type Variables, visibleVariables } from './instance.ts'

/** Characters of JSON all variables of an instance may have together: they are read and written with every step. */
export const maxVariables = 1024 * 1024

/** Names that expressions see with another meaning. */
const reserved = new Set(['item', 'outcome', 'initiator', 'now', 'today'])

/** FEEL would take spaces and more; one word each keeps expressions readable and their parsing free of the variables. */
export const variableName = /^[\p{L}_][\p{L}\p{N}_]{0,99}$/u

/** Why a variable may not have this name, or null. */
export function nameProblem(name: string): string | null {
  if (reserved.has(name)) return `Expected another name than "${name}", which expressions use for something else.`
  if (variableName.test(name) && name !== '__proto__') return null
  return `Expected a variable name of letters, digits and underscores, at most 100 of them, found "${name.slice(0, 120)}".`
}

/** Why these variables may not be set, or null. */
export function variablesProblem(instance: Instance, variables: Variables): string | null {
  for (const [name, value] of Object.entries(variables)) {
    const problem = nameProblem(name)
    if (problem) return problem
    if (!isJson(value))
      return `Expected variable "${name}" to be text, a number, yes or no, empty, a list or an object of these.`
  }
  const size = JSON.stringify({ ...visibleVariables(instance, 0), ...variables }).length
  return size <= maxVariables
    ? null
    : `Expected at most ${maxVariables} characters of variables in one process instance, found ${size}.`
}

/** Values of other kinds would come back from the database as something else, and a replay would differ. */
function isJson(value: unknown, depth = 0): value is Json {
  if (depth > 50) return false
  if (value === null || typeof value === 'string' || typeof value === 'boolean') return true
  if (typeof value === 'number') return Number.isFinite(value)
  if (Array.isArray(value)) return value.every((part) => isJson(part, depth + 1))
  if (typeof value !== 'object' || Object.getPrototypeOf(value) !== Object.prototype) return false
  return Object.values(value).every((part) => isJson(part, depth + 1))
}

/** Splits what a task sets by the scope that has the name already, the nearest one first; new names go to the process. */
export function byOwner(instance: Instance, scope: number, variables: Variables): [scope: number, own: Variables][] {
  const owned = new Map<number, [string, Json][]>()
  for (const entry of Object.entries(variables)) {
    const owner = ownerOf(instance, scope, entry[0])
    owned.set(owner, [...(owned.get(owner) ?? []), entry])
  }
  return [...owned].map(([owner, entries]) => [owner, Object.fromEntries(entries)])
}

function ownerOf(instance: Instance, scope: number, name: string): number {
  if (scope === 0 || Object.hasOwn(instance.variables[scope] ?? {}, name)) return scope
  return ownerOf(instance, elementAt(instance, scope)?.scope ?? 0, name)
}
