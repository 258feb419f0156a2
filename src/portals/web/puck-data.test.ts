import { expect, test } from 'vitest'
import type { PageContent } from '../../pages/contract.ts'
import { fromPuck, toPuck } from './puck-data.ts'

const widget = (id: string) => ({ id, type: 'text', settings: { text: id } })

test.each<[string, PageContent]>([
  ['an empty page', { widgets: [] }],
  ['widgets in their order', { widgets: [widget('a'), widget('b')] }],
  [
    'areas of its own',
    { widgets: [widget('a')], areas: { header: [widget('h')], footer: [widget('f'), widget('g')] } },
  ],
])('%s comes back from the page builder as it went in', (_, content) => {
  expect(fromPuck(toPuck(content))).toEqual(content)
})

test('an empty area is not stored, so that the home page’s is shown', () => {
  expect(fromPuck(toPuck({ widgets: [], areas: { left: [] } }))).toEqual({ widgets: [] })
})

test('a setting called id cannot take the place of the widget’s own', () => {
  const { content } = toPuck({ widgets: [{ id: 'mine', type: 'text', settings: { id: 'other' } }] })
  expect(content[0]?.props.id).toBe('mine')
})
