import { Refusal } from '../base/refusal.ts'
import type { Db, Tx } from '../sql/database.ts'
import type { App } from './app.ts'
import type { AppWithFields } from './app.sql.ts'
import type { FieldShape, PlanStep } from './contract.ts'
import { sameField } from './field.ts'
import { type Holdings, nothingHeld, planOf } from './plan.ts'
import { addColumn, countHoldings, describeColumn, dropColumn, makeTable, setOptions } from './table.sql.ts'

export type Publication = { steps: PlanStep[]; items: number; draft: FieldShape[] }

/** What publishing would do now. Under the lock of the table it is exact, without it a fair guess. */
export async function planPublication(db: Db, app: AppWithFields): Promise<Publication> {
  const draft = app.draft ?? app.fields
  const held: Holdings = app.table ? await countHoldings(db, app.table, app.fields) : nothingHeld
  return { steps: planOf(app.table ? app.fields : null, draft, held, app.retired), items: held.items, draft }
}

export function refuseUnfit({ name }: App, { steps, draft }: Publication, confirmed: boolean): void {
  if (draft.length === 0) {
    throw new Refusal(
      'conflict',
      'app.no_fields',
      `Expected at least one field, but “${name}” has none. Add a field first.`,
    )
  }
  const blocker = steps.find((step) => step.blocker)
  if (blocker) throw new Refusal('conflict', 'app.cannot_publish', blocker.blocker!, { steps })
  const loss = steps.find((step) => step.losesData)
  if (loss && !confirmed) {
    throw new Refusal(
      'conflict',
      'app.would_lose_data',
      `${loss.sentence} Expected this to be confirmed, because it cannot be undone.`,
      { steps },
    )
  }
}

/** Alters the table from what is published to what is drawn. */
export async function applyPublication(tx: Tx, app: AppWithFields, table: string, draft: FieldShape[]): Promise<void> {
  if (!app.table) return makeTable(tx, app, table, draft)
  for (const field of draft) {
    const before = app.fields.find(({ code }) => code === field.code)
    if (!before) await addColumn(tx, table, field)
    else if (!sameField(before, field)) {
      await describeColumn(tx, table, field)
      if (field.options) await setOptions(tx, table, field)
    }
  }
  for (const field of app.fields.filter(({ code }) => !draft.some((kept) => kept.code === code))) {
    await dropColumn(tx, table, field)
  }
}
