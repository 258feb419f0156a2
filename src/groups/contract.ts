import { z } from 'zod'
import { accessDifference } from '../access/difference-shape.ts'
import { endpoint } from '../base/endpoint.ts'
import type { PrincipalId } from '../base/ids.ts'
import { codeText, idOf, nameText, pageOf, pageInput, version } from '../base/wire.ts'

export const groupNameLimit = 120
/** As many as one dialog takes at once; more come by import. */
export const mostMembersAtOnce = 500

const audience = z.enum(['employees', 'external'])
const type = z.enum(['group', 'role'])

export const groupShape = z.object({
  id: idOf('group'),
  name: z.string(),
  code: z.string(),
  description: z.string(),
  scope: z.enum(['system', 'company', 'workspace', 'app']),
  workspace: z.object({ id: idOf('workspace'), name: z.string() }).nullable(),
  app: z.object({ id: idOf('app'), name: z.string() }).nullable(),
  type,
  audience,
  membership: z.enum(['by_hand', 'computed']),
  isDefault: z.boolean().describe('Every new user of its audience joins it'),
  members: z
    .int()
    .nullable()
    .describe(
      'How many members it has directly; null in lists for the groups of everybody, which are counted on their own page',
    ),
  licences: z.int().nullable().describe('How many members it can have, where each takes a licence'),
  deletedAt: z.date().nullable(),
  version: z.int(),
  can: z.object({
    edit: z.boolean(),
    delete: z.boolean(),
    restore: z.boolean(),
    editMembers: z.boolean(),
    listUses: z.boolean(),
  }),
})
export type GroupShape = z.infer<typeof groupShape>

export const memberShape = z.object({
  id: idOf('principal'),
  kind: z.enum(['user', 'group', 'org_element', 'organization']),
  name: z.string(),
  detail: z.string().describe('E-mail of a user, kind of an org element or a group'),
  isGone: z.boolean().describe('Deleted, locked or taken out of the org chart'),
})
export type MemberShape = z.infer<typeof memberShape>

const group = idOf('group')
/** Whoever can be a principal can be asked for; the schema says who may be in. */
const member = idOf('principal').transform((id): PrincipalId => id)
const name = nameText(groupNameLimit)
const description = z.string().trim().max(1000, 'Expected at most 1000 characters')
const search = z.string().trim().max(200).optional()

export const listGroupsApi = endpoint({
  side: 'employee',
  method: 'GET',
  path: '/groups',
  summary: 'Groups, by name',
  input: pageInput.extend({
    search,
    place: z
      .union([z.enum(['company', 'system']), idOf('workspace')])
      .optional()
      .describe('`company`, `system`, or the id of a workspace or an app'),
    state: z.enum(['live', 'deleted']).default('live'),
    audience: audience.optional(),
    type: type.optional(),
  }),
  answer: pageOf(groupShape),
})

export const listGroupPlacesApi = endpoint({
  side: 'employee',
  method: 'GET',
  path: '/group-places',
  summary: 'Where groups can be: the company, the system, each workspace and each app, with how many there are',
  input: z.strictObject({}),
  answer: z.object({
    company: z.int().nullable().describe('null: not for the actor to see'),
    system: z.int().nullable(),
    workspaces: z.array(
      z.object({
        id: idOf('workspace'),
        name: z.string(),
        groups: z.int(),
        apps: z.array(z.object({ id: idOf('app'), name: z.string(), groups: z.int() })),
      }),
    ),
  }),
})

export const getGroupApi = endpoint({
  side: 'employee',
  method: 'GET',
  path: '/groups/:group',
  summary: 'One group',
  input: z.strictObject({ group }),
  answer: groupShape,
})

export const createGroupApi = endpoint({
  side: 'employee',
  method: 'POST',
  path: '/groups',
  status: 201,
  summary: 'Makes a group or a role: of the company, of a workspace, or of an app',
  input: z.strictObject({
    name,
    code: codeText.optional(),
    description: description.default(''),
    audience: audience.default('employees'),
    type: type.default('group'),
    workspace: idOf('workspace').optional(),
    app: idOf('app').optional(),
    isDefault: z.boolean().default(false),
  }),
  answer: z.object({ id: group }),
  refusals: ['group.name_taken', 'group.code_taken', 'group.name_reserved', 'group.not_here'],
})

export const updateGroupApi = endpoint({
  side: 'employee',
  method: 'PATCH',
  path: '/groups/:group',
  summary: 'Renames or describes a group, or makes it one that new users join',
  input: z.strictObject({
    group,
    version,
    name: name.optional(),
    description: description.optional(),
    isDefault: z.boolean().optional(),
  }),
  answer: z.object({ version: z.int() }),
  refusals: [
    'group.name_taken',
    'group.name_reserved',
    'group.system_fixed',
    'group.changed_meanwhile',
    'group.deleted',
    'group.not_here',
  ],
})

export const deleteGroupApi = endpoint({
  side: 'employee',
  method: 'DELETE',
  path: '/groups/:group',
  summary: 'Deletes a group; what was given to it stays until taken away',
  input: z.strictObject({ group }),
  answer: z.null(),
  refusals: ['group.system_fixed', 'group.deleted', 'group.kept'],
})

export const restoreGroupApi = endpoint({
  side: 'employee',
  method: 'POST',
  path: '/groups/:group/restore',
  summary: 'Brings a deleted group back',
  input: z.strictObject({ group }),
  answer: z.null(),
  refusals: ['group.not_deleted', 'group.name_taken'],
})

const memberRefusals = [
  'group.members_computed',
  'group.member_is_computed',
  'group.would_contain_itself',
  'group.role_is_filled',
  'group.role_holds_person',
  'group.holds_people',
  'group.app_group_elsewhere',
  'group.other_audience',
  'group.deleted',
  'license.no_free_seat',
]
const changes = {
  add: z.array(member).max(mostMembersAtOnce).default([]),
  remove: z.array(member).max(mostMembersAtOnce).default([]),
}

export const listGroupMembersApi = endpoint({
  side: 'employee',
  method: 'GET',
  path: '/groups/:group/members',
  summary: 'What stands in a group directly: groups and places first, then people, each by name',
  input: pageInput.extend({ group, search }),
  answer: pageOf(memberShape),
})

export const listGroupPeopleApi = endpoint({
  side: 'employee',
  method: 'GET',
  path: '/groups/:group/people',
  summary: 'Everybody who counts as a member, with the shortest way by which',
  input: pageInput.extend({ group, search }),
  answer: pageOf(
    z.object({
      id: idOf('user'),
      name: z.string(),
      email: z.string(),
      isLocked: z.boolean(),
      path: z
        .array(z.object({ id: z.string(), kind: z.enum(['group', 'org_element', 'organization']), name: z.string() }))
        .describe('From the one the person stands in up to the one that stands in the group; empty: directly'),
    }),
  ).extend({ total: z.int() }),
})

export const changeGroupMembersApi = endpoint({
  side: 'employee',
  method: 'PATCH',
  path: '/groups/:group/members',
  summary: 'Adds and takes out members, all or nothing, if nobody has changed the group since',
  input: z.strictObject({ group, version, ...changes }),
  answer: z.object({ version: z.int() }),
  refusals: [...memberRefusals, 'group.changed_meanwhile', 'group.not_a_member'],
})

export const previewGroupMembersApi = endpoint({
  side: 'employee',
  method: 'POST',
  path: '/groups/:group/members/difference',
  summary: 'Who would gain and who would lose what by such a change; changes nothing',
  input: z.strictObject({ group, ...changes }),
  answer: accessDifference,
  refusals: memberRefusals,
})

export const addGroupMemberApi = endpoint({
  side: 'employee',
  method: 'PUT',
  path: '/groups/:group/members/:member',
  summary: 'Adds a user, a group or an org element to a group',
  input: z.strictObject({ group, member }),
  answer: z.null(),
  refusals: memberRefusals,
})

export const removeGroupMemberApi = endpoint({
  side: 'employee',
  method: 'DELETE',
  path: '/groups/:group/members/:member',
  summary: 'Takes a member out of a group',
  input: z.strictObject({ group, member }),
  answer: z.null(),
  refusals: ['group.members_computed', 'group.not_a_member', 'group.deleted'],
})

const use = z.object({
  kind: z.enum(['grant', 'visibility', 'lane', 'portal', 'group', 'tasks']),
  /** What it is used in. */
  on: z.enum(['workspace', 'app', 'folder', 'item', 'process', 'portal', 'file', 'group', 'task']),
  id: z.string(),
  workspace: z.string().nullable().describe('The workspace around an app or a portal, for its address'),
  name: z.string(),
  detail: z.array(z.string()).describe('Rights of a grant, names of lanes, number of open tasks'),
})
export type GroupUse = z.infer<typeof use>

export const listGroupUsesApi = endpoint({
  side: 'employee',
  method: 'GET',
  path: '/groups/:group/uses',
  summary: 'Where a group is used: rights, menus, lanes of published processes, portals, other groups, open tasks',
  input: z.strictObject({ group }),
  answer: z.object({ rows: z.array(use).describe('At most 500') }),
})
