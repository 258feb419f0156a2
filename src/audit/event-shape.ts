import type { AuditEventShape, AuditFilters } from './contract.ts'
import type { EventRow, EventsAsked } from './event.sql.ts'

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/

const leaves = (value: unknown): unknown[] =>
  value && typeof value === 'object' ? Object.values(value).flatMap(leaves) : [value]

/** Every id in the facts of these events. */
export const idsIn = (rows: readonly EventRow[]): string[] => [
  ...new Set(
    rows
      .flatMap(({ facts }) => leaves(facts))
      .filter((value): value is string => typeof value === 'string' && uuid.test(value)),
  ),
]

/** A fact as text: names instead of ids where they are known, lists and objects in one line, nothing longer than that. */
function written(value: unknown, names: ReadonlyMap<string, string>): string {
  const one = (part: unknown): string => (typeof part === 'string' ? (names.get(part) ?? part) : JSON.stringify(part))
  return (Array.isArray(value) ? value.map(one).join(', ') : one(value)).slice(0, 300)
}

/** What was and what is, as commands note it (base/differences.ts). */
function changesOf(
  { changes }: Record<string, unknown>,
  names: ReadonlyMap<string, string>,
): AuditEventShape['changes'] {
  if (!changes || typeof changes !== 'object') return []
  const one = (value: unknown): string | null => (value === null ? null : written(value, names))
  return Object.entries(changes as Record<string, [unknown, unknown]>).map(([name, [before, after]]) => ({
    name,
    before: one(before),
    after: one(after),
  }))
}

export const asShape = (row: EventRow, names: ReadonlyMap<string, string>): AuditEventShape => ({
  id: row.id,
  at: row.at,
  actor: { kind: row.actor_kind, id: row.actor_id, name: row.actor_name },
  onBehalfOf: row.for_user_id && row.for_user_id !== row.actor_id ? { id: row.for_user_id, name: row.for_name } : null,
  operation: row.operation,
  outcome: row.outcome,
  code: row.code,
  resource: row.resource_kind ? { kind: row.resource_kind, id: row.resource_id, name: row.resource_name } : null,
  facts: Object.entries(row.facts)
    .filter(([name, value]) => value !== null && value !== undefined && name !== 'changes')
    .map(([name, value]) => ({ name, value: written(value, names) })),
  changes: changesOf(row.facts, names),
  address: row.address,
  requestId: row.request_id,
})

/** The filters with those not asked for named too, as statements take them. */
export const whole = (asked: AuditFilters): Omit<EventsAsked, 'after' | 'limit'> => ({
  search: asked.search,
  actor: asked.actor,
  operation: asked.operation,
  outcome: asked.outcome,
  kind: asked.kind,
  resource: asked.resource,
  days: asked.days,
  from: asked.from,
  to: asked.to,
})
