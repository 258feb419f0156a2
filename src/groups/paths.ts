import type { UserId } from '../base/ids.ts'
import type { Edge } from './member.sql.ts'

export type Step = { id: string; kind: Edge['kind']; name: string }

/**
 * The shortest way by which each person counts as the group: breadth first, down from the group, over the few edges
 * above the people of one page. The group itself is left out; an empty way means "stands in it directly".
 */
export function shortestPaths(people: UserId[], group: string, edges: Edge[]): Map<string, Step[]> {
  const below = Map.groupBy(edges, ({ to }) => to)
  const paths = new Map<string, Step[]>([[group, []]])
  const waiting = [group]
  for (const at of waiting) {
    const way = paths.get(at)!
    for (const { from, to, kind, name } of below.get(at) ?? []) {
      if (paths.has(from)) continue
      paths.set(from, to === group ? way : [{ id: to, kind, name }, ...way])
      waiting.push(from)
    }
  }
  return new Map(people.map((id) => [id, paths.get(id) ?? []]))
}
