import { z } from 'zod'
import { endpoint } from '../base/endpoint.ts'
import { codeText, idOf, nameText, plainText, version } from '../base/wire.ts'
import { pageContent, pageRowShape } from '../pages/contract.ts'

export const portalNameLimit = 120

export const portalStates = ['inactive', 'active', 'disabled'] as const
export type PortalState = (typeof portalStates)[number]

/** Languages the product ships with; texts of pages are written by the administrator. */
export const portalLanguages = ['en', 'ru'] as const

export const brandingShape = z.strictObject({
  color: z
    .string()
    .regex(/^#[0-9a-f]{6}$/, 'Expected a colour such as #1f5fbf')
    .describe('Of buttons and links; contrast is checked (WCAG 2.2, 1.4.3)'),
  signInTitle: plainText(120),
  signInMessage: plainText(1000),
  registrationMessage: plainText(1000),
})
export type Branding = z.infer<typeof brandingShape>

export const defaultBranding: Branding = {
  color: '#1c5d99',
  signInTitle: '',
  signInMessage: '',
  registrationMessage: '',
}

export const portalShape = z.object({
  id: idOf('portal'),
  workspace: idOf('workspace'),
  code: z.string().describe('Code of the workspace; the portal is reached at /portal/<code>'),
  name: z.string(),
  state: z.enum(portalStates),
  branding: brandingShape,
  group: idOf('group').describe('The group of its users'),
  users: z.int().describe('How many people are in it'),
  version: z.int(),
  pages: z.array(pageRowShape),
  can: z.object({ manage: z.boolean().describe('Open and close it') }),
})
export type PortalShape = z.infer<typeof portalShape>

const workspace = idOf('workspace')
const portal = idOf('portal')
const page = idOf('page')

export const getPortalApi = endpoint({
  side: 'employee',
  method: 'GET',
  path: '/workspaces/:workspace/portal',
  summary: 'The portal of a workspace with its pages; null when it was never enabled',
  input: z.strictObject({ workspace }),
  answer: z.object({ portal: portalShape.nullable() }),
})

/** For choosing where an invitation leads. */
export const listPortalsApi = endpoint({
  side: 'employee',
  method: 'GET',
  path: '/portals',
  summary: 'Portals of the company that are not disabled, by name, for administrators',
  input: z.strictObject({}),
  answer: z.object({
    rows: z.array(z.object({ id: portal, workspace, code: z.string(), name: z.string(), state: z.enum(portalStates) })),
  }),
})

export const enablePortalApi = endpoint({
  side: 'employee',
  method: 'POST',
  path: '/workspaces/:workspace/portal',
  status: 201,
  summary: 'Enables the portal of a workspace, inactive at first; a disabled one comes back with its pages',
  input: z.strictObject({
    workspace,
    template: z.enum(['by_template', 'empty']).default('empty'),
    pageNames: z.array(nameText(120)).length(3, 'Expected the names of three pages').optional(),
  }),
  answer: z.object({ id: portal }),
  refusals: ['portal.already_enabled'],
})

const deed = (name: string, summary: string) =>
  endpoint({
    side: 'employee',
    method: 'POST',
    path: `/portals/:portal/${name}`,
    summary,
    input: z.strictObject({ portal }),
    answer: z.object({ version: z.int() }),
    refusals: ['portal.state'],
  })

export const activatePortalApi = deed('activate', 'Opens an inactive portal to the people invited to it')
export const deactivatePortalApi = deed('deactivate', 'Closes an active portal; visitors see a notice')
export const disablePortalApi = deed('disable', 'Takes the portal out of the workspace; its pages are kept')

export const updatePortalApi = endpoint({
  side: 'employee',
  method: 'PATCH',
  path: '/portals/:portal',
  summary: 'Changes name and branding of a portal',
  input: z.strictObject({
    portal,
    version,
    name: nameText(portalNameLimit).optional(),
    branding: brandingShape.partial().optional(),
  }),
  answer: z.object({ version: z.int() }),
  refusals: ['portal.changed_meanwhile', 'portal.colour_contrast'],
})

/** What a widget gives the portal's users: rights on one thing, perhaps narrowed to a part of its items. */
export const exposureShape = z.object({
  resource: z.object({ kind: z.enum(['app', 'process', 'file']), id: z.string(), name: z.string() }),
  rights: z.array(z.enum(['view', 'create', 'start'])),
  narrowedTo: z.enum(['all', 'author', 'organization']),
})
export type ExposureShape = z.infer<typeof exposureShape>

export const widgetProblemShape = z.object({
  widget: z.string().describe('Id of the widget; empty when it is the page as a whole'),
  type: z.string(),
  kind: z.enum(['settings', 'accessibility']),
  message: z.string(),
})
export type WidgetProblem = z.infer<typeof widgetProblemShape>

export const previewExposureApi = endpoint({
  side: 'employee',
  method: 'GET',
  path: '/pages/:page/exposure',
  summary: 'Who would gain and lose what if the draft were published now',
  input: z.strictObject({ page }),
  answer: z.object({
    gives: z.array(exposureShape),
    takes: z.array(exposureShape),
    keeps: z.array(exposureShape),
    outsiders: z.int().describe('External users it would reach'),
    problems: z.array(widgetProblemShape),
  }),
})

export const publishPageApi = endpoint({
  side: 'employee',
  method: 'POST',
  path: '/pages/:page/publish',
  summary: 'Publishes the draft; what its widgets expose replaces what the former version exposed',
  input: z.strictObject({
    page,
    draftVersion: z.int().min(1),
    override: z.string().trim().min(1).max(1000).optional().describe('Why it is published with accessibility faults'),
  }),
  answer: z.object({ number: z.int() }),
  refusals: ['page.changed_meanwhile', 'page.widgets_wrong', 'page.not_accessible'],
})

/** Makes a person one of a portal's users; run by accepting an invitation, never mounted. */
export const joinPortalApi = endpoint({
  side: 'employee',
  method: 'PUT',
  path: '/portals/:portal/users/:user',
  summary: 'Makes an external user one of the users of a portal',
  input: z.strictObject({ portal, user: idOf('user') }),
  answer: z.null(),
})

/* The portal's own side. There a portal is named by its code. */

const code = codeText.describe('Code of the portal')

export const portalDoorApi = endpoint({
  side: 'public',
  method: 'GET',
  path: '/portal/:portal',
  summary: 'What the sign-in page of a portal shows; an inactive one says so',
  input: z.strictObject({ portal: code }),
  answer: z.object({
    code: z.string(),
    name: z.string(),
    company: z.string(),
    state: z.enum(['active', 'inactive']),
    branding: brandingShape,
    languages: z.array(z.enum(portalLanguages)),
  }),
})

export const navigationShape = z.array(z.object({ code: z.string(), name: z.string(), home: z.boolean() }))

export const portalHomeApi = endpoint({
  side: 'portal',
  method: 'GET',
  path: '/portals/:portal',
  summary: 'The portal as the person signed in sees it: its name, pages and who they are',
  input: z.strictObject({ portal: code }),
  answer: z.object({
    id: portal,
    code: z.string(),
    name: z.string(),
    company: z.string(),
    branding: brandingShape,
    navigation: navigationShape,
    portals: z.int().describe('How many portals the person has'),
    me: z.object({ id: idOf('user'), name: z.string() }),
  }),
  refusals: ['portal.inactive'],
})

export const getPortalPageApi = endpoint({
  side: 'portal',
  method: 'GET',
  path: '/portals/:portal/pages/:page',
  summary: 'The published version of a page; areas it does not have itself come from the home page',
  input: z.strictObject({ portal: code, page: codeText }),
  answer: z.object({ code: z.string(), name: z.string(), version: z.int(), content: pageContent }),
  refusals: ['portal.inactive'],
})

export const listMyPortalsApi = endpoint({
  side: 'portal',
  method: 'GET',
  path: '/my-portals',
  summary: 'Portals of the person signed in',
  input: z.strictObject({}),
  answer: z.object({
    rows: z.array(z.object({ code: z.string(), name: z.string(), state: z.enum(['active', 'inactive']) })),
  }),
})
