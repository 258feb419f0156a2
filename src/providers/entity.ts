import { links } from '../base/employee-links.ts'
import { portalLinks } from '../base/portal-links.ts'
import type { ProviderId } from '../base/ids.ts'

/** What this installation is called at a SAML provider: an address of ours, of that provider alone. */
export const entityOf = (id: ProviderId, baseUrl: string): string => baseUrl + links.signInBy({ provider: id })

/** Where a provider sends people back to, door by door. */
export const backAddresses = (
  { id, forEmployees }: { id: ProviderId; forEmployees: boolean },
  portals: { code: string }[],
  baseUrl: string,
): string[] =>
  [
    ...(forEmployees ? [links.signInBy({ provider: id })] : []),
    ...portals.map(({ code }) => portalLinks.signInBy({ portal: code, provider: id })),
  ].map((path) => baseUrl + path)
