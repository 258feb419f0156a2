import { notFound } from '../../base/refusal.ts'
import { command } from '../../operations/operation.ts'
import { restorePageVersionApi } from '../contract.ts'
import { refuseStale } from '../page.ts'
import { findVersion, lockPage, saveDraftOf } from '../page.sql.ts'

/** Restoring fills the draft only: what outsiders see changes by publishing and by nothing else. */
export const restorePageVersion = command({
  name: 'restorePageVersion',
  endpoint: restorePageVersionApi,
  permission: 'page.configure',
  target: ({ page }) => ({ id: page }),
  async run({ tx, note }, { page: id, draftVersion, number }) {
    refuseStale(await lockPage(tx, id), draftVersion)
    const content = await findVersion(tx, id, number)
    if (!content) throw notFound()
    note({ number })
    return { draftVersion: await saveDraftOf(tx, id, content) }
  },
})
