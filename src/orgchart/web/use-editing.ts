import { useState } from 'react'
import { newId, type OrgElementId } from '../../base/ids.ts'
import { confirm } from '../../ui/confirm.tsx'
import { useText } from '../../ui/language.ts'
import { notifyDone } from '../../ui/notify.tsx'
import type { DraftElementShape } from '../contract-draft.ts'
import type { ChartActs } from './chart-keys.ts'
import { addEdit, moveEdits, putOf, removeEdits } from './edits.ts'
import type { ChartState } from './use-chart.ts'
import type { Drawing } from './use-drawing.ts'

/** What can be done with an element, the same by mouse, keyboard and panel. */
export function useEditing(drawing: Drawing, chart: ChartState<DraftElementShape>) {
  const t = useText()
  const [renaming, setRenaming] = useState<OrgElementId>()
  const [adding, setAdding] = useState<OrgElementId>()
  const [cut, setCut] = useState<OrgElementId>()
  const { elements } = drawing
  const find = (id: OrgElementId) => elements.find((element) => element.id === id)

  const remove = async (id: OrgElementId): Promise<void> => {
    const edits = removeEdits(elements, id)
    const element = find(id)
    if (!element) return
    const sure =
      edits.length === 1 ||
      (await confirm({
        title: t('Take out {{name}}?', { name: element.name || t('Unnamed') }),
        text: t(
          'All below goes with it, elements: {{number}}. You can undo it until you publish, and restore it from a version after.',
          {
            number: edits.length - 1,
          },
        ),
        action: t('Take out'),
        danger: true,
      }))
    if (!sure) return
    drawing.edit(edits)
    chart.choose(element.parent ?? undefined)
  }

  const acts: ChartActs = {
    add: setAdding,
    startRenaming: setRenaming,
    rename: (id, name) => {
      setRenaming(undefined)
      const element = find(id)
      if (element && element.name !== name.trim()) drawing.edit([putOf(element, { name: name.trim() })])
    },
    remove: (id) => void remove(id),
    move: (id, to, where) => {
      const edits = moveEdits(elements, id, to, where)
      if (edits) drawing.edit(edits)
    },
    cut: (id) => {
      setCut(id)
      notifyDone(t('Choose where it goes and press Ctrl+V.'))
    },
    paste: (into) => {
      const edits = cut && moveEdits(elements, cut, into, 'below')
      if (!cut || !edits) return
      drawing.edit(edits)
      setCut(undefined)
      chart.choose(cut)
    },
  }

  return {
    acts,
    renaming,
    adding,
    setAdding,
    cut,
    cutName: cut && find(cut)?.name,
    addElement: (below: OrgElementId, kind: DraftElementShape['kind'], name: string): void => {
      const id = newId<'org_element'>()
      drawing.edit([{ ...addEdit(elements, below, kind, id), name }])
      if (chart.closed.has(below)) chart.turn(below)
      setAdding(undefined)
      chart.choose(id)
    },
  }
}

export type Editing = ReturnType<typeof useEditing>
