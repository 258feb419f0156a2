import type { Icon } from './button.tsx'

export type NavigationItem = {
  label: string
  href: string
  /** Beginnings of further addresses that belong to it. */
  also?: readonly string[]
  icon?: Icon
  /** How much waits there. */
  count?: number | undefined
  /** Opened below it: the apps of a workspace. */
  items?: readonly NavigationItem[]
}

export type NavigationSection = {
  key: string
  /** Without a title the items stand by themselves, on top. */
  title?: string
  items: readonly NavigationItem[]
  /** An action at the end of the title: "New workspace". */
  action?: { label: string; href: string }
}

const allOf = (items: readonly NavigationItem[]): NavigationItem[] =>
  items.flatMap((item) => [item, ...allOf(item.items ?? [])])

/** The address of the entry one is at: the longest that the path goes through, so `/a/b/c` lights `/a/b` and not `/a`. */
export function currentEntry(sections: readonly NavigationSection[], path: string): string | undefined {
  return sections
    .flatMap(({ items }) => allOf(items))
    .flatMap(({ href, also = [] }) => [href, ...also].map((begin) => ({ href, begin })))
    .filter(({ begin }) => path === begin || path.startsWith(begin.endsWith('/') ? begin : `${begin}/`))
    .toSorted((a, b) => b.begin.length - a.begin.length)[0]?.href
}
