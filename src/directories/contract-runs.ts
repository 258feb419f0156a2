import { z } from 'zod'
import { endpoint } from '../base/endpoint.ts'
import { idOf, pageInput, pageOf } from '../base/wire.ts'
import { runShape } from './contract.ts'

const directory = idOf('directory')
const run = idOf('directory_run')

/** In the order a run does them: locks give seats back before others take them. */
export const deeds = ['lock', 'unlock', 'link', 'change', 'create', 'join', 'leave', 'refuse'] as const

const rowShape = z.object({
  id: z.int(),
  deed: z.enum(deeds),
  state: z.enum(['waiting', 'done', 'refused']),
  user: idOf('user').nullable(),
  label: z.string(),
  detail: z.string(),
  changes: z.record(z.string(), z.tuple([z.string().nullable(), z.string().nullable()])).nullable(),
  code: z.string().nullable(),
  message: z.string().nullable(),
})
export type RunRowShape = z.infer<typeof rowShape>

export const startDirectoryRunApi = endpoint({
  side: 'employee',
  method: 'POST',
  path: '/directories/:directory/runs',
  status: 202,
  summary: 'Reads the directory in the background; a preview waits to be applied, anything else goes on',
  input: z.strictObject({ directory, preview: z.boolean() }),
  answer: z.object({ id: run }),
  refusals: ['directory.off', 'directory.run_under_way'],
})

export const listDirectoryRunsApi = endpoint({
  side: 'employee',
  method: 'GET',
  path: '/directories/:directory/runs',
  summary: 'Runs of the last 30 days, newest first',
  input: pageInput.extend({ directory }),
  answer: pageOf(runShape),
})

export const getDirectoryRunApi = endpoint({
  side: 'employee',
  method: 'GET',
  path: '/directory-runs/:run',
  summary: 'How far a run is, and how many it would do what with',
  input: z.strictObject({ run }),
  answer: runShape.extend({ counts: z.record(z.enum(deeds), z.int()) }),
})

export const listDirectoryRunRowsApi = endpoint({
  side: 'employee',
  method: 'GET',
  path: '/directory-runs/:run/rows',
  summary: 'People something changes for, and those who were refused with the reason',
  input: pageInput.extend({
    run,
    deed: z.enum(deeds).optional(),
    state: z.enum(['waiting', 'done', 'refused']).optional(),
  }),
  answer: pageOf(rowShape),
})

export const applyDirectoryRunApi = endpoint({
  side: 'employee',
  method: 'POST',
  path: '/directory-runs/:run/apply',
  status: 202,
  summary: 'Does what a preview shows, or what a run that asks would do',
  input: z.strictObject({ run }),
  answer: z.null(),
  refusals: ['directory.not_waiting', 'directory.off'],
})

export const cancelDirectoryRunApi = endpoint({
  side: 'employee',
  method: 'POST',
  path: '/directory-runs/:run/cancel',
  summary: 'Ends a run; what is done stays done',
  input: z.strictObject({ run }),
  answer: z.null(),
  refusals: ['directory.run_ended'],
})
