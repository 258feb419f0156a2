import { describe, expect, test } from 'vitest'
import { drawn, Play } from '../../test/processes/play.ts'
import type { Json, Variables } from './instance.ts'
import { maxVariables } from './variables.ts'

const approval = (settings = '') =>
  drawn(
    `start s
     user file
     user approve ${settings}
     end yes <portico:status value="approved" />
     end no
     s -> file
     file -> approve
     approve -> yes ! approve
     approve -> no ! refuse`,
    'requests',
  )

describe('starting', () => {
  test('records who started it and with what, and happens once', async () => {
    const play = new Play(await approval()).start({ amount: 3 })
    expect(play.last[0]).toEqual({
      type: 'instanceStarted',
      process: 'drawn',
      initiator: 'dana',
      variables: { amount: 3 },
    })
    expect(play.instance).toMatchObject({ status: 'active', initiator: 'dana', variables: { 0: { amount: 3 } } })
    expect(play.start().refusal).toMatchObject({ code: 'instance.already_started' })
  })

  test('nothing else can be asked before', async () => {
    const play = new Play(await approval())
    expect(play.complete('file').refusal).toMatchObject({ code: 'instance.not_started' })
    expect(play.do({ type: 'cancel', reason: 'x' }).refusal).toMatchObject({ code: 'instance.not_started' })
  })
})

describe('a needed task', () => {
  test('tells its lane, rule, exclusions, form, buttons and due date, and names no person', async () => {
    const settings =
      '<portico:executor kind="group" ref="support" choose="round_robin" /><portico:exclusion kind="task" ref="file" /><portico:due expression="= duration(&quot;P1DT2H&quot;)" /><portico:form><portico:field name="answer" /></portico:form>'
    const play = new Play(await approval(settings)).start().complete('file')
    expect(play.ofLast('taskNeeded')).toMatchObject([
      {
        element: 'approve',
        lane: null,
        executor: { kind: 'group', ref: 'support', choose: 'round_robin', value: null, problem: null },
        exclusions: [{ kind: 'task', ref: 'file' }],
        form: [{ name: 'answer', from: 'item' }],
        buttons: [{ key: 'approve' }, { key: 'refuse' }],
        due: '2026-03-03T11:00:00Z',
      },
    ])
  })

  test.each<[string, Variables, Json]>([
    ['kind="variable" ref="boss"', { boss: 'ivan' }, 'ivan'],
    ['kind="variable" ref="boss"', { boss: ['ivan', 'ann'] }, ['ivan', 'ann']],
    ['kind="expression" ref="= if amount &gt; 10 then &quot;ann&quot; else initiator"', { amount: 5 }, 'dana'],
  ])('works out %s from %j', async (rule, variables, value) => {
    const play = new Play(await approval(`<portico:executor ${rule} />`)).start(variables).complete('file')
    expect(play.ofLast('taskNeeded')[0]?.executor).toMatchObject({ value, problem: null })
  })

  test('is there even when nobody can be worked out: with the problem, for the supervisor', async () => {
    const play = new Play(await approval('<portico:executor kind="variable" ref="boss" />')).start().complete('file')
    expect(play.ofLast('taskNeeded')[0]?.executor).toMatchObject({
      value: null,
      problem: expect.stringContaining('boss'),
    })
    expect(play.incidents()).toEqual(['process.executor_failed at approve'])
    expect(play.instance.incidents[0]?.blocks).toBe(false)
    play.complete('approve', 'approve')
    expect(play.instance.status).toBe('completed')
    expect(play.ofLast('incidentResolved')).toMatchObject([{ how: 'overtaken' }])
  })

  test('after a retry tells what can be worked out now', async () => {
    const play = new Play(await approval('<portico:executor kind="variable" ref="boss" />')).start().complete('file')
    play.do({ type: 'setVariables', variables: { boss: 'ivan' } }).retry()
    expect(play.ofLast('taskChanged')).toMatchObject([{ element: 'approve', executor: { value: 'ivan' }, due: null }])
    expect(play.incidents()).toEqual([])
  })
})

describe('completing a task', () => {
  test('records the outcome and sets the variables before the ways out are looked at', async () => {
    const play = new Play(await approval()).start().complete('file', null, { note: 'x' })
    expect(play.instance.variables).toEqual({ 0: { note: 'x' } })
    play.complete('approve', 'refuse')
    expect(play.ofLast('elementCompleted')[0]).toMatchObject({ element: 'approve', outcome: 'refuse' })
  })

  test('is refused for a key that is no task: a join, a sub-process, a stranger, a fraction', async () => {
    const definition = await drawn('start s\nsub p {\nuser a\nuser b\n}\ns -> p')
    const play = new Play(definition).start()
    const host = play.instance.elements.find((element) => element.element === 'p')!
    for (const key of [host.key, 0, -1, 99, 1.5, Number.NaN]) {
      expect(play.do({ type: 'completeTask', key }).refusal).toMatchObject({ code: 'task.not_open' })
    }
    expect(play.tasks()).toEqual(['a', 'b'])
  })

  test('without buttons takes no outcome', async () => {
    const play = new Play(await approval()).start()
    expect(play.complete('file', 'approve').refusal).toMatchObject({
      code: 'task.unknown_outcome',
      facts: { outcomes: [] },
    })
    expect(play.tasks()).toEqual(['file'])
  })

  test('the outcome is seen by the flows out of that task only, and is no variable afterwards', async () => {
    const definition = await drawn(
      'start s\nuser a\nuser b\nend e\nend f\ns -> a\na -> b ! go\nb -> e : size = "x"\nb => f',
    )
    const play = new Play(definition).start({ size: 'x' }).complete('a', 'go')
    expect(play.instance.variables).toEqual({ 0: { size: 'x' } })
    expect(play.complete('b').path()).toEqual(['e'])
  })

  test('conditions see the item as it is given with the command', async () => {
    const definition = await drawn(
      'start s\nuser a\nxor g\nend big\nend small\ns -> a\na -> g\ng -> big : item.amount > 100\ng => small',
    )
    const play = new Play(definition).start()
    const key = play.instance.elements[0]!.key
    play.do({ type: 'completeTask', key, item: { amount: 500 } })
    expect(play.path()).toEqual(['g', 'big'])
  })
})

describe('variables', () => {
  test.each<[string, unknown]>([
    ['outcome', 1],
    ['item', 1],
    ['initiator', 'someone else'],
    ['now', 1],
    ['two words', 1],
    ['1st', 1],
    ['', 1],
    ['x'.repeat(101), 1],
    ['date', new Date()],
    ['nothing', undefined],
    ['code', () => 1],
    ['number', Number.NaN],
    ['deep', { a: [{ b: Number.POSITIVE_INFINITY }] }],
    ['huge', 'x'.repeat(maxVariables)],
  ])('%s is refused', async (name, value) => {
    const play = new Play(await approval()).start()
    const variables = { [name]: value } as Variables
    expect(play.complete('file', null, variables).refusal).toMatchObject({
      code: 'process.variables_invalid',
      kind: 'invalid',
    })
    expect(play.do({ type: 'setVariables', variables }).refusal).toMatchObject({ code: 'process.variables_invalid' })
    expect(play.tasks()).toEqual(['file'])
  })

  test('__proto__ is refused and changes nothing for others', async () => {
    const play = new Play(await approval()).start()
    play.do({ type: 'setVariables', variables: JSON.parse('{"__proto__": {"admin": true}}') })
    expect(play.refusal).toMatchObject({ code: 'process.variables_invalid' })
    expect(({} as Record<string, unknown>)['admin']).toBe(undefined)
  })

  test('of a sub-process are seen inside, set by its tasks, and gone with it', async () => {
    const definition = await drawn('start s\nsub p {\nuser a\nuser b\n}\nuser after\ns -> p\np -> after')
    const play = new Play(definition).start({ x: 1 })
    const scope = play.instance.elements.find((element) => element.element === 'p')!.key
    play.do({ type: 'setVariables', scope, variables: { x: 2 } }).complete('a', null, { x: 3, y: 4 })
    expect(play.instance.variables).toEqual({ 0: { x: 1, y: 4 }, [scope]: { x: 3 } })
    play.complete('b')
    expect(play.instance.variables).toEqual({ 0: { x: 1, y: 4 } })
    expect(play.do({ type: 'setVariables', scope, variables: { x: 5 } }).refusal).toMatchObject({
      code: 'process.scope_not_open',
    })
  })
})

describe('incidents', () => {
  test('carry the expression, the variables it names and a sentence', async () => {
    const definition = await drawn('start s\nuser a\nxor g\nend e\ns -> a\na -> g\ng -> e : amount > 1')
    const play = new Play(definition).start({ amount: 'many', secret: 'x' }).complete('a')
    expect(play.instance.incidents).toEqual([
      {
        key: expect.any(Number),
        on: [expect.any(Number)],
        element: 'g',
        code: 'process.no_way_out',
        message: 'Expected one way out of step "g" to be open, but no condition is true and there is no default flow.',
        expression: 'amount > 1',
        input: { amount: 'many' },
        blocks: true,
      },
    ])
  })

  test('a key that is no open incident is refused', async () => {
    const play = new Play(await approval()).start()
    expect(play.retry().refusal).toMatchObject({ code: 'incident.not_open', kind: 'conflict' })
  })

  test('a loop in which joins feed only each other is stopped too', async () => {
    const definition = await drawn(`start s
      and fork
      or one
      or two
      s -> fork
      fork -> one
      fork -> one
      one -> two : true
      one -> two : true
      two -> one : true
      two -> one : true`)
    const play = new Play(definition).start()
    expect(play.incidents()).toEqual([expect.stringMatching(/^process\.endless_loop at (one|two)$/)])
  })

  test('a loop that doubles its tokens stops in time and in bounded size', async () => {
    const definition = await drawn('start s\nmanual m\ns -> m\nm -> m\nm -> m')
    const begun = performance.now()
    const play = new Play(definition).start()
    expect(play.incidents()).toEqual(['process.endless_loop at m'])
    expect(play.instance.tokens.length).toBeLessThan(600)
    expect(performance.now() - begun).toBeLessThan(2_000)
    expect(play.do({ type: 'cancel', reason: 'loop' }).instance.status).toBe('cancelled')
  })
})
