import type { ProviderShape } from '../contract.ts'

export type ProviderValues = {
  name: string
  issuer: string
  clientId: string
  secret: string
  forEmployees: boolean
  portals: string[]
  /** As it is typed: domains between spaces, commas or lines. */
  domains: string
  createsPeople: boolean
}

export const newProvider: ProviderValues = {
  name: '',
  issuer: '',
  clientId: '',
  secret: '',
  forEmployees: true,
  portals: [],
  domains: '',
  createsPeople: false,
}

export const valuesOf = (p: ProviderShape): ProviderValues => ({
  name: p.name,
  issuer: p.issuer,
  clientId: p.clientId,
  secret: '',
  forEmployees: p.forEmployees,
  portals: p.portals.map(({ id }) => id),
  domains: p.domains.join(', '),
  createsPeople: p.createsPeople,
})

export const asConnection = ({ issuer, clientId }: ProviderValues) => ({ issuer, clientId })

export const asInput = (values: ProviderValues) => ({
  name: values.name,
  forEmployees: values.forEmployees,
  portals: values.portals,
  domains: values.domains.split(/[\s,;]+/).filter((domain) => domain !== ''),
  createsPeople: values.createsPeople,
  connection: asConnection(values),
  ...(values.secret !== '' && { secret: values.secret }),
})

/** Which field a refusal stands below. */
export const problemFields = {
  'provider.name_taken': 'name',
  'provider.secret_needed': 'secret',
  'provider.in_the_open': 'issuer',
  'provider.has_people': 'issuer',
  'provider.domains_needed': 'domains',
  'provider.nowhere': 'portals',
  'provider.portal_unfit': 'portals',
}
