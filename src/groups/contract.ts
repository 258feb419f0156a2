import { z } from 'zod'
import { endpoint } from '../base/endpoint.ts'
import type { PrincipalId } from '../base/ids.ts'
import { codeText, idOf, nameText, pageOf, pageInput, version } from '../base/wire.ts'

export const groupNameLimit = 120

export const groupShape = z.object({
  id: idOf('group'),
  name: z.string(),
  code: z.string(),
  description: z.string(),
  scope: z.enum(['system', 'company', 'workspace', 'app']),
  type: z.enum(['group', 'role']),
  audience: z.enum(['employees', 'external']),
  membership: z.enum(['by_hand', 'computed']),
  members: z.int().describe('How many members it has directly'),
  version: z.int(),
  can: z.object({ edit: z.boolean(), delete: z.boolean(), editMembers: z.boolean() }),
})
export type GroupShape = z.infer<typeof groupShape>

export const memberShape = z.object({
  id: idOf('principal'),
  kind: z.enum(['user', 'group', 'org_element', 'organization']),
  name: z.string(),
  detail: z.string().describe('E-mail of a user, kind of an org element'),
})
export type MemberShape = z.infer<typeof memberShape>

const group = idOf('group')
/** Whoever can be a principal can be asked for; the schema says who may be in. */
const member = idOf('principal').transform((id): PrincipalId => id)
const name = nameText(groupNameLimit)
const description = z.string().trim().max(1000, 'Expected at most 1000 characters')

export const listGroupsApi = endpoint({
  side: 'employee',
  method: 'GET',
  path: '/groups',
  summary: 'Groups, by name',
  input: pageInput.extend({ search: z.string().trim().max(200).optional() }),
  answer: pageOf(groupShape),
})

export const getGroupApi = endpoint({
  side: 'employee',
  method: 'GET',
  path: '/groups/:group',
  summary: 'One group with its direct members',
  input: z.strictObject({ group }),
  answer: groupShape.extend({ memberList: z.array(memberShape) }),
})

export const createGroupApi = endpoint({
  side: 'employee',
  method: 'POST',
  path: '/groups',
  status: 201,
  summary: 'Makes a company group',
  input: z.strictObject({
    name,
    code: codeText.optional(),
    description: description.default(''),
    audience: z.enum(['employees', 'external']).default('employees'),
  }),
  answer: z.object({ id: group }),
  refusals: ['group.name_taken', 'group.code_taken'],
})

export const updateGroupApi = endpoint({
  side: 'employee',
  method: 'PATCH',
  path: '/groups/:group',
  summary: 'Renames or describes a group',
  input: z.strictObject({ group, version, name: name.optional(), description: description.optional() }),
  answer: z.object({ version: z.int() }),
  refusals: ['group.name_taken', 'group.system_fixed', 'group.changed_meanwhile'],
})

export const addGroupMemberApi = endpoint({
  side: 'employee',
  method: 'PUT',
  path: '/groups/:group/members/:member',
  summary: 'Adds a user, a group or an org element to a group',
  input: z.strictObject({ group, member }),
  answer: z.null(),
  refusals: [
    'group.members_computed',
    'group.member_is_computed',
    'group.would_contain_itself',
    'group.role_is_filled',
    'group.other_audience',
  ],
})

export const removeGroupMemberApi = endpoint({
  side: 'employee',
  method: 'DELETE',
  path: '/groups/:group/members/:member',
  summary: 'Takes a member out of a group',
  input: z.strictObject({ group, member }),
  answer: z.null(),
  refusals: ['group.members_computed', 'group.not_a_member'],
})

export const deleteGroupApi = endpoint({
  side: 'employee',
  method: 'DELETE',
  path: '/groups/:group',
  summary: 'Deletes a group; what was given to it stays until taken away',
  input: z.strictObject({ group }),
  answer: z.null(),
  refusals: ['group.system_fixed'],
})
