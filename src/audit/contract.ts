import { z } from 'zod'
import { endpoint } from '../base/endpoint.ts'
import { idOf, pageInput, pageOf } from '../base/wire.ts'

const outcome = z.enum(['done', 'refused'])

export const auditEventShape = z.object({
  id: idOf('audit_event'),
  at: z.date(),
  actor: z.object({
    kind: z.enum(['user', 'system', 'process', 'anonymous']),
    id: z.string().nullable(),
    name: z.string().nullable().describe('Of the user; null when nobody was signed in or the account is gone'),
  }),
  onBehalfOf: z.object({ id: z.string(), name: z.string().nullable() }).nullable(),
  operation: z.string(),
  outcome,
  code: z.string().nullable().describe('Why it was refused'),
  resource: z.object({ kind: z.string(), id: z.string().nullable(), name: z.string().nullable() }).nullable(),
  facts: z.array(z.object({ name: z.string(), value: z.string() })),
  address: z.string().nullable(),
  requestId: z.string().nullable(),
})
export type AuditEventShape = z.infer<typeof auditEventShape>

export const listAuditEventsApi = endpoint({
  side: 'employee',
  method: 'GET',
  path: '/audit-events',
  summary: 'What was done and what was refused, the newest first',
  input: pageInput.extend({
    search: z.string().trim().max(200).optional().describe('Part of the name or e-mail of who did it'),
    actor: idOf('user').optional(),
    operation: z.string().max(100).optional(),
    outcome: outcome.optional(),
    days: z.coerce.number().int().min(1).max(3660).optional().describe('Only the last so many days'),
    from: z.iso.datetime({ offset: true }).optional(),
    to: z.iso.datetime({ offset: true }).optional().describe('Before this moment'),
  }),
  answer: pageOf(auditEventShape),
})

export const listAuditOperationsApi = endpoint({
  side: 'employee',
  method: 'GET',
  path: '/audit-operations',
  summary: 'Names of the operations found among recent events, to filter by',
  input: z.strictObject({}),
  answer: z.object({ rows: z.array(z.string()) }),
})
