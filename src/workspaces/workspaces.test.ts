import { describe, expect, test } from 'vitest'
import { makeWorld, refusalOf } from '../../test/cast/world.ts'
import { createApp } from '../apps/commands/create-app.ts'
import { deleteApp } from '../apps/commands/delete-app.ts'
import { createWorkspace } from './commands/create-workspace.ts'
import { deleteWorkspace } from './commands/delete-workspace.ts'
import { updateWorkspace } from './commands/update-workspace.ts'
import { getWorkspace } from './queries/get-workspace.ts'
import { listWorkspaces } from './queries/list-workspaces.ts'

const world = await makeWorld()
const adam = await world.as('adam')
const vera = await world.as('vera')
const igor = await world.as('igor')
const dana = await world.as('dana')
const unknown = '018f0000-0000-7000-8000-00000000dead'

describe('a workspace', () => {
  test('stands in the menu with the apps one may open, and with what one may do', async () => {
    const { id } = await adam.run(createWorkspace, { name: 'Service desk' })
    await adam.run(createApp, { workspace: id, name: 'Requests' })
    await adam.run(createApp, { workspace: id, name: 'Drafts', visibleTo: 'administrators' })
    const [seen] = (await igor.run(listWorkspaces, {})).rows
    expect(seen).toMatchObject({
      id,
      code: 'service_desk',
      visibleTo: 'everyone',
      portal: false,
      can: { configure: false },
    })
    expect(seen!.apps.map(({ name, published }) => [name, published])).toEqual([['Requests', false]])
    const mine = await vera.run(getWorkspace, { workspace: id })
    expect(mine).toMatchObject({ portal: true, can: { configure: true } })
    expect(mine.apps.map(({ name }) => name)).toEqual(['Drafts', 'Requests'])
  })

  test('for administrators only is not there for anybody else', async () => {
    const { id } = await adam.run(createWorkspace, { name: 'Board', visibleTo: 'administrators' })
    expect((await igor.run(listWorkspaces, {})).rows.map(({ name }) => name)).not.toContain('Board')
    for (const workspace of [id, unknown]) {
      expect((await refusalOf(igor.run(getWorkspace, { workspace }))).kind).toBe('not_found')
      expect((await refusalOf(igor.run(updateWorkspace, { workspace, version: 1 }))).kind).toBe('not_found')
      expect((await refusalOf(igor.run(deleteWorkspace, { workspace }))).kind).toBe('not_found')
    }
    await adam.run(updateWorkspace, { workspace: id, version: 1, visibleTo: 'everyone' })
    expect((await igor.run(listWorkspaces, {})).rows.map(({ name }) => name)).toContain('Board')
  })

  test('is made, renamed and deleted by administrators only', async () => {
    const { id } = await adam.run(createWorkspace, { name: 'Sales' })
    expect((await refusalOf(igor.run(createWorkspace, { name: 'Mine' }))).kind).toBe('forbidden')
    expect((await refusalOf(igor.run(updateWorkspace, { workspace: id, version: 1, name: 'Mine' }))).kind).toBe(
      'forbidden',
    )
    expect((await refusalOf(igor.run(deleteWorkspace, { workspace: id }))).kind).toBe('forbidden')
  })

  test('does not take a name that is taken, nor a code of a deleted one', async () => {
    const { id } = await adam.run(createWorkspace, { name: 'Transport' })
    expect((await refusalOf(adam.run(createWorkspace, { name: 'TRANSPORT' }))).code).toBe('workspace.name_taken')
    await adam.run(deleteWorkspace, { workspace: id })
    const again = await adam.run(createWorkspace, { name: 'Transport' })
    expect((await adam.run(getWorkspace, { workspace: again.id })).code).toBe('transport_2')
    const taken = adam.run(createWorkspace, { name: 'Other', code: 'transport' })
    expect((await refusalOf(taken)).code).toBe('workspace.code_taken')
  })

  test('somebody else was faster (AT-016)', async () => {
    const { id } = await adam.run(createWorkspace, { name: 'Faster' })
    await vera.run(updateWorkspace, { workspace: id, version: 1, name: 'First' })
    const refusal = await refusalOf(adam.run(updateWorkspace, { workspace: id, version: 1, name: 'Second' }))
    expect(refusal).toMatchObject({ code: 'workspace.changed_meanwhile', facts: { name: 'First' } })
  })

  test('that holds something is not deleted, and says what it holds', async () => {
    const { id } = await adam.run(createWorkspace, { name: 'Full' })
    const app = await adam.run(createApp, { workspace: id, name: 'Requests' })
    const refusal = await refusalOf(adam.run(deleteWorkspace, { workspace: id }))
    expect(refusal).toMatchObject({ code: 'workspace.not_empty', message: expect.stringContaining('1 app') })
    await adam.run(deleteApp, { app: app.id })
    await adam.run(deleteWorkspace, { workspace: id })
    expect((await refusalOf(adam.run(getWorkspace, { workspace: id }))).kind).toBe('not_found')
  })

  test('is nothing a person from outside ever reaches (AT-079, AT-082)', async () => {
    expect((await refusalOf(dana.run(listWorkspaces, {}))).kind).toBe('unauthenticated')
  })
})
