import { z } from 'zod'
import { endpoint } from '../base/endpoint.ts'
import { idOf } from '../base/wire.ts'

const asked = {
  permission: z.string().max(60).describe('What is to be done, such as item.view'),
  kind: z.string().max(30).describe('The kind of thing, such as item'),
  id: z.uuid(),
  app: idOf('app').optional().describe('Of an item: its app'),
}

const reason = z.object({
  because: z.string().describe('The name of the reason, which stays the same'),
  sentence: z.string(),
  fact: z.uuid().nullable().describe('The row that is the reason'),
})
export type AccessReason = z.infer<typeof reason>

export const whyApi = endpoint({
  side: 'employee',
  method: 'GET',
  path: '/access/why',
  summary: 'Whether somebody may do something to a thing, with every reason; and if not, what would let them',
  input: z.strictObject({ person: idOf('user'), ...asked }),
  answer: z.object({
    person: z.object({ id: idOf('user'), name: z.string(), kind: z.enum(['employee', 'external']) }),
    allowed: z.boolean().describe('Once they are signed in'),
    reasons: z.array(reason),
    wouldAllow: z
      .array(z.string())
      .describe('The smallest changes that would let them, and who may make them; where it is “no”'),
  }),
  refusals: ['access.no_such_question'],
})

export const whoApi = endpoint({
  side: 'employee',
  method: 'GET',
  path: '/access/who',
  summary: 'Everybody who may do something to a thing, people from outside first, with the reasons of each',
  input: z.strictObject({
    ...asked,
    search: z.string().trim().max(200).optional(),
    after: idOf('user').optional().describe('The last person of the page before'),
    limit: z.coerce.number().int().min(1).max(100).default(50),
  }),
  answer: z.object({
    people: z.int(),
    outsiders: z.int(),
    rows: z.array(
      z.object({
        id: idOf('user'),
        name: z.string(),
        kind: z.enum(['employee', 'external']),
        reasons: z.array(reason),
      }),
    ),
  }),
  refusals: ['access.no_such_question'],
})
