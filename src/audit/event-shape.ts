import type { AuditEventShape } from './contract.ts'
import type { EventRow } from './event.sql.ts'

/** A fact as text: names and counts as they are, lists and objects as JSON, nothing longer than a line. */
const written = (value: unknown): string => (typeof value === 'string' ? value : JSON.stringify(value)).slice(0, 300)

export const asShape = (row: EventRow): AuditEventShape => ({
  id: row.id,
  at: row.at,
  actor: { kind: row.actor_kind, id: row.actor_id, name: row.actor_name },
  onBehalfOf: row.for_user_id && row.for_user_id !== row.actor_id ? { id: row.for_user_id, name: row.for_name } : null,
  operation: row.operation,
  outcome: row.outcome,
  code: row.code,
  resource: row.resource_kind ? { kind: row.resource_kind, id: row.resource_id, name: row.resource_name } : null,
  facts: Object.entries(row.facts)
    .filter(([, value]) => value !== null && value !== undefined)
    .map(([name, value]) => ({ name, value: written(value) })),
  address: row.address,
  requestId: row.request_id,
})
