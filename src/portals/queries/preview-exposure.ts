import { notFound } from '../../base/refusal.ts'
import { query } from '../../operations/operation.ts'
import { checkedDraft } from '../../pages/queries/pages-of-portal.ts'
import { previewExposureApi } from '../contract.ts'
import { compare, openedBy } from '../exposure.ts'
import { countReached, exposedBy, nameThings } from '../exposure.sql.ts'
import { portalOfPage } from '../users.sql.ts'

export const previewExposure = query({
  name: 'previewExposure',
  endpoint: previewExposureApi,
  permission: 'page.configure',
  target: ({ page }) => ({ id: page }),
  async run({ db, actor }, { page }) {
    const checked = await checkedDraft(db, actor, page)
    if (!checked) throw notFound()
    const before = await exposedBy(db, page)
    const { exposures, problems, names } = await openedBy(db, actor, checked.draft)
    const former = await nameThings(db, before)
    const allNames = new Map([...former.map(({ id, name }) => [id, name] as const), ...names])
    const { group } = await portalOfPage(db, page)
    return {
      ...compare(before, exposures, allNames),
      outsiders: await countReached(db, group),
      problems: [...checked.problems, ...problems],
    }
  },
})
