import { describe, expect, test } from 'vitest'
import type { OrgElementId, UserId } from '../../base/ids.ts'
import type { DraftElementShape } from '../contract-draft.ts'
import { addEdit, moveEdits, putOf, removeEdits, takeBack, withEdits } from './edits.ts'

const id = (text: string) => text as OrgElementId
const element = (name: string, parent: string | null, sort = 0): DraftElementShape => ({
  id: id(name),
  kind: 'department',
  name,
  parent: parent as OrgElementId | null,
  lead: null,
  sort,
  people: 0,
  state: 'same',
  changedBy: null,
})
const company = [
  element('root', null),
  element('a', 'root', 0),
  element('b', 'root', 1),
  element('c', 'root', 2),
  element('a1', 'a'),
]
const vera = { id: 'vera' as UserId, name: 'Vera Lind', status: 'active' as const }
const nobody = new Map()
const order = (elements: readonly DraftElementShape[], parent: string) =>
  elements.filter((one) => one.parent === parent).map(({ name }) => name)

describe('moving', () => {
  test('puts an element before, after and below another', () => {
    const after = (where: 'before' | 'after' | 'below', what: string, to: string) =>
      withEdits(company, moveEdits(company, id(what), id(to), where)!, nobody)
    expect(order(after('before', 'c', 'a'), 'root')).toEqual(['c', 'a', 'b'])
    expect(order(after('after', 'a', 'b'), 'root')).toEqual(['b', 'a', 'c'])
    expect(order(after('below', 'b', 'a'), 'a')).toEqual(['a1', 'b'])
  })

  test('never below itself, and nothing stands beside the root', () => {
    expect(moveEdits(company, id('a'), id('a1'), 'below')).toBeUndefined()
    expect(moveEdits(company, id('a'), id('a'), 'below')).toBeUndefined()
    expect(moveEdits(company, id('a1'), id('root'), 'after')).toBeUndefined()
    expect(moveEdits(company, id('root'), id('a'), 'below')).toBeUndefined()
  })
})

test('what was done is taken back, whatever it was', () => {
  const led = company.map((one) => (one.name === 'b' ? { ...one, lead: vera } : one))
  const deeds = [
    moveEdits(led, id('c'), id('a'), 'before')!,
    removeEdits(led, id('a')),
    [addEdit(led, id('b'), 'position', id('new'))],
    [putOf(led[2]!, { lead: null, name: 'Other' })],
    [{ do: 'join' as const, id: id('b'), user: vera.id }],
  ]
  const plain = (elements: readonly DraftElementShape[]) =>
    elements.map((one) => ({ ...one, state: 'same' })).toSorted((p, q) => p.name.localeCompare(q.name))
  for (const edits of deeds) {
    const done = withEdits(led, edits, new Map([[vera.id, vera]]))
    expect(plain(done)).not.toEqual(plain(led))
    expect(plain(withEdits(done, takeBack(led, edits), new Map([[vera.id, vera]])))).toEqual(plain(led))
  }
})

test('taking out takes out all below', () => {
  expect(withEdits(company, removeEdits(company, id('a')), nobody).map(({ name }) => name)).toEqual(['root', 'b', 'c'])
})
