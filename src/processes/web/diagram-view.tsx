import './drawing-styles.ts'
import NavigatedViewer from 'bpmn-js/lib/NavigatedViewer'
import type Canvas from 'diagram-js/lib/core/Canvas'
import type ElementRegistry from 'diagram-js/lib/core/ElementRegistry'
import type Overlays from 'diagram-js/lib/features/overlays/Overlays'
import { useEffect, useRef, useState } from 'react'
import portico from '../../engine/portico-moddle.json' with { type: 'json' }
import { Callout } from '../../ui/callout.tsx'
import { useText } from '../../ui/language.ts'
import { colors } from './colors.ts'
import { fit } from './fit.ts'
import classes from './modeler.module.css'

export type Marks = {
  /** Elements with work in them; one listed twice has two. */
  active?: readonly string[]
  passed?: readonly string[]
  /** Elements that wait for help. */
  stuck?: readonly string[]
}

/** A diagram to look at: moved and zoomed, never changed. */
export function DiagramView({ xml, marks }: { xml: string; marks?: Marks }) {
  const t = useText()
  const place = useRef<HTMLElement>(null)
  const [viewer, setViewer] = useState<NavigatedViewer | null>(null)
  const [problem, setProblem] = useState<string | null>(null)

  useEffect(() => {
    const container = place.current
    if (!container) return
    const made = new NavigatedViewer({ container, moddleExtensions: { portico }, bpmnRenderer: colors })
    let isGone = false
    const show = async (): Promise<void> => {
      try {
        await made.importXML(xml)
        if (isGone) return
        fit(made.get<Canvas>('canvas'))
        setViewer(made)
      } catch (thrown) {
        if (!isGone) setProblem(thrown instanceof Error ? thrown.message : String(thrown))
      }
    }
    void show()
    return () => {
      isGone = true
      setViewer(null)
      setProblem(null)
      made.destroy()
    }
  }, [xml])

  useEffect(() => (viewer && marks ? mark(viewer, marks) : undefined), [viewer, marks])

  return (
    <>
      {problem && (
        <Callout kind="bad" title={t('This drawing cannot be shown')}>
          {problem}
        </Callout>
      )}
      <figure ref={place} className={classes.view} aria-label={t('Diagram of the process')} hidden={!!problem} />
    </>
  )
}

/** Colours where it is and was, with the number of tokens beside each; gives how to take it away. */
function mark(viewer: NavigatedViewer, { active = [], passed = [], stuck = [] }: Marks): () => void {
  const canvas = viewer.get<Canvas>('canvas')
  const overlays = viewer.get<Overlays>('overlays')
  const there = viewer.get<ElementRegistry>('elementRegistry')
  const markers = [
    ...passed.map((id) => [id, 'portico-passed'] as const),
    ...active.map((id) => [id, 'portico-active'] as const),
    ...stuck.map((id) => [id, 'portico-stuck'] as const),
  ].filter(([id]) => there.get(id))
  for (const [id, marker] of markers) canvas.addMarker(id, marker)
  const tokens = new Map<string, number>()
  for (const id of active) if (there.get(id)) tokens.set(id, (tokens.get(id) ?? 0) + 1)
  const shown = [...tokens].map(([id, count]) => {
    const html = document.createElement('div')
    html.className = 'portico-token'
    html.textContent = String(count)
    return overlays.add(id, { position: { top: -10, right: 12 }, html })
  })
  return () => {
    for (const overlay of shown) overlays.remove(overlay)
    for (const [id, marker] of markers) canvas.removeMarker(id, marker)
  }
}
