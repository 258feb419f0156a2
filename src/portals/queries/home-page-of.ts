import type { PageId, PortalId } from '../../base/ids.ts'
import { pagesOfPortal } from '../../pages/queries/pages-of-portal.ts'
import type { Db } from '../../sql/database.ts'

/** The page a portal opens with; every portal has one. */
export async function homePageOf(db: Db, portal: PortalId): Promise<{ id: PageId; draftVersion: number }> {
  const home = (await pagesOfPortal(db, portal)).find((page) => page.home)
  return { id: home!.id, draftVersion: home!.draftVersion }
}
