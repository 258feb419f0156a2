import type { Actor } from '../../access/actor.ts'
import type { PageId, PortalId } from '../../base/ids.ts'
import type { Db, Sql } from '../../sql/database.ts'
import { withAbilities } from '../abilities.ts'
import { checkPage, type PageProblem } from '../check-page.ts'
import type { PageContent, PageRowShape } from '../contract.ts'
import { findPage, findPublished, listCodes, listPages, listPublished } from '../page.sql.ts'
import { withAreasOf } from '../page.ts'

/** For the portals: pages as their administrators see them. */
export const pagesOfPortal = async (db: Db, actor: Actor, portal: PortalId): Promise<PageRowShape[]> =>
  (await listPages(db, actor, portal)).map(withAbilities)

/** A draft with what keeps it from being published; undefined when there is no such page. */
export async function checkedDraft(
  db: Db,
  actor: Actor,
  id: PageId,
): Promise<{ portal: PortalId; draft: PageContent; problems: PageProblem[] } | undefined> {
  const page = await findPage(db, actor, id)
  if (!page) return undefined
  const codes = new Set((await listCodes(db, page.portal)).map(({ code }) => code))
  return { portal: page.portal, draft: page.draft, problems: checkPage(page.draft, codes) }
}

export type ShownPage = { code: string; name: string; version: number; content: PageContent }

/** The published version of a page that `visible` (`page.view`) lets through, with the areas it takes from home. */
export async function shownPage(
  db: Db,
  visible: Sql<boolean>,
  portal: PortalId,
  code: string,
): Promise<ShownPage | undefined> {
  const page = await findPublished(db, visible, portal, code)
  return (
    page && {
      code: page.code,
      name: page.name,
      version: page.number,
      content: withAreasOf(page.content, page.home ?? { widgets: [] }),
    }
  )
}

/** Published pages in the order of the navigation. */
export const navigationOf = listPublished
