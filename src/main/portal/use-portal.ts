import type { QueryClient } from '@tanstack/react-query'
import type { AnswerOf } from '../../base/endpoint.ts'
import { portalLinks } from '../../base/portal-links.ts'
import { api } from '../../ui/api.ts'
import { useQueryOf } from '../../ui/queries.ts'
import { portalDoorApi, portalHomeApi, signOutApi } from './frame-endpoints.ts'

/** The portal this page belongs to: `/portal/<code>/…`. */
export const portalCode = (): string => decodeURIComponent(window.location.pathname.split('/')[2] ?? '')

/** What everybody may know of it, signed in or not: name, look, whether it is open. */
export const useDoor = () => useQueryOf(portalDoorApi, { portal: portalCode() }, { topics: ['portal'] })

/** What the person who is signed in sees of it. */
export const useHome = (enabled: boolean) =>
  useQueryOf(portalHomeApi, { portal: portalCode() }, { topics: ['portal', 'me'], enabled })

/** Asks for the door before the first screen, since its colours belong to the first thing one sees. */
export async function fetchDoor(queries: QueryClient): Promise<AnswerOf<typeof portalDoorApi> | undefined> {
  const input = { portal: portalCode() }
  try {
    const door = await api(portalDoorApi, input)
    queries.setQueryData([portalDoorApi.path, input], door)
    return door
  } catch {
    // The shell asks again and shows what is wrong.
    return undefined
  }
}

export const signOut = (): Promise<unknown> => api(signOutApi, {})

export const signInAddress = (next: string, signedOut?: string): string =>
  portalLinks.signIn({ portal: portalCode() }, { next, signedOut })
