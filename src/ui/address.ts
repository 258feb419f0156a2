import { useRouter, useRouterState } from '@tanstack/react-router'

export type SearchState = Record<string, string>

/** The search part of an address is plain `name=value` text, readable and the same for everybody who writes links. */
export const parseSearch = (text: string): SearchState => Object.fromEntries(new URLSearchParams(text))

export const writeSearch = (search: Record<string, unknown>): string => {
  const given = Object.entries(search).filter(([, value]) => value !== undefined && value !== null && value !== '')
  return given.length === 0 ? '' : `?${new URLSearchParams(given.map(([name, value]) => [name, String(value)]))}`
}

/**
 * State that a link should carry: search text, sort, tab, open dialog. `change({ tab: 'members' })` keeps the rest;
 * `undefined` or '' takes a name out. Typing replaces the entry in the history, unless `push` is said.
 */
export function useAddress(): {
  path: string
  search: SearchState
  change: (part: Record<string, string | undefined>, how?: { push?: boolean }) => void
} {
  const router = useRouter()
  const { path, text } = useRouterState({
    select: ({ location }) => ({ path: location.pathname, text: location.searchStr }),
    structuralSharing: true,
  })
  return {
    path,
    search: parseSearch(text),
    change: (part, { push = false } = {}) => {
      const { pathname, searchStr } = router.state.location
      void router.navigate({
        href: pathname + writeSearch({ ...parseSearch(searchStr), ...part }),
        replace: !push,
        resetScroll: false,
      })
    },
  }
}
