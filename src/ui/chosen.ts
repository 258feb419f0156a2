import { useState } from 'react'

export type Choosing<Row> = {
  chosen: ReadonlySet<string>
  toggle: (row: Row) => void
  toggleAll: () => void
}

const toggled = (before: ReadonlySet<string>, id: string): ReadonlySet<string> => {
  const after = new Set(before)
  if (!after.delete(id)) after.add(id)
  return after
}

/** Which rows of a list are chosen. A row that is not listed any more is not chosen: nothing unseen is acted upon. */
export function useChosen<Row>(rows: Row[], rowKey: (row: Row) => string, isOffered: boolean) {
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set())
  const chosenRows = rows.filter((row) => chosen.has(rowKey(row)))
  const choosing: Choosing<Row> | undefined = isOffered
    ? {
        chosen,
        toggle: (row) => setChosen((before) => toggled(before, rowKey(row))),
        toggleAll: () => setChosen(chosenRows.length === rows.length ? new Set() : new Set(rows.map(rowKey))),
      }
    : undefined
  return { chosenRows, choosing, clearChosen: () => setChosen(new Set()) }
}
