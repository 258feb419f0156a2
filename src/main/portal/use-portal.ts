import type { QueryClient } from '@tanstack/react-query'
import { z } from 'zod'
import { endpoint } from '../../base/endpoint.ts'
import { portalLinks } from '../../base/portal-links.ts'
import { api } from '../../ui/api.ts'
import { useQueryOf } from '../../ui/queries.ts'

/** What the shell of a portal shows: whose it is, how it looks, where one can go, who one is. */
export type PortalSite = {
  name: string
  state: 'active' | 'inactive'
  brand: { color?: string | undefined; logo?: string | undefined; message?: string | undefined }
  /** Told instead of the portal while it is inactive. */
  notice?: string | undefined
  pages: readonly { code: string; name: string }[]
  footer: readonly { label: string; href: string }[]
  me: { name: string; email: string; portals: number } | null
}

const getPortalSiteApi = endpoint({
  side: 'portal',
  method: 'GET',
  path: '/site/:portal',
  summary: 'Name, look and navigation of a portal',
  input: z.strictObject({ portal: z.string() }),
  answer: z.custom<PortalSite>(),
})
const signOutApi = endpoint({
  side: 'portal',
  method: 'POST',
  path: '/sign-out',
  summary: 'Ends this session',
  input: z.strictObject({}),
  answer: z.null(),
})

/** The portal this page belongs to: `/portal/<code>/…`. */
export const portalCode = (): string => decodeURIComponent(window.location.pathname.split('/')[2] ?? '')

export const usePortal = () => useQueryOf(getPortalSiteApi, { portal: portalCode() }, { topics: ['portal'] })

/** Asks for the site before the first screen, since its colours belong to the first thing one sees. */
export async function fetchPortal(queries: QueryClient): Promise<PortalSite | undefined> {
  const input = { portal: portalCode() }
  try {
    const site = await api(getPortalSiteApi, input)
    queries.setQueryData([getPortalSiteApi.path, input], site)
    return site
  } catch {
    // The shell asks again and shows what is wrong.
    return undefined
  }
}

export const signOut = (): Promise<unknown> => api(signOutApi, {})

export const signInAddress = (next: string, signedOut?: string): string =>
  portalLinks.signIn({ portal: portalCode() }, { next, signedOut })
