import { personBehind } from '../../access/actor.ts'
import { Refusal } from '../../base/refusal.ts'
import { command } from '../../operations/operation.ts'
import { publishDraft } from '../../pages/commands/publish-draft.ts'
import { publishPageApi } from '../contract.ts'
import { openedBy } from '../exposure.ts'
import { replaceExposure } from '../exposure.sql.ts'
import { portalOfPage, tellPortal } from '../users.sql.ts'

/**
 * The version and its grants are one transaction: outsiders see the page and may do what it shows at the same moment,
 * and what the former version gave is gone in it too.
 */
export const publishPage = command({
  name: 'publishPage',
  endpoint: publishPageApi,
  permission: 'page.publish',
  target: ({ page }) => ({ id: page }),
  async run({ tx, actor, run, note }, { page, draftVersion, override }) {
    const version = await run(publishDraft, { page, draftVersion, override }, actor)
    const { exposures, problems } = await openedBy(tx, actor, version.content)
    if (problems.length > 0) {
      throw new Refusal('unprocessable', 'page.widgets_wrong', `The page is not finished. ${problems[0]!.message}`, {
        problems,
      })
    }
    const { portal, group } = await portalOfPage(tx, page)
    await replaceExposure(tx, { page, version: version.id, group, by: personBehind(actor) }, exposures)
    await tellPortal(tx, group, [`portal:${portal}`, 'portal'])
    note({
      number: version.number,
      exposes: exposures.map(({ kind, id, rights, narrowedTo }) => ({ kind, id, rights, narrowedTo })),
    })
    return { number: version.number }
  },
})
