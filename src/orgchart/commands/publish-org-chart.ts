import { personBehind } from '../../access/actor.ts'
import { Refusal } from '../../base/refusal.ts'
import { changed } from '../../operations/changed.ts'
import { command } from '../../operations/operation.ts'
import { checkChart } from '../chart-check.ts'
import { publishOrgChartApi } from '../contract-draft.ts'
import { deleteDraft, findDraft, lockDraft, readDraftChart } from '../draft.sql.ts'
import { noDraft, refuseErrors, refuseStaleDraft } from '../draft.ts'
import { applyDraft, insertVersion, lockChart, nextVersion } from '../publish.sql.ts'

export const publishOrgChart = command({
  name: 'publishOrgChart',
  endpoint: publishOrgChartApi,
  permission: 'org_chart.edit',
  target: () => ({}),
  async run({ tx, actor, note }, { version, note: words }) {
    await lockChart(tx)
    const draft = await lockDraft(tx)
    if (!draft) throw noDraft()
    refuseStaleDraft(draft, version)
    if ((await findDraft(tx))!.changes === 0) throw nothingChanged()
    refuseErrors(checkChart(await readDraftChart(tx)))
    const number = await nextVersion(tx)
    await insertVersion(tx, { number, by: personBehind(actor)!, note: words, restores: draft.restores })
    const changes = await applyDraft(tx, number)
    await deleteDraft(tx)
    note({ number, changes, note: words })
    await changed(tx, { topics: ['orgchart', 'org-draft', 'tasks', 'groups', 'users'], employees: true })
    return { number, changes }
  },
})

const nothingChanged = (): Refusal =>
  new Refusal(
    'conflict',
    'org_draft.nothing_changed',
    'Expected a draft that differs from the published chart, but it says the same.',
  )
