import { momentOf } from '../../ui/zoned-time.ts'

const plain = ['search', 'actor', 'operation', 'outcome', 'kind', 'resource', 'days'] as const

/**
 * What the list and an export are asked for, from the filters of an address: days become moments in the reader's zone,
 * and the last day is in.
 */
export function askedOf(chosen: Record<string, string | undefined>, zone: string): Record<string, string> {
  const { from, to } = chosen
  const given = plain.flatMap((name) => (chosen[name] ? [[name, chosen[name]]] : []))
  return {
    ...Object.fromEntries(given),
    ...(from && { from: momentOf(`${from} 00:00:00`, zone) }),
    ...(to && { to: momentOf(`${dayAfter(to)} 00:00:00`, zone) }),
  }
}

const dayAfter = (day: string): string =>
  new Date(Date.parse(`${day}T00:00:00Z`) + 86_400_000).toISOString().slice(0, 10)
