import type { SubstitutionId, UserId } from '../base/ids.ts'

/** A substitute as somebody who could get a task now. */
export type Substitute = { id: UserId; name: string; isActive: boolean }

export type StandInRule = {
  name: string
  process: string | null
  workspace: string | null
  condition: string | null
  substitute: Substitute
}

/** A substitution that runs now and moves tasks; rules in their order. */
export type RunningSubstitution = {
  id: SubstitutionId
  absent: { id: UserId; name: string }
  substitute: Substitute
  rules: StandInRule[]
}

/** Who gets a task instead of whom, by which substitution, and the sentence for its history. */
export type StandIn = { id: UserId; name: string; for: UserId; substitution: SubstitutionId; text: string }

/** `matches` gives a problem as a sentence where a condition could not be asked; such a rule decides nothing. */
export type Question = {
  running: ReadonlyMap<UserId, RunningSubstitution>
  excluded: readonly UserId[]
  matches: (rule: StandInRule) => boolean | { problem: string }
}

/** Longer chains end here: whoever stands there has it. */
const mostLinks = 10

/**
 * Follows the substitutes of an absent person to the first who is there. Nobody is asked twice, so a circle ends at its
 * last link; whoever must not do it (four eyes) or is not active is passed over, first for the main substitute, then so
 * that the task stays where it is. Null: it stays with the absent person.
 */
export function standInFor(absent: UserId, question: Question): StandIn | null {
  const { running } = question
  const first = running.get(absent)
  const said: string[] = []
  const path = [absent]
  let standIn: Substitute | null = null
  for (let at = first; at && path.length <= mostLinks; at = running.get(path.at(-1)!)) {
    const next = nextLink(at, path, question, said)
    if (next === null) break
    path.push(next.id)
    standIn = next
  }
  if (!first || standIn === null) return null
  const { id, name } = standIn
  return { id, name, for: absent, substitution: first.id, text: said.join(' ') }
}

function nextLink(at: RunningSubstitution, path: UserId[], { excluded, matches }: Question, said: string[]) {
  const fits = ({ id, isActive }: Substitute) => isActive && !excluded.includes(id) && !path.includes(id)
  const notes: string[] = []
  const rule = at.rules.find((one) => {
    const answer = matches(one)
    if (typeof answer === 'object') notes.push(`(The rule “${one.name}” could not be asked: ${answer.problem})`)
    return answer === true
  })
  const asked = rule && fits(rule.substitute) ? rule : null
  const next = asked?.substitute ?? (fits(at.substitute) ? at.substitute : null)
  if (next === null) return null
  const by = asked ? ` by the rule “${asked.name}”` : ''
  said.push(`${at.absent.name} is away: ${next.name} stands in${by}.`, ...notes)
  return next
}
