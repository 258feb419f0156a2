import { z } from 'zod'
import { endpoint } from '../base/endpoint.ts'
import { idOf, pageInput, pageOf, plainText } from '../base/wire.ts'

export const elementNameLimit = 200
export const elementKinds = ['department', 'position', 'employee_group'] as const

export const orgPersonShape = z.object({
  id: idOf('user'),
  name: z.string(),
  status: z.enum(['invited', 'active', 'locked', 'rejected', 'cancelled']),
})
export type OrgPersonShape = z.infer<typeof orgPersonShape>

export const orgElementShape = z.object({
  id: idOf('org_element'),
  kind: z.enum(elementKinds),
  name: z.string(),
  parent: idOf('org_element').nullable(),
  sort: z.int(),
  lead: orgPersonShape.nullable().describe('Head of a department, holder of a position'),
  people: z.int().describe('How many are in it beside the lead'),
})
export type OrgElementShape = z.infer<typeof orgElementShape>

export const getOrgChartApi = endpoint({
  side: 'employee',
  method: 'GET',
  path: '/org-chart',
  summary: 'Departments, positions and employee groups with their leads; parents come before children',
  input: z.strictObject({}),
  answer: z.object({
    elements: z.array(orgElementShape),
    version: z
      .int()
      .nullable()
      .describe('Number of the latest published version; null: drawn before versions were kept'),
  }),
})

export const listOrgPeopleApi = endpoint({
  side: 'employee',
  method: 'GET',
  path: '/org-chart/elements/:element/people',
  summary: 'The people of a department or employee group beside its lead, by name',
  input: pageInput.extend({ element: idOf('org_element') }),
  answer: pageOf(orgPersonShape),
})

const place = z.object({ id: idOf('org_element'), name: z.string() })

export const colleagueShape = z.object({
  id: idOf('user'),
  name: z.string(),
  email: z.string().nullable(),
  phone: z.string().nullable(),
  workPhone: z.string().nullable(),
  position: place.nullable().describe('The displayed one of their places in the org chart'),
  department: place.nullable().describe('The nearest department of that place'),
})
export type ColleagueShape = z.infer<typeof colleagueShape>

const search = plainText(200).trim().optional()

export const listColleaguesApi = endpoint({
  side: 'employee',
  method: 'GET',
  path: '/company/people',
  summary: 'Active employees by name, with their place and how to reach them',
  input: pageInput.extend({
    search,
    department: idOf('org_element').optional().describe('Whoever stands in this element or below it'),
  }),
  answer: pageOf(colleagueShape),
})

export const listMyPeopleApi = endpoint({
  side: 'employee',
  method: 'GET',
  path: '/company/my-department/people',
  summary: 'Whoever stands below the asking person in the org chart, by name; empty for those who lead nothing',
  input: pageInput.extend({ search }),
  answer: pageOf(colleagueShape),
})

export const getMyPlaceApi = endpoint({
  side: 'employee',
  method: 'GET',
  path: '/company/my-department',
  summary: 'Where the asking person stands: her places, her superior, and what she leads',
  input: z.strictObject({}),
  answer: z.object({
    places: z.array(place.extend({ kind: z.enum(elementKinds), isLead: z.boolean(), isDisplayed: z.boolean() })),
    superior: colleagueShape.nullable(),
    leads: z.boolean().describe('Somebody stands below her'),
  }),
})

export const listBirthdaysApi = endpoint({
  side: 'employee',
  method: 'GET',
  path: '/company/birthdays',
  summary: 'Whose birthday it is within the next 30 days, the nearest first; the year of birth is not told',
  input: pageInput,
  answer: pageOf(
    colleagueShape.extend({
      on: z.iso.date().describe('The next birthday; of 29 February in other years 28 February'),
      days: z.int().describe('0: today, in the time zone of the company'),
    }),
  ),
})
