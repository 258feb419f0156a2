import { describe, expect, test } from 'vitest'
import type { Variables } from '../instance.ts'
import { evaluateCondition, evaluateDue, evaluateValue, namedInput } from './evaluate.ts'
import { feelFrom, namesVariable, syntaxProblem } from './syntax.ts'

const now = '2026-03-02T09:00:00Z'

describe('a condition is true or false, and nothing else', () => {
  test.each<[string, Variables, boolean]>([
    ['amount > 10', { amount: 11 }, true],
    ['amount > 10', { amount: 1 }, false],
    ['outcome = "go"', { outcome: 'go' }, true],
    ['list contains(tags, "new")', { tags: ['new'] }, true],
    ['date and time("2026-03-02T10:00:00Z") > now()', {}, true],
    ['date("2026-03-02") = today()', {}, true],
  ])('%s with %j', (expression, input, value) => {
    expect(evaluateCondition(expression, input, now)).toEqual({ value })
  })

  test.each<[string, Variables, string]>([
    ['amount > 10', {}, "Variable 'amount' not found"],
    ['amount', { amount: 'yes' }, 'Expected true or false, found "yes"'],
    ['amount', { amount: null }, 'Expected true or false, found null'],
    ['request.size > 1', { request: {} }, "Key 'size' not found"],
    ['shout(amount)', { amount: 1 }, 'not found'],
    ['amount +', { amount: 1 }, 'Incomplete'],
  ])('%s with %j is a problem', (expression, input, problem) => {
    expect(evaluateCondition(expression, input, now)).toEqual({ problem: expect.stringContaining(problem) })
  })
})

describe('a due date', () => {
  test.each<[string, Variables, string]>([
    ['duration("PT2H")', {}, '2026-03-02T11:00:00Z'],
    ['duration("P1M")', {}, '2026-04-02T09:00:00Z'],
    ['date("2026-03-09")', {}, '2026-03-09T23:59:59Z'],
    ['date and time("2026-03-09T10:00:00+02:00")', {}, '2026-03-09T08:00:00Z'],
    ['now() + duration("P2D")', {}, '2026-03-04T09:00:00Z'],
    ['deadline', { deadline: '2026-05-01' }, '2026-05-01T23:59:59Z'],
    ['deadline', { deadline: '2026-05-01T12:00:00Z' }, '2026-05-01T12:00:00Z'],
    ['wait', { wait: 'P2D' }, '2026-03-04T09:00:00Z'],
  ])('%s with %j', (expression, input, value) => {
    expect(evaluateDue(expression, input, now)).toEqual({ value })
  })

  test.each<[string, Variables]>([
    ['5', {}],
    ['deadline', { deadline: 'soon' }],
    ['deadline', { deadline: null }],
    ['deadline', {}],
    ['wait', { wait: 'Pfft' }],
  ])('%s with %j is a problem', (expression, input) => {
    expect(evaluateDue(expression, input, now)).toEqual({ problem: expect.any(String) })
  })
})

test('a value is JSON of bounded size', () => {
  expect(evaluateValue('date("2026-01-01")', {}, now)).toEqual({ value: '2026-01-01' })
  expect(evaluateValue('[initiator, "x"]', { initiator: 'dana' }, now)).toEqual({ value: ['dana', 'x'] })
  expect(evaluateValue('function(x) x', {}, now)).toEqual({ problem: expect.stringContaining('function') })
  expect(evaluateValue('text', { text: 'x'.repeat(70_000) }, now)).toEqual({
    problem: expect.stringContaining('characters'),
  })
})

test('what is shown of the input names only what the expression asks for, cut where it is long', () => {
  expect(namedInput('a > 1', { a: 2, secret: 'x' })).toEqual({ a: 2 })
  expect(namedInput('a > 1', { a: 'y'.repeat(9_000) })['a']).toHaveLength(201)
})

describe('before deployment', () => {
  test('the equals sign in front is the modeler’s, not FEEL’s', () => {
    expect(feelFrom(' = x > 1 ')).toBe('x > 1')
    expect(feelFrom('x = 1')).toBe('x = 1')
  })

  test.each(['x > 1', 'outcome = "go"', 'some t in tags satisfies t = "new"', 'order total > 3', 'x in [1..5]'])(
    '%s is accepted',
    (expression) => {
      expect(syntaxProblem(expression)).toBe(null)
    },
  )

  test.each([
    '',
    'x +',
    '1 2',
    '"open',
    '${x}',
    'for i in 1..9999999999 return i',
    'every i in [1..9] satisfies i > 0',
    'x'.repeat(4_001),
  ])('%s is refused', (expression) => {
    expect(syntaxProblem(expression)).toEqual(expect.stringContaining('Expected'))
  })

  test.each([
    'for i in 1..1000000000 return i',
    'some i in [1..1000000000] satisfies i = 0',
    '{f: function(n) if n = 0 then 1 else f(n - 1) + f(n - 1), x: f(60)}.x',
    '{a: "xxxxxxxx", b: a + a + a + a, c: b + b + b + b}.c',
    'for i in tags return flatten(partial)',
    'matches(text, "^(a+)+$")',
    'replace(text, "(a*)*b", "")',
    'for a in tags return concatenate(tags, tags)',
    'for a in t, b in t, c in t, d in t return 1',
    't[t[t[t[item > 1]]]]',
  ])('AT-147: %s has no bound and is refused', (expression) => {
    expect(syntaxProblem(expression)).toEqual(expect.stringContaining('Expected an expression that ends soon'))
  })

  test.each([
    'constructor.constructor("return process")()',
    'item.constructor.constructor("return 1")()',
    'get value(item, "constructor")',
    'get value(item, "__proto__")',
    'item.__proto__',
    'toString()',
    'process.exit()',
    'import("fs")',
    'globalThis',
    'now.constructor("return 1")()',
  ])('AT-147: %s reaches nothing of JavaScript', (expression) => {
    const result = evaluateValue(expression, { item: { a: 1 }, initiator: 'dana' }, now)
    expect('value' in result ? result.value : null).toBe(null)
  })

  test('AT-147: what is too much for one step is stopped before it is begun', () => {
    const begun = performance.now()
    const many = Array.from({ length: 20_000 }, (_, at) => at)
    for (const expression of [
      'count(many[item > 1]) > 0',
      'some a in many, b in many satisfies a + b = 0.5',
      'count(many[count(many[item > 1]) > item]) > 0',
    ]) {
      expect(evaluateCondition(expression, { many }, now)).toEqual({
        problem: expect.stringContaining('less to look through'),
      })
    }
    const doubled = Array.from({ length: 1_000 }, () => 'text').join(' + ')
    expect(evaluateValue(doubled, { text: 'x'.repeat(1_000_000) }, now)).toEqual({
      problem: expect.stringContaining('less'),
    })
    const some = many.slice(0, 100)
    expect(evaluateCondition('some a in many, b in many satisfies a + b = 0.5', { many: some }, now)).toEqual({
      value: false,
    })
    expect(evaluateCondition('count(many[item > 1]) > 0', { many: many.slice(0, 1_000) }, now)).toEqual({ value: true })
    expect(performance.now() - begun).toBeLessThan(1_500)
  })

  test('a variable is told from a text and from a part of something', () => {
    expect(namesVariable('outcome = "x"', 'outcome')).toBe(true)
    expect(namesVariable('size = "outcome"', 'outcome')).toBe(false)
    expect(namesVariable('vote.outcome = 1', 'outcome')).toBe(false)
    expect(namesVariable('outcomes = 1', 'outcome')).toBe(false)
  })
})
