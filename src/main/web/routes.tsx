import { links } from '../../base/employee-links.ts'
import { makeRouter, type PageRoute } from '../../ui/routes.tsx'
import { Shell } from './shell.tsx'

/**
 * Every page of the employee side. To add one: its address into `base/employee-links.ts`, one line here, and, when it
 * belongs into the navigation, one line in `navigation.ts`. Each line's code is fetched when somebody goes there:
 *
 *     page(links.group, () => import('../../groups/web/group-page.tsx').then((file) => file.GroupPage)),
 */
const framed: readonly PageRoute[] = []

/** Pages without the frame: nobody is signed in yet. */
const bare: readonly PageRoute[] = []

export const router = makeRouter({
  framed,
  bare,
  frame: Shell,
  redirects: { [links.home.path]: links.myTasks() },
  home: links.myTasks(),
})
