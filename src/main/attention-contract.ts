import { z } from 'zod'
import { endpoint } from '../base/endpoint.ts'

export const attentionKinds = [
  'broken_audit',
  'incidents',
  'directory_runs',
  'orphaned_tasks',
  'empty_lane_groups',
  'seats_short',
  'failed_mails',
  'kept_mails',
  'invitations_ending',
  'invitations_ended',
  'unsealed_audit',
  'one_administrator',
] as const
export type AttentionKind = (typeof attentionKinds)[number]

/** Counting stops there; more are told as “500+”. */
export const attentionMost = 500

export const getAttentionApi = endpoint({
  side: 'employee',
  method: 'GET',
  path: '/attention',
  summary: 'What needs an administrator, each with how many there are; what needs nobody is left out',
  input: z.strictObject({}),
  answer: z.object({ rows: z.array(z.object({ kind: z.enum(attentionKinds), count: z.int() })) }),
})
