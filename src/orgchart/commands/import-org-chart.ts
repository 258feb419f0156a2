import { personBehind } from '../../access/actor.ts'
import { Refusal } from '../../base/refusal.ts'
import { changed } from '../../operations/changed.ts'
import { command } from '../../operations/operation.ts'
import { emailsIn, readChanges, readTable } from '../chart-table.ts'
import { importOrgChartApi } from '../contract-draft.ts'
import { lockDraft, readDraftChart } from '../draft.sql.ts'
import { refuseStaleDraft, sortEdits } from '../draft.ts'
import { findByEmail, readDraftMembers } from '../table.sql.ts'
import { applyEdits, openDraft } from './edit-org-draft.ts'

/** A table goes into the draft whole or not at all; one wrong cell and nothing of it is there. */
export const importOrgChart = command({
  name: 'importOrgChart',
  endpoint: importOrgChartApi,
  permission: 'org_chart.edit',
  target: () => ({}),
  async run({ tx, actor, note }, { version, csv, replace, apply }) {
    const rows = readTable(csv)
    refuseStaleDraft(await lockDraft(tx), version)
    const people = await findByEmail(tx, [
      ...new Set(rows.flatMap(({ lead, members }) => [...emailsIn(lead), ...emailsIn(members)])),
    ])
    const known = { elements: await readDraftChart(tx), members: await readDraftMembers(tx), people }
    const { edits, errors, ...counts } = readChanges(rows, known, replace)
    const outcome = { rows: rows.length, errors: errors.slice(0, 200), errorCount: errors.length, ...counts }
    if (!apply) return { ...outcome, version }
    if (errors.length > 0) {
      throw new Refusal(
        'unprocessable',
        'org_import.has_errors',
        `Expected a table without errors, but ${errors.length} cells cannot be taken. Row ${errors[0]!.row}, ${errors[0]!.column}: ${errors[0]!.message}`,
        { errors: errors.slice(0, 20) },
      )
    }
    const by = personBehind(actor)!
    const next = edits.length > 0 ? await openDraft(tx, by, version) : version
    if (edits.length > 0) await applyEdits(tx, by, sortEdits(edits))
    note({ rows: rows.length, ...counts })
    await changed(tx, { topics: ['org-draft'], employees: true })
    return { ...outcome, version: next }
  },
})
