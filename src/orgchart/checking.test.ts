import { expect, test } from 'vitest'
import { makeDesk, makeProcess, oneTask } from '../../test/cast/desk.ts'
import { openDrawing } from '../../test/cast/drawing.ts'
import { makeWorld } from '../../test/cast/world.ts'
import { newId } from '../base/ids.ts'
import { checkOrgDraft } from './queries/check-org-draft.ts'
import { getOrgDraft } from './queries/get-org-draft.ts'

const world = await makeWorld()
const { people, pool } = world
const adam = await world.as('adam')
const { edit, publish, put, named, fresh } = openDrawing(world, adam)

test('checking says which lanes of published processes will find nobody', async () => {
  await fresh()
  const desk = await makeDesk(world)
  const support = await named('Support department')
  const position = await named('IT administrator')
  const lanes: [string, string, string][] = [
    ['By id', 'department', support.id],
    ['By name', 'department', 'SUPPORT department'],
    ['The holder', 'position', position.id],
  ]
  for (const [name, kind, ref] of lanes)
    await makeProcess(world, desk.workspace, name, oneTask(`<portico:executor kind="${kind}" ref="${ref}" />`))
  const found = async () =>
    (await adam.run(checkOrgDraft, {})).findings
      .filter(({ code }) => code.startsWith('lane_'))
      .map(({ code, name, detail }) => [code, name, detail.split(' / ')[0]])
  expect(await found()).toEqual([])
  await edit(put({ ...support, name: 'Help' }), put({ ...position, lead: null }))
  expect(await found()).toEqual([
    ['lane_empty', 'IT administrator', 'The holder'],
    ['lane_gone', 'Support department', 'By name'],
  ])
  await edit({ do: 'remove', id: position.id })
  expect((await found())[0]).toEqual(['lane_gone', 'IT administrator', 'The holder'])
  await fresh()
})

test('a new element that is taken out again leaves nothing, and brings its people back by undo', async () => {
  await fresh()
  const id = newId<'org_element'>()
  const made = put({ id, kind: 'department', name: 'Night shift', parent: (await named('Sales')).id })
  await edit(made)
  await edit({ do: 'join', id, user: people.kevin }, { do: 'join', id, user: people.igor })
  const draft = async () => adam.run(getOrgDraft, {})
  const peopleOf = async () => (await draft()).elements.find((one) => one.id === id)?.people
  expect(await peopleOf()).toBe(2)
  await edit({ do: 'remove', id })
  expect([await peopleOf(), (await draft()).draft?.changes]).toEqual([undefined, 0])
  await edit(made)
  expect(await peopleOf()).toBe(2)
  await edit({ do: 'remove', id }, put({ ...(await named('Sales')), name: 'Commerce' }))
  expect((await publish()).changes).toBe(1)
  const { rowCount } = await pool.query('select from user_principals where principal_id = $1', [id])
  expect(rowCount).toBe(0)
  await edit(made)
  expect(await peopleOf()).toBe(0)
  await fresh()
})
