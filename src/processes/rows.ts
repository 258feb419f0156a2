import type { Event } from '../engine/events.ts'
import type { ElementInstance, Incident, Instance, Json, Token, Variables } from '../engine/instance.ts'

/** The live rows of an instance, as they stand in the tables. */
export type LiveRows = {
  status: 'active' | 'completed' | 'cancelled'
  nextKey: number
  initiator: string | null
  passed: string[]
  elements: ElementInstance[]
  tokens: Token[]
  variables: { scope: number; name: string; value: Json }[]
  incidents: Incident[]
}

/** What a step changes in them. Keys name rows that go; the others are written. */
export type RowChanges = {
  gone: { elements: number[]; tokens: number[]; scopes: number[]; incidents: number[] }
  elements: ElementInstance[]
  tokens: Token[]
  variables: { scope: number; name: string; value: Json }[]
  incidents: Incident[]
}

/** Rows → what the engine decides on. Rows come ordered by key, because the engine tries the oldest first. */
export function instanceFrom(rows: LiveRows): Instance {
  const scopes = new Map<number, [string, Json][]>([[0, []]])
  for (const { scope, name, value } of rows.variables) scopes.set(scope, [...(scopes.get(scope) ?? []), [name, value]])
  // Built from entries: a variable may not be lost because it is called like something every object has.
  const variables = Object.fromEntries([...scopes].map(([scope, own]) => [scope, Object.fromEntries(own)]))
  const { status, nextKey, initiator, passed, elements, tokens, incidents } = rows
  return { status, nextKey, initiator, passed, elements, tokens, incidents, variables }
}

/** The difference between two instances, which is what the events between them fold into. */
export function changesBetween(before: Instance, after: Instance): RowChanges {
  const elements = changed(before.elements, after.elements, (a, b) => a.state === b.state)
  const tokens = changed(before.tokens, after.tokens, () => true)
  const incidents = changed(before.incidents, after.incidents, () => true)
  const scopes = Object.keys(before.variables).filter((scope) => !Object.hasOwn(after.variables, scope))
  return {
    gone: { elements: elements.gone, tokens: tokens.gone, incidents: incidents.gone, scopes: scopes.map(Number) },
    elements: elements.written,
    tokens: tokens.written,
    incidents: incidents.written,
    variables: Object.entries(after.variables).flatMap(([scope, own]) =>
      changedVariables(before.variables[Number(scope)] ?? {}, own).map(([name, value]) => ({
        scope: Number(scope),
        name,
        value,
      })),
    ),
  }
}

function changed<Row extends { key: number }>(before: Row[], after: Row[], isSame: (a: Row, b: Row) => boolean) {
  const known = new Map(before.map((row) => [row.key, row]))
  const left = new Set(after.map(({ key }) => key))
  return {
    gone: before.flatMap(({ key }) => (left.has(key) ? [] : [key])),
    written: after.filter((row) => {
      const old = known.get(row.key)
      return !old || !isSame(old, row)
    }),
  }
}

const changedVariables = (before: Variables, after: Variables): [string, Json][] =>
  Object.entries(after).filter(([name, value]) => !Object.hasOwn(before, name) || before[name] !== value)

/** The last status each step sets: several on the way are one change of the item. */
export const lastStatus = (events: readonly Event[]): string | null =>
  events.reduce<string | null>((last, event) => (event.type === 'itemStatusSet' ? event.status : last), null)
