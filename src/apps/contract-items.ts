import { z } from 'zod'
import { endpoint, forPortal } from '../base/endpoint.ts'
import type { UserId } from '../base/ids.ts'
import { codeText, idOf, pageInput, pageOf, version } from '../base/wire.ts'
import type { FileShape } from '../files/contract.ts'

/** A person as named on an item. Outsiders get names, and an id only of themselves. */
export const personShape = z.object({ id: idOf('user').nullable(), name: z.string() })
export type PersonShape = z.infer<typeof personShape>

/**
 * What stands in a field: text for `string` and `text`, `YYYY-MM-DD` for `date`, the option's code for `category` and
 * `status`, a person for `user`, a list of files for `file`; null when empty.
 */
export type ItemValue = string | number | boolean | null | { id: UserId | null; name: string } | FileShape[]
export type ItemValues = Record<string, ItemValue>

/** What is written: the same, but a user is their id and files are a list of ids of one's own uploads. */
export type ItemValueInput = string | number | boolean | null | string[]
export type ItemValuesInput = Record<string, ItemValueInput>

const itemValues = z.record(z.string(), z.custom<ItemValue>()).describe('By code of the field')

const itemValuesInput = z
  .record(
    z.string().max(60),
    z.union([z.string().max(100_000), z.number(), z.boolean(), z.null(), z.array(z.string().max(60)).max(50)], {
      error: 'Expected a text, a number, yes or no, a list of ids, or nothing',
    }),
  )
  .refine((values) => Object.keys(values).length <= 200, 'Expected at most 200 values')

export const itemShape = z.object({
  id: idOf('item'),
  version: z.int(),
  title: z.string(),
  values: itemValues,
  createdBy: personShape.nullable(),
  createdAt: z.string(),
  updatedAt: z.string(),
  folder: idOf('folder').nullable().describe('Where it lies, if the actor sees that; null at the top'),
  can: z.object({ edit: z.boolean(), delete: z.boolean() }),
})
export type ItemShape = z.infer<typeof itemShape>

/** Which operators a field's type knows: see `operatorsOf` in item-filter.ts. */
export const filterOperators = ['eq', 'in', 'contains', 'from', 'to', 'is_empty'] as const
export type FilterOperator = (typeof filterOperators)[number]

const scalar = z.union([z.string().max(2000), z.number(), z.boolean()])
const filterShape = z.strictObject({
  field: z.string().max(60),
  op: z.enum(filterOperators),
  value: z
    .union([scalar, z.array(scalar).max(200)])
    .optional()
    .describe('A person may be `me`'),
})
export type ItemFilter = z.infer<typeof filterShape>

const filterText = z
  .string()
  .max(8000)
  .transform((text, context): unknown => {
    try {
      return JSON.parse(text)
    } catch {
      context.issues.push({ code: 'custom', input: text, message: 'Expected a filter written as JSON' })
      return z.NEVER
    }
  })
  .pipe(filterShape)
const oneFilter = z.union([filterText, filterShape], {
  error: 'Expected filters such as {"field":"status","op":"in","value":["open"]}',
})

const narrowing = {
  filter: z
    .union([oneFilter.transform((one) => [one]), z.array(oneFilter).max(20, 'Expected at most 20 filters')], {
      error: 'Expected filters such as {"field":"status","op":"in","value":["open"]}',
    })
    .default([])
    .describe('May be given several times; each is a JSON object'),
  search: z.string().trim().max(200).optional().describe('Words in the text fields'),
  folder: idOf('folder').optional().describe('Only what lies there'),
  subfolders: z.enum(['without', 'with']).default('without').describe('Whether also what lies in folders below'),
}

const app = idOf('app')
const item = idOf('item')

export const listItemsApi = endpoint({
  side: 'employee',
  method: 'GET',
  path: '/apps/:app/items',
  summary: 'Items of an app that the actor may see',
  input: pageInput.extend({
    app,
    ...narrowing,
    sort: z
      .string()
      .max(61)
      .default('-created_at')
      .describe('Code of a field, created_at or updated_at; with - before it downwards'),
    fields: z.string().max(5000).optional().describe('Codes of the fields wanted, separated by commas; all by default'),
  }),
  answer: pageOf(itemShape),
  refusals: ['item.unknown_field', 'item.bad_filter', 'request.bad_cursor'],
})
export const listItemsOnPortalApi = forPortal(listItemsApi)

export const countItemsApi = endpoint({
  side: 'employee',
  method: 'GET',
  path: '/apps/:app/item-count',
  summary: 'How many items there are that the actor may see',
  input: z.strictObject({ app, ...narrowing }),
  answer: z.object({ count: z.int() }),
  refusals: ['item.unknown_field', 'item.bad_filter'],
})
export const countItemsOnPortalApi = forPortal(countItemsApi)

export const getItemApi = endpoint({
  side: 'employee',
  method: 'GET',
  path: '/apps/:app/items/:item',
  summary: 'One item',
  input: z.strictObject({ app, item }),
  answer: itemShape,
})
export const getItemOnPortalApi = forPortal(getItemApi)

export const createItemApi = endpoint({
  side: 'employee',
  method: 'POST',
  path: '/apps/:app/items',
  status: 201,
  summary: 'Makes an item',
  input: z.strictObject({ app, values: itemValuesInput }),
  answer: z.object({ id: item, version: z.int() }),
  refusals: ['item.values_invalid', 'app.not_published'],
})
export const createItemOnPortalApi = forPortal(createItemApi)

export const updateItemApi = endpoint({
  side: 'employee',
  method: 'PATCH',
  path: '/apps/:app/items/:item',
  summary: 'Changes some values of an item',
  input: z.strictObject({ app, item, version, values: itemValuesInput }),
  answer: z.object({ version: z.int() }),
  refusals: ['item.values_invalid', 'item.changed_meanwhile'],
})
export const updateItemOnPortalApi = forPortal(updateItemApi)

export const severalItems = z
  .array(item)
  .min(1, 'Expected at least one item')
  .max(200, 'Expected at most 200 items')
  .refine((all) => new Set(all).size === all.length, 'Expected each item once')

/** One status or value for many: all of them, or none (AT-004). */
export const updateItemsApi = endpoint({
  side: 'employee',
  method: 'PATCH',
  path: '/apps/:app/items',
  summary: 'Changes the same values of several items: of all, or of none',
  input: z.strictObject({
    app,
    items: severalItems,
    values: itemValuesInput,
  }),
  answer: z.object({ changed: z.int() }),
  refusals: ['item.values_invalid'],
})

/** For process steps: sets statuses and values as they stand in the process, whatever the version is. */
export const setItemValuesApi = endpoint({
  side: 'employee',
  method: 'PUT',
  path: '/apps/:app/items/:item/values',
  summary: 'Sets values of an item without regard to its version',
  input: z.strictObject({ app, item, values: itemValuesInput }),
  answer: z.object({ version: z.int() }),
  refusals: ['item.values_invalid'],
})

export const deleteItemApi = endpoint({
  side: 'employee',
  method: 'DELETE',
  path: '/apps/:app/items/:item',
  summary: 'Deletes an item; it can be restored',
  input: z.strictObject({ app, item }),
  answer: z.null(),
})

export const restoreItemApi = endpoint({
  side: 'employee',
  method: 'POST',
  path: '/apps/:app/items/:item/restore',
  summary: 'Brings a deleted item back',
  input: z.strictObject({ app, item }),
  answer: z.null(),
})

export const itemChangeShape = z.object({
  id: idOf('item_change'),
  at: z.string(),
  kind: z.enum(['created', 'edited', 'deleted', 'restored']),
  by: personShape.nullable(),
  byProcess: z.boolean().describe('A process did it, for the person named'),
  changes: z.array(
    z.object({ field: codeText, name: z.string(), from: z.string().nullable(), to: z.string().nullable() }),
  ),
})
export type ItemChangeShape = z.infer<typeof itemChangeShape>

export const itemHistoryApi = endpoint({
  side: 'employee',
  method: 'GET',
  path: '/apps/:app/items/:item/history',
  summary: 'What happened to an item, latest first, in words',
  input: pageInput.extend({ app, item }),
  answer: pageOf(itemChangeShape),
})
export const itemHistoryOnPortalApi = forPortal(itemHistoryApi)
