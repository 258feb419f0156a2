import type { PrincipalId, UserId } from '../base/ids.ts'
import type { StandIn } from './stand-in.ts'

/**
 * Who does a task, decided in the order of processes.md §3: rule → people → drop locked, not registered, excluded and
 * unreachable → substitution → choose → nobody left: the System supervisor. Pure; the facts come from executor.sql.ts and
 * stand-in.sql.ts.
 */
export type ExecutorRule = {
  kind:
    | 'user'
    | 'group'
    | 'position'
    | 'department'
    | 'organization_administrators'
    | 'external_users'
    | 'initiator'
    | 'initiator_superior'
    | 'variable'
    | 'expression'
  /** Id or code, a variable's name, or FEEL text. */
  ref: string | null
  choose: 'first' | 'same' | 'least_busy' | 'round_robin'
  /** It waits for whoever is away, and no substitute has it. */
  ignoreSubstitution?: true
  /** What the engine worked out of a variable or an expression. */
  value: unknown
  /** A sentence, where it could not. */
  problem: string | null
}

export type Exclusion = { kind: 'initiator' | 'task'; ref: string | null }

export type Principal = { id: PrincipalId; kind: 'user' | 'group' | 'org_element' | 'organization'; name: string }

/** Somebody the rule names; `portal` is the code of a portal open to a person from outside. */
export type Person = {
  id: UserId
  name: string
  kind: 'employee' | 'external'
  status: string
  excluded: boolean
  portal: string | null
  /** Did the task of this lane before, in this instance. */
  before: boolean
  /** Tasks of theirs go to a substitute now. */
  away: boolean
}

/** What the rule means today. People stand in the order of choice; `total` counts those not shown too. */
export type Found = { principals: Principal[]; people: Person[]; total: number; problem: string | null }

export type Step = { step: 'rule' | 'people' | 'dropped' | 'substituted' | 'chosen' | 'fallback'; text: string }

export type Choice = {
  /** Null: whoever of the candidates claims it first. */
  assignee: Person | null
  /** Empty when it fell back. */
  candidates: PrincipalId[]
  /** Who stands in for somebody it would have gone to; candidates beside the others. */
  standIns: StandIn[]
  steps: Step[]
  fallback: string | null
}

const chosenHow = {
  first: '',
  same: 'did the task of this lane before',
  least_busy: 'has the fewest open tasks',
  round_robin: 'is next in turn',
} as const

/** Chooses among the people found; `standIns` tells who acts for whom of them that is away. */
export function chooseExecutor(
  rule: ExecutorRule | null,
  found: Found,
  standIns: ReadonlyMap<UserId, StandIn> = new Map(),
): Choice {
  const steps: Step[] = [{ step: 'rule', text: sayRule(rule, found.principals) }]
  const fallBack = (reason: string): Choice => ({
    assignee: null,
    candidates: [],
    standIns: [],
    steps: [...steps, { step: 'fallback', text: reason }],
    fallback: reason,
  })
  if (rule === null) return fallBack('No executor is set for its lane.')
  if (found.problem !== null) return fallBack(found.problem)
  steps.push({ step: 'people', text: sayPeople(found) })
  const dropped = found.people.flatMap((person) => {
    const why = whyDropped(person)
    return why === null ? [] : [`${person.name} ${why}`]
  })
  if (dropped.length > 0) steps.push({ step: 'dropped', text: `Left out: ${listed(dropped)}.` })
  const left = found.people.filter((person) => whyDropped(person) === null)
  if (left.length === 0) return fallBack(nobodyLeft(found, dropped))
  const isNamed = found.principals.every((principal) => principal.kind === 'user')
  const { people, acting } = substitute(rule, left, isNamed, standIns)
  for (const { text } of acting) steps.push({ step: 'substituted', text })
  const assignee = pick(rule, people, isNamed)
  const candidates = candidatesOf(found, left)
  steps.push({ step: 'chosen', text: sayChosen(rule, found, people, assignee) })
  return { assignee, candidates, standIns: acting, steps, fallback: null }
}

/**
 * Puts substitutes in the place of those who are away. A group goes on with whoever is there: only when all of it is
 * away, or when it was the absent person who began this work, a substitute is asked.
 */
function substitute(rule: ExecutorRule, left: Person[], isNamed: boolean, standIns: ReadonlyMap<UserId, StandIn>) {
  const isAsked = (person: Person): boolean =>
    isNamed || (rule.choose === 'same' && person.before) || left.every(({ away }) => away)
  const acting = new Map<UserId, StandIn>()
  const people: Person[] = []
  for (const person of left) {
    const by = person.away ? standIns.get(person.id) : undefined
    if (by === undefined) people.push(person)
    else if (isAsked(person)) {
      if (!left.some(({ id }) => id === by.id)) acting.set(by.id, acting.get(by.id) ?? by)
      people.push({ ...person, id: by.id, name: by.name, away: false })
    }
  }
  return { people: unique(people), acting: [...acting.values()] }
}

const unique = (people: Person[]): Person[] =>
  people.filter(({ id }, at) => people.findIndex((other) => other.id === id) === at)

function pick(rule: ExecutorRule, people: Person[], isNamed: boolean): Person | null {
  const before = rule.choose === 'same' ? people.find((person) => person.before) : undefined
  if (before) return before
  if (rule.choose === 'least_busy' || rule.choose === 'round_robin') return people[0]!
  // A group of one today may be two tomorrow: only a rule that names persons gives the task to its person at once.
  return isNamed && people.length === 1 ? people[0]! : null
}

/** Persons named by the rule stand only while they can do it; groups stand as such and are looked up when somebody asks. */
function candidatesOf(found: Found, left: Person[]): PrincipalId[] {
  const able = new Set<string>(left.map((person) => person.id))
  return found.principals
    .filter((principal) => principal.kind !== 'user' || able.has(principal.id))
    .map((principal) => principal.id)
}

function whyDropped(person: Person): string | null {
  if (person.status === 'locked') return 'is locked'
  if (person.status !== 'active') return 'has not registered'
  if (person.excluded) return 'must not do it (four eyes)'
  if (person.kind === 'external' && person.portal === null) return 'has no access to a portal'
  return null
}

function nobodyLeft(found: Found, dropped: string[]): string {
  if (dropped.length > 0) return `Nobody is left of ${listed(found.principals.map(nameOf))}: ${listed(dropped)}.`
  const [only] = found.principals
  if (found.principals.length === 1 && only?.kind === 'group') return `The group “${only.name}” has no active member.`
  return `${listed(found.principals.map(nameOf))}: nobody is there.`
}

const nameOf = (principal: Principal): string => `“${principal.name}”`

const ruleNames: Record<ExecutorRule['kind'], string> = {
  user: 'a person',
  group: 'a group or role',
  position: 'the holder of a position',
  department: 'the people of a department',
  organization_administrators: 'the administrators of the organization',
  external_users: 'people from outside',
  initiator: 'the initiator',
  initiator_superior: 'the superior of the initiator',
  variable: 'a variable',
  expression: 'an expression',
}

function sayRule(rule: ExecutorRule | null, principals: Principal[]): string {
  if (rule === null) return 'The lane has no executor.'
  const names = principals.length > 0 ? `: ${listed(principals.map((principal) => principal.name))}` : ''
  return `The rule asks for ${ruleNames[rule.kind]}${names}.`
}

function sayPeople({ people, total }: Found): string {
  if (total === 0) return 'That is nobody.'
  return total === 1 ? `That is ${people[0]?.name ?? 'one person'}.` : `These are ${total} people.`
}

function sayChosen(rule: ExecutorRule, found: Found, people: Person[], assignee: Person | null): string {
  if (assignee === null) return `Offered to ${listed(found.principals.map(nameOf))}: the first to take it has it.`
  if (people.length === 1) return `Given to ${assignee.name}.`
  return `Given to ${assignee.name}, who ${chosenHow[rule.choose]}.`
}

/** At most five names, then how many more. */
function listed(names: string[]): string {
  const shown = names.slice(0, 5).join(', ')
  return names.length > 5 ? `${shown} and ${names.length - 5} more` : shown
}
