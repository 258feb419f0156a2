import type { Connection, ProviderShape } from '../contract.ts'

export type ProviderValues = {
  name: string
  /** The fields of both; those of the chosen protocol are sent. */
  connection: {
    protocol: Connection['protocol']
    issuer: string
    clientId: string
    signInUrl: string
    certificates: string
  }
  secret: string
  forEmployees: boolean
  portals: string[]
  /** As it is typed: domains between spaces, commas or lines. */
  domains: string
  createsPeople: boolean
  renamesPeople: boolean
}

export const newProvider: ProviderValues = {
  name: '',
  connection: { protocol: 'openid', issuer: '', clientId: '', signInUrl: '', certificates: '' },
  secret: '',
  forEmployees: true,
  portals: [],
  domains: '',
  createsPeople: false,
  renamesPeople: false,
}

export const valuesOf = ({ connection, portals, domains, ...rest }: ProviderShape): ProviderValues => ({
  ...newProvider,
  name: rest.name,
  connection: { ...newProvider.connection, ...connection },
  forEmployees: rest.forEmployees,
  portals: portals.map(({ id }) => id),
  domains: domains.join(', '),
  createsPeople: rest.createsPeople,
  renamesPeople: rest.renamesPeople,
})

export function asConnection({ connection }: ProviderValues): Connection {
  const { protocol, issuer, clientId, signInUrl, certificates } = connection
  return protocol === 'openid' ? { protocol, issuer, clientId } : { protocol, issuer, signInUrl, certificates }
}

export const asInput = (values: ProviderValues) => ({
  name: values.name,
  forEmployees: values.forEmployees,
  portals: values.portals,
  domains: values.domains.split(/[\s,;]+/).filter((domain) => domain !== ''),
  createsPeople: values.createsPeople,
  renamesPeople: values.renamesPeople,
  connection: asConnection(values),
  ...(values.connection.protocol === 'openid' && values.secret !== '' && { secret: values.secret }),
})

/** Which field a refusal stands below. */
export const problemFields = {
  'provider.name_taken': 'name',
  'provider.secret_needed': 'secret',
  'provider.certificate_unfit': 'connection.certificates',
  'provider.has_people': 'connection.issuer',
  'provider.domains_needed': 'domains',
  'provider.nowhere': 'portals',
  'provider.portal_unfit': 'portals',
}
