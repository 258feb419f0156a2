import { z } from 'zod'
import { endpoint } from '../base/endpoint.ts'
import { idOf } from '../base/wire.ts'

export const orgPersonShape = z.object({
  id: idOf('user'),
  name: z.string(),
  status: z.enum(['invited', 'active', 'locked', 'rejected', 'cancelled']),
})

export const orgElementShape = z.object({
  id: idOf('org_element'),
  kind: z.enum(['department', 'position', 'employee_group']),
  name: z.string(),
  parent: idOf('org_element').nullable(),
  lead: orgPersonShape.nullable().describe('Head of a department, holder of a position'),
  people: z.array(orgPersonShape).describe('Beside the lead, by name'),
})
export type OrgElementShape = z.infer<typeof orgElementShape>

export const getOrgChartApi = endpoint({
  side: 'employee',
  method: 'GET',
  path: '/org-chart',
  summary: 'Departments, positions and employee groups with their people; parents come before children',
  input: z.strictObject({}),
  answer: z.object({ elements: z.array(orgElementShape) }),
})
