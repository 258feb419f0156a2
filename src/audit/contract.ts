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
  changes: z
    .array(z.object({ name: z.string(), before: z.string().nullable(), after: z.string().nullable() }))
    .describe('What was and what is, of each thing that was changed'),
  address: z.string().nullable(),
  requestId: z.string().nullable(),
})
export type AuditEventShape = z.infer<typeof auditEventShape>

const filters = {
  search: z
    .string()
    .trim()
    .max(200)
    .optional()
    .describe('Part of the name or e-mail of who did it, or a network address'),
  actor: idOf('user').optional().describe('Who did it, or on whose behalf it was done'),
  operation: z.string().max(100).optional(),
  outcome: outcome.optional(),
  kind: z.string().max(40).optional().describe('Kind of thing it was done to: user, group, item, …'),
  resource: z.string().max(100).optional().describe('Id of the thing'),
  days: z.coerce.number().int().min(1).max(3660).optional().describe('Only the last so many days'),
  from: z.iso.datetime({ offset: true }).optional(),
  to: z.iso.datetime({ offset: true }).optional().describe('Before this moment'),
}
export type AuditFilters = z.output<z.ZodObject<typeof filters>>

export const listAuditEventsApi = endpoint({
  side: 'employee',
  method: 'GET',
  path: '/audit-events',
  summary: 'What was done and what was refused, the newest first',
  input: pageInput.extend(filters),
  answer: pageOf(auditEventShape),
})

export const listAuditOperationsApi = endpoint({
  side: 'employee',
  method: 'GET',
  path: '/audit-operations',
  summary: 'Names of the operations found among recent events, to filter by',
  input: z.strictObject({}),
  answer: z.object({ rows: z.array(z.string()), kinds: z.array(z.string()) }),
})

export const findAuditPeopleApi = endpoint({
  side: 'employee',
  method: 'GET',
  path: '/audit-people',
  summary: 'People to filter the audit by, also locked and deleted ones: by a part of the name or e-mail, or one by id',
  input: z.strictObject({ search: z.string().trim().max(200).optional(), person: idOf('user').optional() }),
  answer: z.object({
    rows: z.array(z.object({ id: idOf('user'), name: z.string(), email: z.string().nullable(), deleted: z.boolean() })),
  }),
})

export const exportAuditApi = endpoint({
  side: 'employee',
  method: 'POST',
  path: '/audit-exports',
  status: 201,
  summary: 'Asks for an export of exactly what is filtered, up to now; the download follows within ten minutes',
  input: z.strictObject({ ...filters, format: z.enum(['csv', 'json']) }),
  answer: z.object({ id: idOf('audit_export') }),
})

export const downloadAuditExportApi = endpoint({
  side: 'employee',
  method: 'GET',
  path: '/audit-exports/:export',
  download: true,
  summary: 'The export, as CSV or as one JSON object per line',
  input: z.strictObject({ export: idOf('audit_export') }),
  answer: z.null(),
})

const group = z.object({ id: idOf('group'), name: z.string() })

export const auditSettingsShape = z.object({
  keepMonths: z.int().nullable().describe('Older rows are moved into archive files; null: never'),
  downloads: z.boolean().describe('Whether each download of an item’s file is written down'),
  auditors: group.nullable().describe('Group of employees who read the audit without being administrators'),
  seals: z.int(),
  unsealedSince: z.date().nullable().describe('The oldest row not sealed yet'),
  check: z
    .object({ at: z.date(), events: z.int(), finding: z.string().nullable() })
    .nullable()
    .describe('The last nightly check'),
  archives: z.array(
    z.object({
      id: idOf('audit_archive'),
      firstAt: z.date(),
      lastAt: z.date(),
      events: z.int(),
      size: z.int(),
      madeAt: z.date(),
    }),
  ),
  version: z.int(),
})
export type AuditSettingsShape = z.infer<typeof auditSettingsShape>

export const getAuditSettingsApi = endpoint({
  side: 'employee',
  method: 'GET',
  path: '/audit-settings',
  summary: 'How long the audit is kept, who reads it, and whether it is whole',
  input: z.strictObject({}),
  answer: auditSettingsShape,
})

export const updateAuditSettingsApi = endpoint({
  side: 'employee',
  method: 'PATCH',
  path: '/audit-settings',
  summary: 'Changes how long the audit is kept and who reads it',
  input: z.strictObject({
    version: z.int().min(1),
    keepMonths: z.int().min(3).max(240).nullable().optional(),
    auditors: idOf('group').nullable().optional(),
    downloads: z.boolean().optional(),
  }),
  answer: z.object({ version: z.int() }),
  refusals: ['audit.changed_meanwhile', 'audit.group_unusable'],
})

export const downloadAuditArchiveApi = endpoint({
  side: 'employee',
  method: 'GET',
  path: '/audit-archives/:archive',
  download: true,
  summary: 'An archive file: gzip, one JSON object per line, each seal followed by its rows',
  input: z.strictObject({ archive: idOf('audit_archive') }),
  answer: z.null(),
})
