import { personBehind } from '../../access/actor.ts'
import { newId } from '../../base/ids.ts'
import { Refusal } from '../../base/refusal.ts'
import { command } from '../../operations/operation.ts'
import { checkPage, type PageProblem } from '../check-page.ts'
import { publishDraftApi } from '../contract.ts'
import { insertVersion, listCodes, lockPage } from '../page.sql.ts'
import { refuseStale } from '../page.ts'

/** Run by `publishPage` of portals, which turns what the widgets expose into grants in the same transaction. */
export const publishDraft = command({
  name: 'publishDraft',
  endpoint: publishDraftApi,
  permission: 'page.publish',
  target: ({ page }) => ({ id: page }),
  async run({ tx, actor, note }, { page: id, draftVersion, override }) {
    const page = await lockPage(tx, id)
    refuseStale(page, draftVersion)
    const codes = new Set((await listCodes(tx, page.portal)).map(({ code }) => code))
    refuseFaulty(checkPage(page.draft, codes), override)
    const version = newId<'page_version'>()
    const number = await insertVersion(tx, { id: version, page: id, content: page.draft, by: personBehind(actor) })
    note({ number, ...(override && { override }) })
    return { id: version, number, content: page.draft }
  },
})

/** Wrong settings cannot be overridden; accessibility faults can, with a reason that stays in the audit. */
function refuseFaulty(problems: PageProblem[], override: string | undefined): void {
  const wrong = problems.filter(({ kind }) => kind === 'settings')
  if (wrong.length > 0) {
    throw new Refusal('unprocessable', 'page.widgets_wrong', `The page is not finished. ${wrong[0]!.message}`, {
      problems: wrong,
    })
  }
  if (problems.length === 0 || override) return
  throw new Refusal(
    'unprocessable',
    'page.not_accessible',
    `Not everybody could use this page. ${problems[0]!.message} Mend it, or publish with a reason.`,
    { problems },
  )
}
