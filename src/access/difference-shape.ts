import { z } from 'zod'
import { idOf } from '../base/wire.ts'

/** One thing that people gain or lose, the same for all of them. */
const movedThing = z.object({
  kind: z.enum(['administration', 'portal', 'workspace', 'app', 'folder', 'item', 'process', 'file', 'tasks']),
  id: z.string().nullable(),
  name: z.string().describe('Empty where the kind says it all'),
  rights: z.array(z.string()).describe('Rights on its data; `see`: it shows up in the menu'),
  narrowedTo: z.enum(['all', 'author', 'organization']),
  people: z.int(),
})
export type MovedThing = z.infer<typeof movedThing>

const side = z.object({
  people: z.int().describe('How many people gain (or lose) anything at all'),
  outsiders: z.int().describe('How many of them are from outside'),
  things: z.array(movedThing).describe('What, most people first; at most 50'),
  sample: z
    .array(
      z.object({
        id: idOf('user'),
        name: z.string(),
        kind: z.enum(['employee', 'external']),
        things: z.int().describe('How many things this person gains (or loses)'),
      }),
    )
    .describe('At most 20 of them, people from outside first'),
})

/** Who gains and who loses what by a change, asked before it is saved. Shared by groups, org chart and portals. */
export const accessDifference = z.object({
  moved: z.int().describe('How many people change their place, whether that gives them anything or not'),
  gains: side,
  loses: side,
})
export type AccessDifference = z.infer<typeof accessDifference>
