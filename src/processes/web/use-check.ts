import { useEffect, useState } from 'react'
import type { ProcessId } from '../../base/ids.ts'
import type { AnswerOf } from '../../base/endpoint.ts'
import { api } from '../../ui/api.ts'
import { checkDraftApi } from '../contract.ts'
import type { Drawing } from './drawing.ts'

export type Checked = AnswerOf<typeof checkDraftApi>

/** Milliseconds without a change before the drawing is checked. */
const pause = 700

/** What is wrong with the drawing, asked anew after each change. Undefined until the first answer, and without a server. */
export function useCheck(process: ProcessId, drawing: Drawing | null): Checked | undefined {
  const [checked, setChecked] = useState<Checked>()
  useEffect(() => {
    if (!drawing) return
    let timer: ReturnType<typeof setTimeout> | undefined
    let call = new AbortController()
    let seen = -1
    const check = async (): Promise<void> => {
      call.abort()
      call = new AbortController()
      const { signal } = call
      try {
        const answer = await api(checkDraftApi, { process, xml: await drawing.xml() }, { signal })
        if (!signal.aborted) setChecked(answer)
      } catch {
        // The next change asks again; publishing checks on its own and says what is wrong.
      }
    }
    const later = (): void => {
      if (drawing.drawnRevision() === seen) return
      seen = drawing.drawnRevision()
      clearTimeout(timer)
      timer = setTimeout(() => void check(), pause)
    }
    later()
    const forget = drawing.subscribe(later)
    return () => {
      forget()
      clearTimeout(timer)
      call.abort()
    }
  }, [drawing, process])
  return checked
}
