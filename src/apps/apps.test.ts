import { sql } from 'kysely'
import { describe, expect, test } from 'vitest'
import { makeRequests, requestFields } from '../../test/cast/requests.ts'
import { makeWorld, refusalOf, type Someone } from '../../test/cast/world.ts'
import { createWorkspace } from '../workspaces/commands/create-workspace.ts'
import { createApp } from './commands/create-app.ts'
import { createItem } from './commands/create-item.ts'
import { deleteApp } from './commands/delete-app.ts'
import { publishApp } from './commands/publish-app.ts'
import { saveFields } from './commands/save-fields.ts'
import { updateApp } from './commands/update-app.ts'
import { getApp, getAppOnPortal } from './queries/get-app.ts'
import { getAppDraft } from './queries/get-app-draft.ts'
import { getItem } from './queries/get-item.ts'
import { itemHistory } from './queries/item-history.ts'
import { listItems } from './queries/list-items.ts'
import { planApp } from './queries/plan-app.ts'

const world = await makeWorld()
const adam = await world.as('adam')
const igor = await world.as('igor')
const dana = await world.as('dana')
const { app, workspace } = await makeRequests(adam)
const unknown = '018f0000-0000-7000-8000-00000000dead'

type Fields = typeof requestFields
const draw = async (id: typeof app, fields: Fields) => {
  const { version } = await adam.run(getApp, { app: id })
  return (await adam.run(saveFields, { app: id, version, fields })).version
}
const publish = async (id: typeof app, fields: Fields, confirmed = false) =>
  adam.run(publishApp, { app: id, version: await draw(id, fields), confirmed })

const columns = async (id: string) => {
  const { rows } = await sql<{ name: string; type: string; comment: string | null }>`
    select a.attname as name, format_type(a.atttypid, a.atttypmod) as type, col_description(a.attrelid, a.attnum) as comment
    from apps, pg_attribute a where apps.id = ${id} and a.attrelid = ('app_data.' || apps.table_name)::regclass
      and a.attnum > 0 and not a.attisdropped and a.attname like 'f_%' order by a.attname`.execute(world.db)
  return rows.map(({ name, type, comment }) => `${name} ${type} ${comment}`)
}

describe('publishing an app', () => {
  test('makes a real table with a typed, described column for each field', async () => {
    expect(await columns(app)).toEqual([
      'f_attachments uuid[] Attachments (file)',
      'f_details text Details (text)',
      'f_due date Due (date)',
      'f_hours numeric Hours (number)',
      'f_kind text Kind (category)',
      'f_responsible uuid Responsible (user)',
      'f_status text Status (status)',
      'f_subject text Subject (string)',
      'f_urgent boolean Urgent (yes_no)',
    ])
  })

  test('the database itself refuses an option or a person that is not there', async () => {
    const { rows } = await sql<{ table_name: string }>`select table_name from apps where id = ${app}`.execute(world.db)
    const table = `app_data.${rows[0]!.table_name}`
    const insert = `insert into ${table} (id, app_id, f_status, f_responsible) values ('${unknown}', '${app}'`
    await expect(world.pool.query(`${insert}, 'made_up', null)`)).rejects.toThrow(/options_status/)
    await expect(world.pool.query(`${insert}, 'new', '${unknown}')`)).rejects.toThrow(/f_responsible/)
  })

  test('keeps items through added, renamed and removed fields, and history still names what is gone', async () => {
    const made = await makeRequests(adam)
    const values = { subject: 'Kept', details: 'Lost' }
    const { id } = await adam.run(createItem, { app: made.app, values })
    const kept = requestFields.filter(({ code }) => code !== 'details')
    const fields = [
      { ...kept[0]!, name: 'Title' },
      ...kept.slice(1),
      { code: 'phone', name: 'Phone', type: 'string' as const },
    ]
    await draw(made.app, fields)
    const plan = await adam.run(planApp, { app: made.app })
    expect(plan.steps.map(({ kind, field, rows }) => [kind, field, rows])).toEqual([
      ['change_field', 'subject', 0],
      ['add_field', 'phone', 0],
      ['remove_field', 'details', 1],
    ])
    expect((await refusalOf(adam.run(publishApp, { app: made.app, version: plan.version }))).code).toBe(
      'app.would_lose_data',
    )
    expect((await adam.run(getItem, { app: made.app, item: id })).values.details).toBe('Lost')
    await adam.run(publishApp, { app: made.app, version: plan.version, confirmed: true })
    const item = await adam.run(getItem, { app: made.app, item: id })
    expect(item.values).toMatchObject({ subject: 'Kept', phone: null })
    expect(item.values).not.toHaveProperty('details')
    const [first] = (await adam.run(itemHistory, { app: made.app, item: id })).rows
    expect(first!.changes.map(({ name }) => name).sort()).toEqual(['Details', 'Status', 'Title'])
  })

  test('who remembers the fields of before notices, reading and writing', async () => {
    const made = await makeRequests(adam)
    await adam.run(createItem, { app: made.app, values: { subject: 'First' } })
    for (let use = 0; use < 4; use += 1) await adam.run(listItems, { app: made.app })
    await publish(
      made.app,
      requestFields.filter(({ code }) => code !== 'hours'),
      true,
    )
    expect((await adam.run(listItems, { app: made.app })).rows[0]!.values).not.toHaveProperty('hours')
    await publish(made.app, [...requestFields, { code: 'room', name: 'Room', type: 'string' }])
    const values = { subject: 'Second', room: 'A1' }
    const { id } = await adam.run(createItem, { app: made.app, values })
    expect((await adam.run(getItem, { app: made.app, item: id })).values).toMatchObject(values)
  })

  test('is refused while an option is in use, or a type would change, and nothing is half done', async () => {
    const made = await makeRequests(adam)
    await adam.run(createItem, { app: made.app, values: { subject: 'x', kind: 'fault' } })
    const before = await columns(made.app)
    const other = requestFields.map((field) =>
      field.code === 'kind'
        ? { code: 'kind', name: 'Kind', type: 'category' as const, options: [{ code: 'question', name: 'Question' }] }
        : field,
    )
    const extra = { code: 'extra', name: 'Extra', type: 'date' as const }
    const refusal = await refusalOf(publish(made.app, [extra, ...other], true))
    expect(refusal).toMatchObject({
      code: 'app.cannot_publish',
      message: expect.stringContaining('1 items are still “Fault”'),
    })
    const retyped = requestFields.map((field) => (field.code === 'due' ? { ...field, type: 'string' as const } : field))
    expect((await refusalOf(publish(made.app, retyped as Fields, true))).code).toBe('app.cannot_publish')
    expect(await columns(made.app)).toEqual(before)
  })

  test('waits for nobody longer than it must: a busy table is a sentence', async () => {
    const made = await makeRequests(adam)
    const { rows } = await sql<{ table_name: string }>`select table_name from apps where id = ${made.app}`.execute(
      world.db,
    )
    const reader = await world.pool.connect()
    try {
      await reader.query(`begin; select from app_data.${rows[0]!.table_name}`)
      const version = await draw(made.app, requestFields.slice(0, 3))
      expect((await refusalOf(adam.run(publishApp, { app: made.app, version, confirmed: true }))).code).toBe('app.busy')
    } finally {
      await reader.query('rollback')
      reader.release()
    }
    expect((await adam.run(getApp, { app: made.app })).fields).toHaveLength(requestFields.length)
  })

  test('needs a field, and the version whose plan was looked at', async () => {
    const { id } = await adam.run(createApp, { workspace, name: 'Empty' })
    expect((await refusalOf(publish(id, []))).code).toBe('app.no_fields')
    expect((await refusalOf(adam.run(publishApp, { app: id, version: 1 }))).code).toBe('app.changed_meanwhile')
    expect((await refusalOf(adam.run(createItem, { app: id, values: {} }))).code).toBe('app.not_published')
    expect(await adam.run(listItems, { app: id })).toEqual({ rows: [], next: null })
  })

  test('names of fields and apps are words, whatever they look like (AT-162)', async () => {
    const name = `x'); drop table users; --`
    const { id } = await adam.run(createApp, { workspace, name })
    await publish(id, [{ code: 'a', name, type: 'string', required: true }])
    expect(await columns(id)).toEqual([`f_a text ${name} (string)`])
  })

  test.each<[string, unknown]>([
    ['a code with SQL in it', [{ code: 'a"; drop table users; --', name: 'A', type: 'string' }]],
    ['a code of the product', [{ code: 'created_at', name: 'A', type: 'string' }]],
    [
      'the same code twice',
      [
        { code: 'a', name: 'A', type: 'string' },
        { code: 'a', name: 'B', type: 'date' },
      ],
    ],
    ['a type that is not there', [{ code: 'a', name: 'A', type: 'money' }]],
    ['a category without options', [{ code: 'a', name: 'A', type: 'category' }]],
    [
      'the same option twice',
      [
        {
          code: 'a',
          name: 'A',
          type: 'category',
          options: [
            { code: 'x', name: 'X' },
            { code: 'x', name: 'Y' },
          ],
        },
      ],
    ],
    ['a setting of another type', [{ code: 'a', name: 'A', type: 'string', decimals: 2 }]],
    [
      'a colour that is not there',
      [{ code: 'a', name: 'A', type: 'category', options: [{ code: 'x', name: 'X', color: 'url(x)' }] }],
    ],
    ['a list too long', Array.from({ length: 101 }, (_, n) => ({ code: `a${n}`, name: 'A', type: 'string' }))],
    ['an object for the list', { a: 1 }],
  ])('a drawing with %s is refused with its place', async (_, fields) => {
    const refusal = await refusalOf(draw(app, fields as Fields))
    expect(refusal.kind).toBe('invalid')
    expect((refusal.facts.issues as { path: unknown[] }[])[0]!.path[0]).toBe('fields')
  })
})

describe('an app', () => {
  test('takes its code from its name, and a free one when that is taken', async () => {
    const first = await adam.run(createApp, { workspace, name: 'Заявки' })
    const second = await adam.run(createApp, { workspace, name: 'Заявки' })
    expect((await adam.run(getApp, { app: first.id })).code).toBe('zayavki')
    expect((await adam.run(getApp, { app: second.id })).code).toBe('zayavki_2')
    const taken = adam.run(createApp, { workspace, name: 'x', code: 'zayavki' })
    expect((await refusalOf(taken)).code).toBe('app.code_taken')
  })

  test('is called by the field chosen, which must be a line of text', async () => {
    const made = await makeRequests(adam)
    const { version, titleField } = await adam.run(getApp, { app: made.app })
    expect(titleField).toBe('subject')
    for (const wrong of ['due', 'secret']) {
      const refusal = await refusalOf(adam.run(updateApp, { app: made.app, version, titleField: wrong }))
      expect(refusal.code).toBe('app.no_such_title_field')
    }
  })

  test('tells people from outside nothing of how it is set up, and nothing at all without a grant', async () => {
    expect((await refusalOf(dana.run(getAppOnPortal, { app }))).kind).toBe('not_found')
    await sql`insert into grants (id, principal_id, audience, resource_kind, resource_id, rights, narrowed_to)
      values (gen_random_uuid(), ${dana.id}, 'external', 'app', ${app}, '{view}', 'author')`.execute(world.db)
    const seen = await dana.run(getAppOnPortal, { app })
    expect(Object.keys(seen).sort()).toEqual(['can', 'fields', 'id', 'itemName', 'name', 'titleField'])
    expect(seen.can).toEqual({ createItem: false })
  })

  test('that only administrators have in the menu is not there for others once its mode is closed', async () => {
    const { id } = await adam.run(createApp, { workspace, name: 'Secret', visibleTo: 'administrators', mode: 'app' })
    const { version } = await adam.run(getApp, { app: id })
    const deeds: ((who: Someone, id: string) => Promise<unknown>)[] = [
      (who, app) => who.run(getApp, { app }),
      (who, app) => who.run(getAppDraft, { app }),
      (who, app) => who.run(planApp, { app }),
      (who, app) => who.run(updateApp, { app, version, name: 'Mine' }),
      (who, app) => who.run(saveFields, { app, version, fields: [] }),
      (who, app) => who.run(publishApp, { app, version }),
      (who, app) => who.run(deleteApp, { app }),
    ]
    for (const deed of deeds) {
      expect({ ...(await refusalOf(deed(igor, id))) }).toEqual({ ...(await refusalOf(deed(igor, unknown))) })
      expect((await refusalOf(deed(igor, id))).kind).toBe('not_found')
    }
    for (const deed of deeds.slice(1)) expect((await refusalOf(deed(igor, app))).kind).toBe('forbidden')
  })

  test('once deleted is not there, and neither are its items', async () => {
    const made = await makeRequests(adam)
    const { id } = await adam.run(createItem, { app: made.app, values: { subject: 'x' } })
    await adam.run(listItems, { app: made.app })
    await adam.run(deleteApp, { app: made.app })
    expect((await refusalOf(adam.run(getApp, { app: made.app }))).kind).toBe('not_found')
    expect((await refusalOf(adam.run(getItem, { app: made.app, item: id }))).kind).toBe('not_found')
    expect((await refusalOf(adam.run(listItems, { app: made.app }))).kind).toBe('not_found')
    expect((await refusalOf(adam.run(createItem, { app: made.app, values: { subject: 'y' } }))).kind).toBe('not_found')
  })

  test('is made by administrators only', async () => {
    expect((await refusalOf(igor.run(createApp, { workspace, name: 'Mine' }))).kind).toBe('forbidden')
    const { id: hidden } = await adam.run(createWorkspace, { name: 'Hidden', visibleTo: 'administrators' })
    expect((await refusalOf(igor.run(createApp, { workspace: hidden, name: 'Mine' }))).kind).toBe('not_found')
  })
})
