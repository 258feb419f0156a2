import { useCallback, useEffect, useEffectEvent, useRef, useState } from 'react'
import { api } from '../../ui/api.ts'
import { asProblem, type Problem } from '../../ui/problem.ts'
import { useUnsavedGuard } from '../../ui/unsaved-guard.ts'
import { getProcessApi, saveDraftApi } from '../contract.ts'
import type { ProcessId } from '../../base/ids.ts'
import type { Drawing } from './drawing.ts'

/** Milliseconds without a change before the draft is kept. */
const pause = 2000

export type DraftState = 'kept' | 'changed' | 'keeping' | 'changed_elsewhere' | 'failed'

export type Draft = {
  state: DraftState
  problem: Problem | null
  version: () => number
  /** Keeps what is drawn now; false when it was refused. */
  keep: () => Promise<boolean>
  /** After somebody else has changed the draft: puts this drawing over theirs. */
  keepMine: () => Promise<boolean>
}

/** Keeps the drawing by itself a moment after each change, with the version it was read at, so that nobody is overwritten unseen. */
export function useDraft(process: ProcessId, firstVersion: number, drawing: Drawing | null): Draft {
  const [state, setState] = useState<DraftState>('kept')
  const [problem, setProblem] = useState<Problem | null>(null)
  const version = useRef(firstVersion)
  const keptRevision = useRef(0)
  const last = useRef<Promise<unknown>>(Promise.resolve())

  const send = useCallback(async (): Promise<boolean> => {
    if (!drawing) return true
    const revision = drawing.drawnRevision()
    if (revision === keptRevision.current) return true
    setState('keeping')
    try {
      const answer = await api(saveDraftApi, { process, draftVersion: version.current, xml: await drawing.xml() })
      version.current = answer.draftVersion
      keptRevision.current = revision
      setProblem(null)
      setState(drawing.drawnRevision() === revision ? 'kept' : 'changed')
      return true
    } catch (thrown) {
      const refused = asProblem(thrown)
      setProblem(refused)
      setState(refused.code === 'process.draft_changed_meanwhile' ? 'changed_elsewhere' : 'failed')
      return false
    }
  }, [drawing, process])

  // One at a time, each behind the one before: it needs the version that the one before brings.
  const keep = useCallback((): Promise<boolean> => {
    const next = last.current.then(send)
    last.current = next
    return next
  }, [send])

  const keepMine = async (): Promise<boolean> => {
    version.current = (await api(getProcessApi, { process })).draftVersion
    return keep()
  }

  const keepSoon = useEffectEvent(() => {
    if (state !== 'changed_elsewhere') void keep()
  })
  useEffect(() => {
    if (!drawing) return
    let timer: ReturnType<typeof setTimeout> | undefined
    const forget = drawing.subscribe(() => {
      if (drawing.drawnRevision() === keptRevision.current) return
      setState((now) => (now === 'changed_elsewhere' ? now : 'changed'))
      clearTimeout(timer)
      timer = setTimeout(keepSoon, pause)
    })
    return () => {
      clearTimeout(timer)
      forget()
    }
  }, [drawing])

  useUnsavedGuard(() => !!drawing && drawing.drawnRevision() !== keptRevision.current)
  return { state, problem, version: () => version.current, keep, keepMine }
}
