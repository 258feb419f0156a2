import { z } from 'zod'
import { endpoint } from '../base/endpoint.ts'
import { codeText, idOf, nameText, plainText, version } from '../base/wire.ts'

export const workspaceNameLimit = 120

/** Who has it in the menu. What may be done with the data of its apps is another matter. */
export const visibleTo = z.enum(['everyone', 'administrators'])
export type VisibleTo = z.infer<typeof visibleTo>

const can = z.object({ configure: z.boolean() })

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
