import { z } from 'zod'
import { endpoint } from '../base/endpoint.ts'
import { idOf, pageInput, pageOf } from '../base/wire.ts'
import { userFilter } from '../people/contract.ts'
import { languageCode } from './contract.ts'
import { encodings, importFields } from './import-fields.ts'

/** The part of signin's contract that is about batches: one deed on many accounts, in the background. */
export const userDeeds = ['lock', 'unlock', 'delete', 'restore', 'resend_invitation'] as const
export const batchStates = ['reading', 'checking', 'ready', 'running', 'done', 'stopped', 'refused'] as const
export const batchRowStates = ['waiting', 'done', 'refused', 'left_out'] as const
/** The size Portico is made for (100,000 users); more is done in several batches. */
export const batchLimit = 100_000

const batch = idOf('batch')
const user = idOf('user')

export const batchShape = z.object({
  id: batch,
  deed: z.enum([...userDeeds, 'invite']),
  state: z.enum(batchStates),
  fileName: z.string().nullable(),
  total: z.int().describe('Rows'),
  sound: z.int().describe('Rows of a file without an issue'),
  done: z.int(),
  refused: z.int(),
  leftOut: z.int(),
  code: z.string().nullable(),
  message: z.string().nullable().describe('Why it was stopped, or its file refused'),
  madeBy: z.object({ id: user, name: z.string() }),
  createdAt: z.date(),
  startedAt: z.date().nullable(),
  endedAt: z.date().nullable(),
  can: z.object({ stop: z.boolean(), continue: z.boolean() }),
})
export type BatchShape = z.infer<typeof batchShape>

export const batchRowShape = z.object({
  id: z.int().describe('Order; of a file the number of its row'),
  user: user.nullable(),
  label: z.string(),
  cells: z.array(z.string()).nullable(),
  issues: z.array(z.object({ field: z.string().nullable(), message: z.string() })),
  state: z.enum(batchRowStates),
  code: z.string().nullable(),
  message: z.string().nullable(),
})
export type BatchRowShape = z.infer<typeof batchRowShape>

export const startBatchApi = endpoint({
  side: 'employee',
  method: 'POST',
  path: '/user-batches',
  status: 202,
  summary: 'Does one thing to many accounts in the background: those named, or all employees a filter finds',
  input: z
    .strictObject({
      deed: z.enum(userDeeds),
      users: z.array(user).min(1).max(1000).optional(),
      filter: userFilter.optional(),
    })
    .refine(
      ({ users, filter }) => (users === undefined) !== (filter === undefined),
      'Expected either users or a filter',
    ),
  answer: z.object({ id: batch, total: z.int() }),
  refusals: ['batch.nobody', 'batch.too_many'],
})

export const listBatchesApi = endpoint({
  side: 'employee',
  method: 'GET',
  path: '/user-batches',
  summary: 'Batches and imports of the last 30 days, newest first',
  input: pageInput,
  answer: pageOf(batchShape),
})

export const getBatchApi = endpoint({
  side: 'employee',
  method: 'GET',
  path: '/user-batches/:batch',
  summary: 'How far a batch is',
  input: z.strictObject({ batch }),
  answer: batchShape.extend({
    columns: z.array(z.string()).nullable(),
    mapping: z.array(z.string()).nullable(),
    groups: z.array(idOf('group')),
    language: z.enum(['en', 'ru']).nullable(),
  }),
})

export const listBatchRowsApi = endpoint({
  side: 'employee',
  method: 'GET',
  path: '/user-batches/:batch/rows',
  summary: 'Rows of a batch with what became of each',
  input: pageInput.extend({ batch, state: z.enum([...batchRowStates, 'with_issues']).optional() }),
  answer: pageOf(batchRowShape),
})

export const stopBatchApi = endpoint({
  side: 'employee',
  method: 'POST',
  path: '/user-batches/:batch/stop',
  summary: 'Stops a batch; what is done stays done',
  input: z.strictObject({ batch }),
  answer: z.null(),
  refusals: ['batch.not_running'],
})

export const continueBatchApi = endpoint({
  side: 'employee',
  method: 'POST',
  path: '/user-batches/:batch/continue',
  status: 202,
  summary: 'Goes on with what a stopped batch has left, as whoever asks',
  input: z.strictObject({ batch }),
  answer: z.null(),
  refusals: ['batch.not_stopped'],
})

// Imports: a file becomes a batch of invitations.

/** Bytes; 100,000 people with every field are about half of it. */
export const importFileLimit = 25 * 1024 * 1024

export const importUsersApi = endpoint({
  side: 'employee',
  method: 'POST',
  path: '/user-imports',
  status: 202,
  summary: 'Reads a CSV or Excel file that was uploaded, to be looked at before anybody is invited',
  input: z.strictObject({
    file: idOf('file'),
    encoding: z.enum(encodings).default('auto').describe('Of a CSV file; auto: by its mark, else UTF-8'),
  }),
  answer: z.object({ id: batch }),
  refusals: ['import.too_large'],
})

export const mapImportApi = endpoint({
  side: 'employee',
  method: 'PUT',
  path: '/user-batches/:batch/mapping',
  status: 202,
  summary: 'Says which column is what, and what everybody in the file gets; each row is checked anew',
  input: z.strictObject({
    batch,
    mapping: z.array(z.enum(['', ...importFields])).max(60),
    groups: z.array(idOf('group')).max(50).default([]),
    language: languageCode.nullable().default(null),
  }),
  answer: z.null(),
  refusals: ['import.mapping_unfit', 'batch.not_ready'],
})

export const runImportApi = endpoint({
  side: 'employee',
  method: 'POST',
  path: '/user-batches/:batch/run',
  status: 202,
  summary: 'Invites everybody whose row has no issue; the other rows are left out',
  input: z.strictObject({ batch }),
  answer: z.null(),
  refusals: ['batch.not_ready', 'batch.nobody'],
})

export const getImportTemplateApi = endpoint({
  side: 'employee',
  method: 'GET',
  path: '/user-imports/template',
  download: true,
  summary: 'An empty table to fill in',
  input: z.strictObject({ format: z.enum(['csv', 'xlsx']).default('xlsx') }),
  answer: z.null(),
})

export const getLeftOverApi = endpoint({
  side: 'employee',
  method: 'GET',
  path: '/user-batches/:batch/left-over',
  download: true,
  summary: 'Rows that were refused or left out, as CSV with the reason, to be mended and imported again',
  input: z.strictObject({ batch }),
  answer: z.null(),
})
