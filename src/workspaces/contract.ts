import { z } from 'zod'
import { endpoint } from '../base/endpoint.ts'
import type { PrincipalId } from '../base/ids.ts'
import { codeText, idOf, nameText, plainText, version } from '../base/wire.ts'

export const workspaceNameLimit = 120

/** Who has it in the menu. What may be done with the data of its apps is another matter. */
export const visibleTo = z.enum(['everyone', 'administrators'])
export type VisibleTo = z.infer<typeof visibleTo>

const can = z.object({
  configure: z.boolean(),
  manage: z.boolean().describe('Delete it, switch its portal on, say who administers it'),
})

export const workspaceAppShape = z.object({
  id: idOf('app'),
  code: z.string(),
  name: z.string(),
  icon: z.string(),
  description: z.string(),
  published: z.boolean().describe('Whether it takes items already'),
})
export type WorkspaceAppShape = z.infer<typeof workspaceAppShape>

export const workspaceShape = z.object({
  id: idOf('workspace'),
  code: z.string(),
  name: z.string(),
  description: z.string(),
  icon: z.string(),
  version: z.int(),
  visibleTo,
  apps: z.array(workspaceAppShape).describe('Those whose page the actor may open'),
  portal: z.boolean().describe('Whether its portal link leads somewhere for the actor'),
  can,
})
export type WorkspaceShape = z.infer<typeof workspaceShape>

const workspace = idOf('workspace')
const name = nameText(workspaceNameLimit)
const description = plainText(1000).trim()
const icon = z.string().regex(/^[a-z][a-z0-9-]{0,39}$/, 'Expected the name of an icon')

export const listWorkspacesApi = endpoint({
  side: 'employee',
  method: 'GET',
  path: '/workspaces',
  summary: 'The workspaces one has in the menu, each with its apps',
  input: z.strictObject({}),
  answer: z.object({ rows: z.array(workspaceShape) }),
})

export const getWorkspaceApi = endpoint({
  side: 'employee',
  method: 'GET',
  path: '/workspaces/:workspace',
  summary: 'One workspace with its apps',
  input: z.strictObject({ workspace }),
  answer: workspaceShape,
})

export const createWorkspaceApi = endpoint({
  side: 'employee',
  method: 'POST',
  path: '/workspaces',
  status: 201,
  summary: 'Makes a workspace',
  input: z.strictObject({
    name,
    code: codeText.optional(),
    description: description.default(''),
    icon: icon.default('folder'),
    visibleTo: visibleTo.default('everyone'),
  }),
  answer: z.object({ id: workspace }),
  refusals: ['workspace.name_taken', 'workspace.code_taken'],
})

export const updateWorkspaceApi = endpoint({
  side: 'employee',
  method: 'PATCH',
  path: '/workspaces/:workspace',
  summary: 'Renames or describes a workspace, or changes who has it in the menu',
  input: z.strictObject({
    workspace,
    version,
    name: name.optional(),
    description: description.optional(),
    icon: icon.optional(),
    visibleTo: visibleTo.optional(),
  }),
  answer: z.object({ version: z.int() }),
  refusals: ['workspace.name_taken', 'workspace.changed_meanwhile'],
})

export const deleteWorkspaceApi = endpoint({
  side: 'employee',
  method: 'DELETE',
  path: '/workspaces/:workspace',
  summary: 'Deletes an empty workspace',
  input: z.strictObject({ workspace }),
  answer: z.null(),
  refusals: ['workspace.not_empty'],
})

const administratorShape = z.object({
  id: idOf('principal'),
  kind: z.enum(['user', 'group', 'org_element']),
  name: z.string(),
  detail: z.string().describe('E-mail of a user, kind of an org element or a group'),
  isGone: z.boolean().describe('Deleted, locked or taken out of the org chart'),
  since: z.date(),
  by: z.string().nullable(),
})
export type WorkspaceAdministrator = z.infer<typeof administratorShape>

/** Whoever can be a principal can be asked for; the schema says who may administer. */
const principal = idOf('principal').transform((id): PrincipalId => id)

export const listWorkspaceAdministratorsApi = endpoint({
  side: 'employee',
  method: 'GET',
  path: '/workspaces/:workspace/administrators',
  summary: 'Who administers a workspace beside those who administer the company',
  input: z.strictObject({ workspace }),
  answer: z.object({ rows: z.array(administratorShape).describe('At most 500') }),
})

export const appointWorkspaceAdministratorApi = endpoint({
  side: 'employee',
  method: 'PUT',
  path: '/workspaces/:workspace/administrators/:principal',
  summary: 'Lets an employee, a group or an org element administer a workspace',
  input: z.strictObject({ workspace, principal }),
  answer: z.null(),
  refusals: ['workspace.employees_only', 'workspace.app_group'],
})

export const dismissWorkspaceAdministratorApi = endpoint({
  side: 'employee',
  method: 'DELETE',
  path: '/workspaces/:workspace/administrators/:principal',
  summary: 'Takes the administration of a workspace away',
  input: z.strictObject({ workspace, principal }),
  answer: z.null(),
  refusals: ['workspace.not_administrator'],
})
