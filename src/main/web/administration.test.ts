import { describe, expect, test } from 'vitest'
import { links } from '../../base/employee-links.ts'
import type { MeShape } from '../../people/contract.ts'
import type { NavigationItem } from '../../ui/navigation.ts'
import { navigationOf } from './navigation.ts'
import { settingsOf } from './settings-list.ts'

describe('the pages of Administration (M135)', () => {
  const me = { isAdministrator: false, isSupervisor: false, readsAudit: false } as MeShape
  const say = (sentence: string) => sentence
  const hrefsOf = (person: MeShape) => {
    const all = (items: readonly NavigationItem[]): string[] =>
      items.flatMap((item) => [item.href, ...all(item.items ?? [])])
    return navigationOf({ me: person, workspaces: [], openTasks: 0 }, say).flatMap(({ items }) => all(items))
  }
  const inside = (hrefs: string[]) => hrefs.filter((href) => href.startsWith('/administration'))

  test('are in nobody’s navigation but an administrator’s; an auditor finds the audit alone', () => {
    expect(inside(hrefsOf(me))).toEqual([])
    expect(inside(hrefsOf({ ...me, readsAudit: true }))).toEqual([links.audit()])
    expect(inside(hrefsOf({ ...me, isAdministrator: true })).length).toBeGreaterThan(10)
  })

  test('are all found by the search over settings or stand in the navigation, and no setting leads nowhere', () => {
    const paths = Object.values(links).map(({ path }) => path)
    const hrefs = [...settingsOf(say).map(({ href }) => href), ...hrefsOf({ ...me, isAdministrator: true })]
    const reached = new Set(hrefs.map((href) => href.split('?')[0]!))
    expect([...reached].filter((href) => !(paths as string[]).includes(href))).toEqual([])
    const missing = paths.filter(
      (path) => path.startsWith('/administration') && !path.includes(':') && !reached.has(path),
    )
    expect(missing).toEqual([])
  })
})
