import { useMemo, useState } from 'react'
import type { OrgElementId } from '../../base/ids.ts'
import { useAddress } from '../../ui/address.ts'
import type { OrgElementShape } from '../contract.ts'
import { closedAtFirst, growTrees, matching, wayUp } from './chart-tree.ts'
import { useNarrow } from './use-narrow.ts'

/** From how many elements on a chart begins with its lower levels closed. */
const large = 60
const steps = [0.25, 0.35, 0.5, 0.65, 0.8, 1, 1.25, 1.5]

/** What is open, chosen, found and how large: what a link should carry stands in the address. */
export function useChart<E extends OrgElementShape>(elements: readonly E[]) {
  const { search, change } = useAddress()
  const isNarrow = useNarrow()
  const trees = useMemo(() => growTrees(elements), [elements])
  const known = useMemo(() => new Map(elements.map((element) => [element.id, element])), [elements])
  const [turned, setTurned] = useState<ReadonlySet<string>>()
  const [zoom, setZoom] = useState(1)
  const first = useMemo(
    () => (elements.length > large ? closedAtFirst(trees) : new Set<string>()),
    [trees, elements.length],
  )
  const closed = turned ?? first
  const found = useMemo(() => matching(elements, search.find ?? ''), [elements, search.find])
  const chosen = search.place && known.has(search.place as OrgElementId) ? (search.place as OrgElementId) : undefined

  const openTo = (id: OrgElementId): void => {
    const way = wayUp(known, id)
    if (way.some((above) => closed.has(above)))
      setTurned(new Set([...closed].filter((one) => !way.includes(one as OrgElementId))))
  }
  const choose = (id: OrgElementId | undefined): void => {
    if (id) openTo(id)
    change({ place: id })
  }
  const at = found.findIndex(({ id }) => id === chosen)
  return {
    trees,
    closed,
    chosen,
    element: chosen && known.get(chosen),
    choose,
    openTo,
    turn: (id: OrgElementId): void => {
      const next = new Set(closed)
      if (!next.delete(id)) next.add(id)
      setTurned(next)
    },
    openAll: (): void => setTurned(new Set()),
    closeAll: (): void => setTurned(closedAtFirst(trees, 2)),
    layout: (search.view ?? (isNarrow ? 'list' : 'chart')) === 'list' ? ('list' as const) : ('chart' as const),
    setLayout: (view: 'chart' | 'list'): void => change({ view }),
    zoom,
    zoomBy: (step: 1 | -1): void => {
      const now = steps.findIndex((one) => one >= zoom)
      setZoom(steps[Math.max(0, Math.min(steps.length - 1, (now === -1 ? steps.length - 1 : now) + step))]!)
    },
    setZoom,
    find: search.find ?? '',
    setFind: (text: string): void => {
      change({ find: text })
      const [only, ...others] = matching(elements, text)
      if (only && others.length === 0) openTo(only.id)
    },
    found,
    foundIds: useMemo(() => new Set<string>(found.map(({ id }) => id)), [found]),
    foundAt: at,
    next: (): void => choose(found[(at + 1) % Math.max(1, found.length)]?.id ?? chosen),
  }
}

export type ChartState<E extends OrgElementShape> = ReturnType<typeof useChart<E>>
