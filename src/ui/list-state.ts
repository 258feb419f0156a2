import { useDebouncedCallback } from '@mantine/hooks'
import { useState } from 'react'
import { useAddress } from './address.ts'

export type Sort = { by: string; down: boolean }

export const readSort = (text: string | undefined): Sort | undefined =>
  text ? { by: text.replace(/^-/, ''), down: text.startsWith('-') } : undefined

/** A click on a column: first up, then down, then as it was at the start. */
export function nextSort(now: string | undefined, by: string, atStart: string | undefined): string | undefined {
  if (now === by) return `-${by}`
  if (now === `-${by}`) return atStart === by || atStart === `-${by}` ? by : undefined
  return by
}

/**
 * What a list is asked for, kept in the address so that it can be sent to a colleague and survives going back. `prefix`
 * keeps two lists of one page apart.
 */
export function useListState(filterNames: readonly string[], startSort: string | undefined, prefix = '') {
  const { search, change } = useAddress()
  const given = (name: string): string | undefined => search[prefix + name] || undefined
  const [typed, setTyped] = useState(given('search') ?? '')
  const write = useDebouncedCallback((text: string) => change({ [`${prefix}search`]: text }), 250)
  const filters = Object.fromEntries(filterNames.map((name) => [name, given(name)]))
  return {
    typed,
    type: (text: string) => {
      setTyped(text)
      write(text)
    },
    searched: given('search'),
    sort: given('sort') ?? startSort,
    sortBy: (column: string) => change({ [`${prefix}sort`]: nextSort(given('sort') ?? startSort, column, startSort) }),
    filters,
    filterBy: (name: string, value: string | null) => change({ [prefix + name]: value ?? undefined }),
    isNarrowed: !!given('search') || filterNames.some((name) => given(name)),
    clear: () => {
      setTyped('')
      change(Object.fromEntries(['search', ...filterNames].map((name) => [prefix + name, undefined])))
    },
  }
}

export type ListState = ReturnType<typeof useListState>
