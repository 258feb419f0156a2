import { expect, test } from 'vitest'
import type { OrgElementId, UserId } from '../../base/ids.ts'
import type { OrgElementShape } from '../contract.ts'
import { chartNodes, personNode } from './chart-nodes.tsx'

const t = (sentence: string) => sentence
const lena = { id: 'lena' as UserId, name: 'Lena Novak', status: 'active' as const }
const element = (id: string, parent: string | null, more: Partial<OrgElementShape> = {}): OrgElementShape => ({
  id: id as OrgElementId,
  kind: 'department',
  name: id,
  parent: parent as OrgElementId | null,
  lead: null,
  people: [],
  ...more,
})

test('elements stand below their parents, people before the elements', () => {
  const [company] = chartNodes([element('company', null), element('support', 'company', { people: [lena] })], t)
  expect(company?.children?.[0]).toMatchObject({ id: 'support', children: [{ label: 'Lena Novak' }] })
})

test('a department says who leads it, or that nobody does', () => {
  const [led, free] = chartNodes([element('a', null, { lead: lena }), element('b', null)], t)
  expect([led?.note, free?.note]).toEqual(['Lena Novak', 'Without a head'])
})

test('an element whose parent is not there is not lost', () => {
  expect(chartNodes([element('orphan', 'gone')], t)).toMatchObject([{ id: 'orphan' }])
})

test('a person in two places has a line in each', () => {
  expect(personNode('a', 'lena')).not.toBe(personNode('b', 'lena'))
})
