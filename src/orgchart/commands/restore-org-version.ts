import { personBehind } from '../../access/actor.ts'
import { notFound, Refusal } from '../../base/refusal.ts'
import { changed } from '../../operations/changed.ts'
import { command } from '../../operations/operation.ts'
import { restoreOrgVersionApi } from '../contract-draft.ts'
import { beginDraft, dropSameness } from '../draft.sql.ts'
import { takeBackLater, versionExists } from '../version.sql.ts'

export const restoreOrgVersion = command({
  name: 'restoreOrgVersion',
  endpoint: restoreOrgVersionApi,
  permission: 'org_chart.edit',
  target: () => ({}),
  async run({ tx, actor, note }, { number }) {
    const by = personBehind(actor)!
    if (!(await versionExists(tx, number))) throw notFound()
    const version = await beginDraft(tx, by, number)
    if (version === undefined) {
      throw new Refusal(
        'conflict',
        'org_draft.there_is_one',
        'Expected no draft of the org chart, but there is one with changes of its own. Publish it or throw it away first.',
      )
    }
    await takeBackLater(tx, number, by)
    await dropSameness(tx)
    note({ number })
    await changed(tx, { topics: ['org-draft'], employees: true })
    return { version }
  },
})
