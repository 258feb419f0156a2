import { describe, expect, test } from 'vitest'
import { newId, type UserId } from '../base/ids.ts'
import { chooseExecutor, type ExecutorRule, type Found, type Person, type Principal } from './executor.ts'

const person = (name: string, more: Partial<Person> = {}): Person => ({
  id: newId() as UserId,
  name,
  kind: 'employee',
  status: 'active',
  excluded: false,
  portal: null,
  before: false,
  away: false,
  ...more,
})
const kevin = person('Kevin Hale')
const lena = person('Lena Novak')
const support: Principal = { id: newId(), kind: 'group', name: 'Support' }
const asPrincipal = ({ id, name }: Person): Principal => ({ id, kind: 'user', name })

const rule = (more: Partial<ExecutorRule> = {}): ExecutorRule => ({
  kind: 'group',
  ref: 'support',
  choose: 'first',
  value: null,
  problem: null,
  ...more,
})
const found = (principals: Principal[], people: Person[], problem: string | null = null): Found => ({
  principals,
  people,
  total: people.length,
  problem,
})

describe('who gets a task', () => {
  test('the group as such, when the first to take it has it', () => {
    const choice = chooseExecutor(rule(), found([support], [kevin, lena]))
    expect(choice).toMatchObject({ assignee: null, candidates: [support.id], fallback: null })
    expect(choice.steps.map(({ text }) => text)).toEqual([
      'The rule asks for a group or role: Support.',
      'These are 2 people.',
      'Offered to “Support”: the first to take it has it.',
    ])
  })

  test('the group as such even when it has one member today, because tomorrow it may have two', () => {
    expect(chooseExecutor(rule(), found([support], [kevin])).assignee).toBeNull()
  })

  test('a person named by the rule at once', () => {
    const choice = chooseExecutor(rule({ kind: 'user' }), found([asPrincipal(kevin)], [kevin]))
    expect(choice).toMatchObject({ assignee: { name: 'Kevin Hale' }, candidates: [kevin.id] })
  })

  test('whoever is first in the order of the choice, where the work is shared out', () => {
    for (const choose of ['least_busy', 'round_robin'] as const) {
      expect(chooseExecutor(rule({ choose }), found([support], [lena, kevin])).assignee?.name).toBe('Lena Novak')
    }
  })

  test('the same person as before, and the group while nobody was', () => {
    const same = rule({ choose: 'same' })
    expect(chooseExecutor(same, found([support], [kevin, lena])).assignee).toBeNull()
    const before = { ...lena, before: true }
    expect(chooseExecutor(same, found([support], [kevin, before])).assignee?.name).toBe('Lena Novak')
  })

  test('not the same person as before when they are locked now', () => {
    const gone = person('Lena Novak', { before: true, status: 'locked' })
    const choice = chooseExecutor(rule({ choose: 'same' }), found([support], [kevin, gone]))
    expect(choice.assignee).toBeNull()
    expect(choice.steps).toContainEqual({ step: 'dropped', text: 'Left out: Lena Novak is locked.' })
  })
})

describe('who does not', () => {
  test.each([
    ['is locked', { status: 'locked' }],
    ['has not registered', { status: 'invited' }],
    ['has not registered', { status: 'not_registered', kind: 'external' }],
    ['must not do it (four eyes)', { excluded: true }],
    ['has no access to a portal', { kind: 'external' }],
  ] as const)('somebody who %s, and the reason says so', (why, more) => {
    const out = person('Tomás Reyes', more)
    const choice = chooseExecutor(rule({ kind: 'user' }), found([asPrincipal(out)], [out]))
    expect(choice).toMatchObject({
      assignee: null,
      candidates: [],
      fallback: `Nobody is left of “Tomás Reyes”: Tomás Reyes ${why}.`,
    })
  })

  test('an outsider with a portal may', () => {
    const dana = person('Dana Whitfield', { kind: 'external', portal: 'service_desk' })
    expect(chooseExecutor(rule({ kind: 'external_users' }), found([asPrincipal(dana)], [dana])).assignee).toEqual(dana)
  })

  test('a person left out is no candidate either, the others named stay', () => {
    const out = person('Tomás Reyes', { status: 'locked' })
    const choice = chooseExecutor(
      rule({ kind: 'variable' }),
      found([kevin, lena, out].map(asPrincipal), [kevin, lena, out]),
    )
    expect(choice).toMatchObject({ assignee: null, candidates: [kevin.id, lena.id] })
  })
})

describe('nobody is left, so the System supervisor gets it with the reason', () => {
  test.each([
    ['an empty group', rule(), found([support], []), 'The group “Support” has no active member.'],
    ['no rule', null, found([], []), 'No executor is set for its lane.'],
    [
      'an unknown group',
      rule(),
      found([], [], 'There is no group or role “support”.'),
      'There is no group or role “support”.',
    ],
    [
      'an expression that failed',
      rule({ kind: 'expression' }),
      found([], [], 'Expected to find who does it, but: x is missing.'),
      'Expected to find who does it, but: x is missing.',
    ],
  ])('%s', (_, given, facts, reason) => {
    const choice = chooseExecutor(given, facts)
    expect(choice).toMatchObject({ assignee: null, candidates: [], fallback: reason })
    expect(choice.steps.at(-1)).toEqual({ step: 'fallback', text: reason })
  })
})
