import { describe, expect, test } from 'vitest'
import { checkPage } from './check-page.ts'
import type { PageContent, WidgetShape } from './contract.ts'
import { readText } from './contract-text.ts'
import { definitionOf, exposuresOf, widgetDefinitions } from './contract-widgets.ts'
import { freeCode, withAreasOf } from './page.ts'

const app = '018f0000-0000-7000-8000-000000000001'
const widget = (type: string, settings: Record<string, unknown>, id = type): WidgetShape =>
  ({ id, type, settings }) as WidgetShape
const initial = (type: keyof typeof widgetDefinitions, more: Record<string, unknown> = {}) =>
  widget(type, { ...widgetDefinitions[type].initial, ...more })
const faults = (content: PageContent, pages: string[] = ['home']) => checkPage(content, new Set(pages))
const body = (...widgets: WidgetShape[]): PageContent => ({ widgets })

describe('a page is checked before outsiders see it', () => {
  test('a finished one has no problems', () => {
    const list = initial('item_list', { app, title: 'My requests', columns: ['status'] })
    const text = initial('text', { text: '## Hello\n\nText with a [link](https://example.com).' })
    expect(faults(body(text, list, initial('my_tasks'), initial('header')))).toEqual([])
  })

  test.each(['html', 'constructor', '__proto__', 'toString'])(
    'a widget of the unknown type “%s” is refused',
    (type) => {
      expect(faults(body(widget(type, {})))).toMatchObject([{ widget: type, kind: 'settings' }])
    },
  )

  test('a missing, foreign or additional setting is named with its label', () => {
    expect(faults(body(initial('start_process_button', { label: 'New' })))[0]?.message).toMatch(/^Process: /)
    expect(faults(body(initial('my_tasks', { rights: ['full'] })))).toHaveLength(1)
    expect(faults(body(initial('item_list', { app, title: 'All', which: 'theirs' })))[0]?.message).toMatch(
      /^Which items: /,
    )
  })

  test('a button to a page that is not there is refused', () => {
    const link = initial('link_button', { label: 'News', page: 'news' })
    expect(faults(body(link), ['home', 'news'])).toEqual([])
    expect(faults(body(link))[0]?.message).toMatch(/“news” is none/)
  })

  test.each(['javascript:alert(1)', 'data:text/html,x', '//evil.example', ' https://x', 'vbscript:x'])(
    'a button to %s is refused',
    (address) => {
      expect(faults(body(initial('link_button', { label: 'Go', address })))).toHaveLength(1)
    },
  )

  test('one widget twice is refused', () => {
    expect(faults(body(initial('my_tasks'), initial('my_tasks')))).toHaveLength(1)
  })
})

describe('accessibility faults name the widget', () => {
  test.each([
    ['a button without a label', initial('start_process_button', { process: app })],
    ['a list without a title', initial('item_list', { app })],
    ['a picture without a description', initial('image', { file: app })],
    ['an empty text', initial('text', { text: ' ' })],
    ['a first-level heading in a text', initial('text', { text: '# Mine' })],
    ['a heading that skips a level', initial('text', { text: '#### Deep' })],
  ])('%s', (_, faulty) => {
    expect(faults(body(faulty))).toMatchObject([{ widget: faulty.id, kind: 'accessibility' }])
  })

  test('headings go down one level at a time across widgets, each area by itself', () => {
    const second = widget('text', { text: '## Two' }, 'two')
    const third = widget('text', { text: '### Three' }, 'three')
    expect(faults(body(second, third))).toEqual([])
    expect(faults(body(third, second))).toMatchObject([{ widget: 'three' }])
    expect(faults({ widgets: [second], areas: { left: [third] } })).toMatchObject([{ widget: 'three' }])
  })
})

describe('what a widget opens', () => {
  test.each([
    ['mine', 'author'],
    ['my_organization', 'organization'],
    ['all', 'all'],
  ])('a list of “%s” opens items narrowed to %s', (which, narrowedTo) => {
    expect(exposuresOf(initial('item_list', { app, which }))).toEqual([
      { kind: 'app', id: app, rights: ['view'], narrowedTo },
    ])
  })

  test('unfinished settings open nothing', () => {
    for (const type of Object.keys(widgetDefinitions)) {
      const { initial } = definitionOf(type)!
      expect(exposuresOf(widget(type, initial as Record<string, unknown>))).toEqual([])
    }
  })

  test('no widget opens more than viewing, creating and starting', () => {
    const open = [
      ...exposuresOf(initial('create_item_button', { app })),
      ...exposuresOf(initial('start_process_button', { process: app })),
      ...exposuresOf(initial('image', { file: app })),
    ]
    expect(open.map(({ kind, rights }) => [kind, ...rights])).toEqual([
      ['app', 'create'],
      ['process', 'start'],
      ['file', 'view'],
    ])
  })
})

describe('text of a page', () => {
  test('headings, lists, emphasis and links are read', () => {
    expect(readText('## A **b**\n- one\n- two\n\n1. first\n\nSee [home](page:home) `x`')).toEqual([
      {
        kind: 'heading',
        level: 2,
        content: [
          { kind: 'text', text: 'A ' },
          { kind: 'strong', text: 'b' },
        ],
      },
      { kind: 'list', ordered: false, rows: [[{ kind: 'text', text: 'one' }], [{ kind: 'text', text: 'two' }]] },
      { kind: 'list', ordered: true, rows: [[{ kind: 'text', text: 'first' }]] },
      {
        kind: 'paragraph',
        content: [
          { kind: 'text', text: 'See ' },
          { kind: 'link', text: 'home', to: 'page:home' },
          { kind: 'text', text: ' ' },
          { kind: 'code', text: 'x' },
        ],
      },
    ])
  })

  test.each(['<img src=x onerror=alert(1)>', '[click](javascript:alert(1))', '[x](data:text/html,<b>)', '<script>'])(
    '%s stays text (AT-124)',
    (source) => {
      const inline = readText(source).flatMap((block) => (block.kind === 'list' ? block.rows.flat() : block.content))
      expect(inline.every(({ kind }) => kind === 'text')).toBe(true)
    },
  )

  test('hostile lengths are read in time that grows with the text (AT-132)', () => {
    const before = performance.now()
    readText('*'.repeat(20_000))
    readText('['.repeat(20_000))
    readText(`${'[a]('.repeat(5_000)}`)
    expect(performance.now() - before).toBeLessThan(1500)
  })
})

test('codes stay free of taken and reserved ones', () => {
  expect(freeCode('news', new Set())).toBe('news')
  expect(freeCode('news', new Set(['news', 'news_2']))).toBe('news_3')
  expect(freeCode('profile', new Set())).toBe('profile_2')
  const long = 'a'.repeat(40)
  expect(freeCode(long, new Set([long]))).toHaveLength(40)
})

test('areas come from the home page unless a page has its own', () => {
  const header = [initial('header')]
  const footer = [initial('text', { text: 'Foot' })]
  expect(withAreasOf({ widgets: [] }, { widgets: header, areas: { header, footer } }).areas).toEqual({ header, footer })
  expect(withAreasOf({ widgets: [], areas: { header: [] } }, { widgets: [], areas: { header } }).areas).toEqual({
    header: [],
  })
})
