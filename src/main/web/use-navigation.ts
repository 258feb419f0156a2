import { z } from 'zod'
import { endpoint } from '../../base/endpoint.ts'
import { api } from '../../ui/api.ts'
import { useText } from '../../ui/language.ts'
import type { NavigationSection } from '../../ui/navigation.ts'
import type { Problem } from '../../ui/problem.ts'
import { useQueryOf } from '../../ui/queries.ts'
import { type Me, navigationOf, type WorkspaceEntry } from './navigation.ts'

const getMeApi = endpoint({
  side: 'employee',
  method: 'GET',
  path: '/me',
  summary: 'Who is signed in',
  input: z.strictObject({}),
  answer: z.custom<Me>(),
})
const listWorkspacesApi = endpoint({
  side: 'employee',
  method: 'GET',
  path: '/workspaces',
  summary: 'Workspaces one can see, with their apps',
  input: z.strictObject({}),
  answer: z.custom<{ rows: WorkspaceEntry[] }>(),
})
const signOutApi = endpoint({
  side: 'employee',
  method: 'POST',
  path: '/sign-out',
  summary: 'Ends this session',
  input: z.strictObject({}),
  answer: z.null(),
})

export type SignedIn = {
  me: Me | undefined
  /** Undefined while it is on its way. */
  sections: NavigationSection[] | undefined
  problem: Problem | null
  retry: () => void
}

/** The one place where the shell learns who is signed in and where they may go. */
export function useNavigation(): SignedIn {
  const t = useText()
  const me = useQueryOf(getMeApi, {}, { topics: ['me', 'tasks'] })
  const workspaces = useQueryOf(listWorkspacesApi, {}, { topics: ['workspaces'] })
  const isReady = me.data !== undefined && (workspaces.data !== undefined || workspaces.isError)
  return {
    me: me.data,
    sections: isReady ? navigationOf(me.data, workspaces.data?.rows ?? [], t) : undefined,
    problem: me.data ? null : me.error,
    retry: () => void me.refetch(),
  }
}

export const signOut = (): Promise<unknown> => api(signOutApi, {})
