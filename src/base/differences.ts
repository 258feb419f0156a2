const never = new Set(['version', 'changedAt', 'changedBy', 'images'])

/** As text that is the same for the same value, in whatever order the names of an object came out of the database. */
const same = (value: unknown): string =>
  JSON.stringify(value ?? null, (_, part: unknown) =>
    part && typeof part === 'object' && !Array.isArray(part)
      ? Object.fromEntries(Object.entries(part).toSorted(([a], [b]) => (a < b ? -1 : 1)))
      : part,
  )

/**
 * What was and what is now of everything that differs, as the audit keeps it: `{ changes: { name: ['Old', 'New'] } }`.
 * What is `undefined` in `after` was not asked for; nothing at all when nothing differs.
 */
export function differences(before: object, after: object): { changes?: Record<string, [unknown, unknown]> } {
  const was = before as Record<string, unknown>
  const told = Object.entries(after).filter(
    ([name, value]) => value !== undefined && !never.has(name) && same(value) !== same(was[name]),
  )
  if (told.length === 0) return {}
  return { changes: Object.fromEntries(told.map(([name, value]) => [name, [was[name] ?? null, value]])) }
}
