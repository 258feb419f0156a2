import type { MeShape } from '../../people/contract.ts'
import { api } from '../../ui/api.ts'
import { useText } from '../../ui/language.ts'
import type { NavigationSection } from '../../ui/navigation.ts'
import type { Problem } from '../../ui/problem.ts'
import { useQueryOf } from '../../ui/queries.ts'
import { countMyTasksApi, getMeApi, listWorkspacesApi, signOutApi } from './frame-endpoints.ts'
import { navigationOf } from './navigation.ts'

export type SignedIn = {
  me: MeShape | undefined
  /** Undefined while it is on its way. */
  sections: NavigationSection[] | undefined
  problem: Problem | null
  retry: () => void
}

/** The one place where the shell learns who is signed in and where they may go. */
export function useNavigation(): SignedIn {
  const t = useText()
  const me = useQueryOf(getMeApi, {}, { topics: ['me'] })
  const workspaces = useQueryOf(listWorkspacesApi, {}, { topics: ['workspaces'] })
  const tasks = useQueryOf(countMyTasksApi, {}, { topics: ['tasks'] })
  const isReady = me.data !== undefined && (workspaces.data !== undefined || workspaces.isError)
  return {
    me: me.data,
    sections: isReady
      ? navigationOf({ me: me.data, workspaces: workspaces.data?.rows ?? [], openTasks: tasks.data?.mine ?? 0 }, t)
      : undefined,
    problem: me.data ? null : me.error,
    retry: () => void me.refetch(),
  }
}

export const signOut = (): Promise<unknown> => api(signOutApi, {})
