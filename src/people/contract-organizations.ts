import { z } from 'zod'
import { endpoint } from '../base/endpoint.ts'
import { idOf, nameText, pageInput, pageOf, plainText } from '../base/wire.ts'

/** The part of the contract of people that is about client companies. */
const organization = idOf('organization')
const search = plainText(200).trim().optional()

export const organizationShape = z.object({
  id: organization,
  name: z.string(),
  people: z.int().describe('How many external users belong to it'),
  version: z.int(),
})
export type OrganizationShape = z.infer<typeof organizationShape>

export const listOrganizationsApi = endpoint({
  side: 'employee',
  method: 'GET',
  path: '/organizations',
  summary: 'Client companies, by name',
  input: pageInput.extend({ search }),
  answer: pageOf(organizationShape),
})

export const createOrganizationApi = endpoint({
  side: 'employee',
  method: 'POST',
  path: '/organizations',
  status: 201,
  summary: 'Adds a client company',
  input: z.strictObject({ name: nameText(200) }),
  answer: z.object({ id: organization }),
  refusals: ['organization.name_taken'],
})
