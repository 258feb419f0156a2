import { z } from 'zod'
import type { Id } from './ids.ts'

/**
 * The pieces contracts are made of. An id is a lower-case UUID and nothing else: another case, a space, `%00` or a
 * second encoding is not the id (AT-012).
 */
const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/

export const idOf = <Kind extends string>(kind: Kind) =>
  z
    .string()
    .regex(uuid, `Expected the id of a ${kind.replace('_', ' ')}`)
    .transform((id) => id as Id<Kind>)
    .meta({ type: 'string', format: 'uuid' })

/** No control characters: they have no place in a name and break headers and logs. */
const clean = /^[^\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f]*$/

export const nameText = (max: number) =>
  z
    .string()
    .trim()
    .min(1, 'Expected a name')
    .max(max, `Expected at most ${max} characters`)
    .regex(clean, 'Expected no control characters')

export const plainText = (max: number) =>
  z.string().max(max, `Expected at most ${max} characters`).regex(clean, 'Expected no control characters')

export const codeText = z
  .string()
  .regex(
    /^[a-z][a-z0-9_]{0,39}$/,
    'Expected a code: small Latin letters, digits and _, beginning with a letter, at most 40',
  )

export const emailText = z
  .string()
  .trim()
  .max(320, 'Expected at most 320 characters')
  .regex(
    /^[^\s@,;<>"\u0000-\u001f\u007f]+@[^\s@,;<>"\u0000-\u001f\u007f]+\.[^\s@,;<>".\u0000-\u001f\u007f]+\.?$/,
    'Expected an e-mail address such as dana@example.com',
  )

/** What the writer had before them: a stale one is refused with 409 and what changed (AT-016). */
export const version = z.int().min(1)

/** Lists page by key: `after` is the `next` of the page before, opaque to callers. */
export const pageInput = z.strictObject({
  after: z.string().max(1000).optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
})

export const pageOf = <Row extends z.ZodType>(row: Row) =>
  z.object({
    rows: z.array(row),
    next: z.string().nullable().describe('Give it as `after` for the next page; null at the end'),
  })

/** When somebody is away, as it shows at the name. */
export const awayShape = z.object({ from: z.string(), until: z.string() }).nullable()
export type Away = z.infer<typeof awayShape>

export type Page<Row> = { rows: Row[]; next: string | null }

/** A cursor holds the sort values of the last row. It carries no right: the list is asked anew with each page. */
export const cursorOf = (values: (string | number | null)[]): string =>
  btoa(unescape(encodeURIComponent(JSON.stringify(values))))

/** The values of a cursor; undefined when it is not one of ours, which the caller refuses. */
export function readCursor(cursor: string | undefined, length: number): (string | number | null)[] | undefined {
  if (cursor === undefined) return undefined
  try {
    const values: unknown = JSON.parse(decodeURIComponent(escape(atob(cursor))))
    const sound =
      Array.isArray(values) &&
      values.length === length &&
      values.every((value) => value === null || ['string', 'number'].includes(typeof value))
    return sound ? values : undefined
  } catch {
    return undefined
  }
}
