import {
  createRootRoute,
  createRoute,
  createRouter,
  lazyRouteComponent,
  Outlet,
  redirect,
  useParams,
} from '@tanstack/react-router'
import type { ComponentType, ReactNode } from 'react'
import type { Link, ParamsOf } from '../base/links.ts'
import { parseSearch, writeSearch } from './address.ts'
import { Problem } from './problem.ts'
import { CrashState, ProblemState } from './problem-state.tsx'
import { PageSkeleton } from './skeletons.tsx'

type Loaded = (params: Record<string, string>) => ReactNode
/** One line of a table of routes. */
export type PageRoute = { path: string; load: () => Promise<Loaded> }

/**
 * Mounts a screen at a link; its code is fetched when somebody goes there. The screen takes the parameters of the path
 * as properties, and the compiler compares them: `/groups/:group` needs `({ group }: { group: string })`.
 */
export const page = <Path extends string>(
  link: Link<Path>,
  load: () => Promise<(params: ParamsOf<Path>) => ReactNode>,
): PageRoute => ({
  path: link.path,
  load: load as PageRoute['load'],
})

/** The router's spelling of a path: `/groups/:group` → `/groups/$group`. */
const routePath = (path: string): string => path.replace(/:([A-Za-z]+)/g, '$$$1')

function screenOf({ load }: PageRoute) {
  const Screen = lazyRouteComponent<{ default: Loaded }, 'default'>(() =>
    load().then((loaded) => ({ default: loaded })),
  )
  function WithParams() {
    const params = useParams({ strict: false }) as Record<string, string>
    // Another group is another screen: what was typed for one must not stand in the form of the next.
    return <Screen key={Object.values(params).join('/')} {...params} />
  }
  return Object.assign(WithParams, { preload: Screen.preload })
}

export type RouterParts = {
  /** Screens inside the frame. */
  framed: readonly PageRoute[]
  /** Screens of their own: signing in, setting up. */
  bare: readonly PageRoute[]
  frame: ComponentType<{ children: ReactNode }>
  /** Old or short addresses: where to go instead. */
  redirects?: Readonly<Record<string, string>>
  /** Where "go to the start page" leads. */
  home: string
}

const nowhere = new Problem({ status: 404, code: 'screen.not_found', detail: 'There is no page at this address.' })

/** The router of an entry point, from its table of pages. */
export function makeRouter({ framed, bare, frame: Frame, redirects = {}, home }: RouterParts) {
  const root = createRootRoute({ component: Outlet })
  const frame = createRoute({
    id: 'frame',
    getParentRoute: () => root,
    component: () => (
      <Frame>
        <Outlet />
      </Frame>
    ),
  })
  const mount = (parent: typeof root | typeof frame) => (route: PageRoute) =>
    createRoute({
      getParentRoute: () => parent as typeof root,
      path: routePath(route.path),
      component: screenOf(route),
    })
  // An address that leads nowhere is told inside the frame, from where one can go on.
  const lost = createRoute({
    getParentRoute: () => frame,
    path: '$',
    component: () => <ProblemState problem={nowhere} home={home} wholePage />,
  })
  const elsewhere = Object.entries(redirects).map(([path, href]) =>
    createRoute({
      getParentRoute: () => root,
      path: routePath(path),
      beforeLoad: () => {
        throw redirect({ href, replace: true })
      },
    }),
  )
  return createRouter({
    routeTree: root.addChildren([
      frame.addChildren([...framed.map(mount(frame)), lost]),
      ...bare.map(mount(root)),
      ...elsewhere,
    ]),
    parseSearch,
    stringifySearch: writeSearch,
    scrollRestoration: true,
    defaultPendingComponent: PageSkeleton,
    defaultErrorComponent: ({ error }) => <CrashState error={error} />,
  })
}
