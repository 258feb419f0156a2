import { z } from 'zod'
import { endpoint } from '../base/endpoint.ts'
import { idOf, nameText } from '../base/wire.ts'

export const pageNameLimit = 120
export const widgetLimit = 200

/** The areas around the body. An area a page does not have of its own is taken from the home page. */
export const areaNames = ['header', 'left', 'right', 'footer'] as const
export type AreaName = (typeof areaNames)[number]

/**
 * One block of a page as it is stored and sent: ours, not the page builder's. `settings` are checked against the schema
 * of the type when the page is published; a draft may hold unfinished ones.
 */
export const widgetShape = z.strictObject({
  id: z.string().regex(/^[A-Za-z0-9_-]{1,80}$/, 'Expected 1 to 80 letters, digits, - or _'),
  type: z.string().regex(/^[a-z][a-z_]{0,39}$/, 'Expected the type of a widget, such as item_list'),
  settings: z.record(z.string().max(60), z.unknown()),
})
export type WidgetShape = z.infer<typeof widgetShape>

const widgets = z.array(widgetShape).max(widgetLimit, `Expected at most ${widgetLimit} widgets`)

export const pageContent = z.strictObject({
  widgets,
  areas: z.strictObject(Object.fromEntries(areaNames.map((name) => [name, widgets.optional()])) as Areas).optional(),
})
type Areas = { [Name in AreaName]: z.ZodOptional<typeof widgets> }
export type PageContent = z.infer<typeof pageContent>

export const pageRowShape = z.object({
  id: idOf('page'),
  name: z.string(),
  code: z.string().describe('The end of its address'),
  home: z.boolean(),
  published: z.object({ number: z.int(), at: z.date() }).nullable(),
  changed: z.boolean().describe('The draft differs from what outsiders see'),
  draftVersion: z.int(),
  can: z.object({ edit: z.boolean(), delete: z.boolean(), publish: z.boolean() }),
})
export type PageRowShape = z.infer<typeof pageRowShape>

const page = idOf('page')
const portal = idOf('portal')
const name = nameText(pageNameLimit)
const draftVersion = z.int().min(1).describe('The draft the writer had before them')

export const getPageApi = endpoint({
  side: 'employee',
  method: 'GET',
  path: '/pages/:page',
  summary: 'A page with its draft',
  input: z.strictObject({ page }),
  answer: pageRowShape.extend({ portal, draft: pageContent }),
})

export const createPageApi = endpoint({
  side: 'employee',
  method: 'POST',
  path: '/portals/:portal/pages',
  status: 201,
  summary: 'Adds an empty page; its address is made from the name',
  input: z.strictObject({ portal, name }),
  answer: z.object({ id: page, code: z.string() }),
})

export const renamePageApi = endpoint({
  side: 'employee',
  method: 'PATCH',
  path: '/pages/:page',
  summary: 'Renames a page; its address stays',
  input: z.strictObject({ page, name }),
  answer: z.null(),
})

export const copyPageApi = endpoint({
  side: 'employee',
  method: 'POST',
  path: '/pages/:page/copy',
  status: 201,
  summary: 'Copies the draft of a page into a new, unpublished page',
  input: z.strictObject({ page, name }),
  answer: z.object({ id: page, code: z.string() }),
})

export const deletePageApi = endpoint({
  side: 'employee',
  method: 'DELETE',
  path: '/pages/:page',
  summary: 'Deletes a page; what it exposed is taken back. The home page stays',
  input: z.strictObject({ page }),
  answer: z.null(),
  refusals: ['page.home_stays'],
})

export const reorderPagesApi = endpoint({
  side: 'employee',
  method: 'PUT',
  path: '/portals/:portal/page-order',
  summary: 'Sets the order of the pages, which is the order of the navigation',
  input: z.strictObject({ portal, pages: z.array(page).min(1).max(500) }),
  answer: z.null(),
  refusals: ['page.order_incomplete'],
})

export const savePageDraftApi = endpoint({
  side: 'employee',
  method: 'PUT',
  path: '/pages/:page/draft',
  summary: 'Saves the draft of a page; outsiders see nothing of it until it is published',
  input: z.strictObject({ page, draftVersion, content: pageContent }),
  answer: z.object({ draftVersion: z.int() }),
  refusals: ['page.changed_meanwhile'],
})

export const pageVersionShape = z.object({
  number: z.int(),
  at: z.date(),
  by: z.string().nullable(),
  current: z.boolean(),
})

export const listPageVersionsApi = endpoint({
  side: 'employee',
  method: 'GET',
  path: '/pages/:page/versions',
  summary: 'Published states of a page, latest first (the last 100)',
  input: z.strictObject({ page }),
  answer: z.object({ rows: z.array(pageVersionShape) }),
})

export const restorePageVersionApi = endpoint({
  side: 'employee',
  method: 'POST',
  path: '/pages/:page/versions/:number/restore',
  summary: 'Puts a published state back into the draft; publishing it is a deed of its own',
  input: z.strictObject({ page, draftVersion, number: z.coerce.number().int().min(1) }),
  answer: z.object({ draftVersion: z.int() }),
  refusals: ['page.changed_meanwhile'],
})

/** Inner half of publishing, run by `publishPage` of portals, which turns what is exposed into grants. Not mounted. */
export const publishDraftApi = endpoint({
  side: 'employee',
  method: 'POST',
  path: '/pages/:page/publish-draft',
  summary: 'Checks the draft and makes it the published version',
  input: z.strictObject({ page, draftVersion, override: z.string().trim().min(1).max(1000).optional() }),
  answer: z.object({ id: z.string(), number: z.int(), content: pageContent }),
  refusals: ['page.changed_meanwhile', 'page.widgets_wrong', 'page.not_accessible'],
})
