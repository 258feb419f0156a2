import { text } from 'node:stream/consumers'
import { sql } from 'kysely'
import { describe, expect, test } from 'vitest'
import { makeWorld, refusalOf, type Someone } from '../../test/cast/world.ts'
import { createGroup } from '../groups/commands/create-group.ts'
import { newId } from '../base/ids.ts'
import { getMe } from '../people/queries/get-me.ts'
import { exportAudit } from './commands/export-audit.ts'
import { updateAuditSettings } from './commands/update-audit-settings.ts'
import { downloadAuditExport, asText } from './queries/download-audit-export.ts'
import { getAuditSettings } from './queries/get-audit-settings.ts'
import { listAuditEvents } from './queries/list-audit-events.ts'

const world = await makeWorld()
const adam = await world.as('adam')
const igor = await world.as('igor')
const kevin = await world.as('kevin')
const dana = await world.as('dana')

const group = (await adam.run(createGroup, { name: '=HYPERLINK("http://evil")' })).id
const auditors = (await adam.run(createGroup, { name: 'Auditors' })).id
await refusalOf(igor.run(createGroup, { name: 'Sneaky' }))

const version = async () => (await adam.run(getAuditSettings, {})).version
const take = async (who: Someone, asked: object) => {
  const made = await who.run(exportAudit, { format: 'csv', ...asked })
  const { stream, name, size } = await who.download(downloadAuditExport, { export: made.id as string })
  return { content: await text(stream), name, size, id: made.id as string }
}

describe('an administrator finds entries', () => {
  test('by the kind of thing, by the thing, and by the network address', async () => {
    const find = async (asked: object) =>
      (await adam.run(listAuditEvents, asked)).rows.map(({ code, operation }) => code ?? operation)
    expect(await find({ kind: 'company' })).toEqual(['createGroup', 'createGroup'])
    expect(await find({ kind: 'user' })).toEqual([])
    expect(await find({ resource: newId() })).toEqual([])
    expect(await find({ search: '127.0.0.1' })).toHaveLength(3)
    expect(await find({ search: '10.0.0.1' })).toEqual([])
  })
})

describe('an export', () => {
  test('holds exactly what is filtered, in both forms, and is a deed of its own in the audit (M140)', async () => {
    const { content, name } = await take(adam, { outcome: 'refused' })
    expect(name).toMatch(/^audit-\d{4}-\d\d-\d\d\.csv$/)
    const lines = content.trim().split('\r\n')
    expect(lines).toHaveLength(2)
    expect(lines[1]).toContain('Igor Petrov')
    const json = await take(adam, { operation: 'createGroup', outcome: 'done', format: 'json' })
    const rows = json.content
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as { operation: string })
    expect(rows.map(({ operation }) => operation)).toEqual(['createGroup', 'createGroup'])
    const told = await adam.run(listAuditEvents, { operation: 'exportAudit' })
    expect(told.rows[0]!.facts).toContainEqual({ name: 'format', value: 'json' })
  })

  test('is sent while it is read, and goes on over many pages without a gap', async () => {
    await sql`insert into audit_events (id, actor_kind, operation, outcome)
      select uuid7(), 'system', 'many', 'done' from generate_series(1, 2500)`.execute(world.db)
    const { content, size } = await take(adam, { operation: 'many', format: 'json' })
    expect(size).toBeUndefined()
    const ids = content
      .trim()
      .split('\n')
      .map((line) => (JSON.parse(line) as { id: string }).id)
    expect(new Set(ids).size).toBe(2500)
  })

  test('has no cell that a table program takes for a formula (AT-135)', async () => {
    expect(['=1', '+1', '-1', '@x', '\tx', '\rx', 'x=1', ''].map(asText)).toEqual([
      "'=1",
      "'+1",
      "'-1",
      "'@x",
      "'\tx",
      "'\rx",
      'x=1',
      '',
    ])
    const { content } = await take(adam, { operation: 'createGroup' })
    expect(content).not.toMatch(/(^|,|\n)"?=HYPERLINK/)
    expect(group).toBeTruthy()
  })

  test('is its maker’s alone, for ten minutes, and wants a recent proof (AT-055)', async () => {
    const { id } = await take(adam, {})
    const vera = await world.as('vera')
    expect((await refusalOf(vera.download(downloadAuditExport, { export: id }))).kind).toBe('not_found')
    await sql`update audit_exports set made_at = now() - interval '11 minutes' where id = ${id}`.execute(world.db)
    expect((await refusalOf(adam.download(downloadAuditExport, { export: id }))).kind).toBe('not_found')
    await sql`update sessions set proved_at = now() - interval '6 minutes' where user_id = ${vera.id}`.execute(world.db)
    expect(await refusalOf(vera.run(exportAudit, { format: 'csv' }))).toMatchObject({ code: 'session.proof_needed' })
  })
})

describe('auditors', () => {
  test('read the audit and administer nothing, from the moment their group is named until it is not', async () => {
    expect(await refusalOf(kevin.run(listAuditEvents, {}))).toMatchObject({ kind: 'forbidden' })
    await sql`insert into group_members (group_id, audience, member_id) values (${auditors}, 'employees', ${kevin.id})`.execute(
      world.db,
    )
    await adam.run(updateAuditSettings, { version: await version(), auditors })
    expect((await kevin.run(listAuditEvents, {})).rows.length).toBeGreaterThan(0)
    expect(await kevin.run(getMe, {})).toMatchObject({ readsAudit: true, isAdministrator: false })
    expect(await refusalOf(kevin.run(createGroup, { name: 'Mine' }))).toMatchObject({ kind: 'forbidden' })
    const tried = kevin.run(updateAuditSettings, { version: await version(), keepMonths: 3 })
    expect(await refusalOf(tried)).toMatchObject({ kind: 'forbidden' })
    await adam.run(updateAuditSettings, { version: await version(), auditors: null })
    expect(await refusalOf(kevin.run(listAuditEvents, {}))).toMatchObject({ kind: 'forbidden' })
    expect(await kevin.run(getMe, {})).toMatchObject({ readsAudit: false })
  })

  test('are never people from outside: neither is such a group taken nor stored (the external wall)', async () => {
    const { rows } = await world.pool.query<{ id: string }>(`select id from groups where audience = 'external' limit 1`)
    const outside = rows[0]!.id
    const tried = adam.run(updateAuditSettings, { version: await version(), auditors: outside })
    expect(await refusalOf(tried)).toMatchObject({ code: 'audit.group_unusable' })
    await expect(world.pool.query('update company set auditors_id = $1', [outside])).rejects.toThrow(/foreign key/)
    expect((await refusalOf(dana.run(listAuditEvents as never, {} as never))).kind).toBe('unauthenticated')
  })

  test('two who change the settings at once: the second is told', async () => {
    const seen = await version()
    await adam.run(updateAuditSettings, { version: seen, keepMonths: 12 })
    const second = adam.run(updateAuditSettings, { version: seen, keepMonths: 24 })
    expect(await refusalOf(second)).toMatchObject({ code: 'audit.changed_meanwhile' })
    expect(await adam.run(getAuditSettings, {})).toMatchObject({ keepMonths: 12, archives: [] })
  })
})
