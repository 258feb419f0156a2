import { useMemo, useRef, useState } from 'react'
import type { UserId } from '../../base/ids.ts'
import { api } from '../../ui/api.ts'
import { notifyProblem } from '../../ui/notify.tsx'
import { asProblem, type Problem } from '../../ui/problem.ts'
import { useQueryOf } from '../../ui/queries.ts'
import type { OrgPersonShape } from '../contract.ts'
import { editOrgDraftApi, getOrgDraftApi, type OrgEdit } from '../contract-draft.ts'
import { takeBack, withEdits } from './edits.ts'

/** Edits on their way: seen at once, sent in order, forgotten when the draft that came back has them. */
type Sent = { edits: OrgEdit[]; version?: number }
type Step = { redo: OrgEdit[]; undo: OrgEdit[] }

/**
 * The shared draft as something to draw on. What one does is seen at once and sent after what was done before it; a
 * refusal (another administrator was faster) takes back what was not taken and shows the draft as it is.
 */
export function useDrawing() {
  const answer = useQueryOf(getOrgDraftApi, {}, { topics: ['org-draft', 'orgchart'] })
  const [sent, setSent] = useState<readonly Sent[]>([])
  const [past, setPast] = useState<readonly Step[]>([])
  const [future, setFuture] = useState<readonly Step[]>([])
  const people = useRef(new Map<UserId, OrgPersonShape>())
  const queue = useRef<Promise<number | null>>(undefined)

  const published = answer.data?.draft?.version ?? null
  const open = sent.filter(({ version }) => version === undefined || published === null || version > published)
  const elements = useMemo(
    () => open.reduce((all, { edits }) => withEdits(all, edits, people.current), answer.data?.elements ?? []),
    // oxlint-disable-next-line react-hooks/exhaustive-deps -- `open` is made of these
    [answer.data, sent],
  )

  const send = (edits: OrgEdit[]): void => {
    const mine: Sent = { edits }
    setSent((before) => [...before.filter((one) => open.includes(one) || one.version === undefined), mine])
    const run = async (last: number | null): Promise<number | null> => {
      const { version } = await api(editOrgDraftApi, { version: last, edits })
      setSent((before) => before.map((one) => (one === mine ? { ...one, version } : one)))
      return version
    }
    const known = Math.max(0, published ?? 0, ...open.map(({ version }) => version ?? 0)) || null
    const before = queue.current ?? Promise.resolve(known)
    const now = before.then(run)
    queue.current = now
    void settle(now)
  }

  /** Once nothing is on its way any more, the draft is read as it has become. */
  const settle = async (now: Promise<number | null>): Promise<void> => {
    let problem: Problem | undefined
    try {
      await now
    } catch (thrown) {
      problem = asProblem(thrown)
    }
    if (queue.current !== now) return
    queue.current = undefined
    if (problem) {
      setSent([])
      setPast([])
      setFuture([])
      notifyProblem(problem)
    }
    await answer.refetch()
  }

  return {
    answer,
    elements,
    draft: answer.data?.draft ?? null,
    isSaving: open.some(({ version }) => version === undefined),
    /** Whoever is named in an edit, so that the chart can show the name at once. */
    meet: (person: OrgPersonShape): void => void people.current.set(person.id, person),
    edit: (edits: OrgEdit[]): void => {
      if (edits.length === 0) return
      setPast([...past, { redo: edits, undo: takeBack(elements, edits) }])
      setFuture([])
      send(edits)
    },
    undo: past.length > 0 ? () => step(past.at(-1)!, 'undo') : undefined,
    redo: future.length > 0 ? () => step(future.at(-1)!, 'redo') : undefined,
    /** After the draft has become something else as a whole. */
    forget: (): void => {
      setSent([])
      setPast([])
      setFuture([])
      void answer.refetch()
    },
  }

  function step(one: Step, way: 'undo' | 'redo'): void {
    for (const element of elements) if (element.lead) people.current.set(element.lead.id, element.lead)
    setPast(way === 'undo' ? past.slice(0, -1) : [...past, one])
    setFuture(way === 'undo' ? [...future, one] : future.slice(0, -1))
    send(one[way])
  }
}

export type Drawing = ReturnType<typeof useDrawing>
