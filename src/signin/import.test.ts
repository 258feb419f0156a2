import { Readable } from 'node:stream'
import ExcelJS from 'exceljs'
import { describe, expect, test } from 'vitest'
import { mails } from '../../test/cast/mail.ts'
import { makeWorld, refusalOf } from '../../test/cast/world.ts'
import { systemGroups } from '../access/system-groups.ts'
import type { BatchId, GroupId, UserId } from '../base/ids.ts'
import { uploadFile } from '../files/commands/upload-file.ts'
import { getLicenses } from '../licensing/queries/get-licenses.ts'
import { getUser } from '../people/queries/get-user.ts'
import type { ImportField } from './import-fields.ts'
import { importUsers, mapImport, runImport } from './commands/import-users.ts'
import { workBatch } from './commands/work-batch.ts'
import { getBatch, listBatchRows } from './queries/get-batch.ts'
import { getImportTemplate, getLeftOver } from './queries/import-files.ts'

const world = await makeWorld()
const { pool } = world
const [adam, igor] = [await world.as('adam'), await world.as('igor')]
await pool.query("update license_packs set seats = 1000 where kind = 'named'")

const around = {
  db: world.db,
  send: world.send,
  blobs: world.blobs,
  secrets: world.secrets,
  baseUrl: 'http://localhost',
}
const work = (batch: BatchId) => workBatch(around, { batch })

async function upload(content: string | Buffer, more: { encoding?: 'windows-1251'; name?: string } = {}) {
  const { name = 'people.csv', ...encoding } = more
  const file = await adam.run(uploadFile, { name }, { upload: Readable.from([Buffer.from(content)]) })
  const { id: batch } = await adam.run(importUsers, { file: file.id, ...encoding })
  await work(batch)
  return batch
}
const rowsOf = async (batch: BatchId) => (await adam.run(listBatchRows, { batch, limit: 200 })).rows
const issuesOf = async (batch: BatchId) =>
  (await rowsOf(batch)).map(({ id, issues }) => [id, issues.map(({ field }) => field).join(' ')])
const run = async (batch: BatchId) => {
  await adam.run(runImport, { batch })
  await work(batch)
  return adam.run(getBatch, { batch })
}
const count = async () => (await pool.query('select count(*)::int as n from users')).rows[0].n as number
const text = async (stream: NodeJS.ReadableStream) => {
  const pieces: Buffer[] = []
  for await (const piece of stream) pieces.push(Buffer.from(piece as Buffer))
  return Buffer.concat(pieces)
}

describe('a table of people', () => {
  test('is read, its columns are guessed, each row is looked at before anybody is invited (G65)', async () => {
    const before = await count()
    const batch = await upload(
      'Full name,E-mail,Mobile,Hire date,Date of birth,Position,Groups,Note\n' +
        'Ann One,ann@import.example,+49 151 2,2026-12-01,17.05.1990,Sales,Support,left out\n',
    )
    expect(await adam.run(getBatch, { batch })).toMatchObject({
      state: 'ready',
      total: 1,
      sound: 1,
      mapping: ['fullName', 'email', 'phone', 'hireDate', 'birthDate', 'position', 'groups', ''],
    })
    expect(await count()).toBe(before)
    expect(await run(batch)).toMatchObject({ state: 'done', done: 1, refused: 0, leftOut: 0 })
    const [row] = await rowsOf(batch)
    expect(await adam.run(getUser, { user: row!.user! })).toMatchObject({
      fullName: 'Ann One',
      status: 'invited',
      source: 'imported',
      seat: 'named',
      phone: '+49 151 2',
      birthDate: '1990-05-17',
      groups: [{ name: 'Support', through: [] }],
      positions: [{ name: 'Sales' }],
    })
    expect((await mails(world, 'invitation')).map(({ to }) => to)).toContain('ann@import.example')
  })

  test('names the cell for everything that is wrong; such rows are left out, the others come in', async () => {
    const batch = await upload(
      'name;email;birth date;time zone;position;group\n' +
        'Good;good@import.example;;;;\n' +
        ';nameless@import.example;;;;\n' +
        'No Mail;;;;;\n' +
        'Bad Mail;bad@;;;;\n' +
        'Bad Day;day@import.example;31.02.1990;;;\n' +
        'Bad Zone;zone@import.example;;Mars/Olympus;;\n' +
        'Taken Place;place@import.example;;;IT administrator;\n' +
        'No Place;noplace@import.example;;;Moon base;\n' +
        'No Group;nogroup@import.example;;;;Choir\n',
    )
    expect(await issuesOf(batch)).toEqual([
      [2, ''],
      [3, 'fullName'],
      [4, 'email'],
      [5, 'email'],
      [6, 'birthDate'],
      [7, 'timeZone'],
      [8, 'position'],
      [9, 'position'],
      [10, 'groups'],
    ])
    expect(await run(batch)).toMatchObject({ state: 'done', done: 1, refused: 0, leftOut: 8 })
    const left = (await text((await adam.download(getLeftOver, { batch })).stream)).toString()
    expect(left).toContain('“IT administrator” is held by Adam Brandt.')
    expect(left.split('\n').filter((line) => line.trim() !== '')).toHaveLength(9)
  })

  test('holds each canonical address once, among itself and with every account there is (AT-104)', async () => {
    const batch = await upload(
      'name,email\nA,twin@import.example\nB,TWIN@import.example\nC,twin@import.example.\nD,ｔｗｉｎ@import.example\n' +
        'E,KEVIN@larkfield.example\nF,dana@brightwater.example.\n',
    )
    expect(await issuesOf(batch)).toEqual([
      [2, ''],
      [3, 'email'],
      [4, 'email'],
      [5, 'email'],
      [6, 'email'],
      [7, 'email'],
    ])
    expect((await rowsOf(batch))[1]!.issues[0]!.message).toBe('Row 2 has the same address.')
  })

  test('columns are said to be something else, and everybody gets groups and a language', async () => {
    const support = (await world.group('support')) as GroupId
    const batch = await upload('Kolonne A,Kolonne B\nmapped@import.example,Mapped Person\n')
    expect(await adam.run(getBatch, { batch })).toMatchObject({ sound: 0, mapping: ['', ''] })
    expect((await refusalOf(adam.run(runImport, { batch }))).code).toBe('batch.nobody')
    const mapping: ImportField[] = ['email', 'fullName']
    await adam.run(mapImport, { batch, mapping, groups: [support], language: 'ru' })
    await work(batch)
    expect(await run(batch)).toMatchObject({ done: 1 })
    const [row] = await rowsOf(batch)
    expect(await adam.run(getUser, { user: row!.user! })).toMatchObject({
      language: 'ru',
      groups: [{ name: 'Support' }],
    })
    for (const wrong of [['email'], ['email', 'email']] as ImportField[][]) {
      const other = await upload('a,b\n1,2\n')
      expect((await refusalOf(adam.run(mapImport, { batch: other, mapping: wrong }))).code).toBe('import.mapping_unfit')
    }
    expect((await refusalOf(adam.run(mapImport, { batch, mapping }))).code).toBe('batch.not_ready')
    expect((await refusalOf(adam.run(runImport, { batch }))).code).toBe('batch.not_ready')
  })

  test('as Excel: dates, formulas and rich text count for what they show', async () => {
    const workbook = new ExcelJS.Workbook()
    const sheet = workbook.addWorksheet('People')
    sheet.addRow(['Full name', 'E-mail', 'Hire date', 'Mobile'])
    sheet.addRow([
      { richText: [{ text: 'Rich ' }, { text: 'Text' }] },
      { text: 'rich@import.example', hyperlink: 'mailto:rich@import.example' },
      new Date('2026-12-24T00:00:00Z'),
      { formula: '1+1', result: 4915 },
    ])
    const batch = await upload(Buffer.from(await workbook.xlsx.writeBuffer()), { name: 'people.xlsx' })
    expect(await issuesOf(batch)).toEqual([[2, '']])
    await run(batch)
    const [row] = await rowsOf(batch)
    expect(await adam.run(getUser, { user: row!.user! })).toMatchObject({
      fullName: 'Rich Text',
      hireDate: '2026-12-24',
      phone: '4915',
    })
  })

  test.each(['csv', 'xlsx'] as const)('the template as %s can be imported as it is', async (format) => {
    const template = await adam.download(getImportTemplate, { format })
    const batch = await upload(await text(template.stream), { name: template.name })
    const found = await adam.run(getBatch, { batch })
    expect(found).toMatchObject({ state: 'ready', total: 1, sound: 1 })
    expect(found.mapping).not.toContain('')
  })
})

describe('a file that is none', () => {
  const latin = Buffer.from('name,email\nJos\xe9,jose@import.example\n', 'latin1')
  const cyrillic = Buffer.from([0xc8, 0xe2, 0xe0, 0xed])

  test.each<[string, string | Buffer, string]>([
    ['broken encoding', latin, 'import.broken_encoding'],
    ['a quotation mark that is not closed', 'name,email\n"Never closed,x@import.example\n', 'import.not_a_table'],
    ['an archive that is no workbook', Buffer.from('PK\u0003\u0004 this is not a workbook'), 'import.not_a_table'],
    ['too many columns', `${'a,'.repeat(80)}b\n`, 'import.too_many_columns'],
  ])('is refused with the reason, and nobody is invited: %s', async (_, content, code) => {
    const before = await count()
    const batch = await upload(content)
    expect(await adam.run(getBatch, { batch })).toMatchObject({ state: 'refused', code, message: expect.any(String) })
    expect(await rowsOf(batch)).toEqual([])
    expect((await refusalOf(adam.run(runImport, { batch }))).code).toBe('batch.not_ready')
    expect(await count()).toBe(before)
  })

  test('says where the text breaks, and is read when its encoding is told', async () => {
    const content = Buffer.concat([Buffer.from('name,email\n'), cyrillic, Buffer.from(',ivan@import.example\n')])
    const { message } = await adam.run(getBatch, { batch: await upload(content) })
    expect(message).toContain('near line 1')
    const batch = await upload(content, { encoding: 'windows-1251' })
    expect((await rowsOf(batch)).map(({ label }) => label)).toEqual(['Иван'])
  })

  test('in UTF-16 with its mark is read, as Excel writes “Unicode text”', async () => {
    const utf16 = Buffer.concat([
      Buffer.from([0xff, 0xfe]),
      Buffer.from('name\temail\nЮлия\tjulia@import.example\n', 'utf16le'),
    ])
    expect((await rowsOf(await upload(utf16))).map(({ label }) => label)).toEqual(['Юлия'])
  })

  test('of 200,000 rows is refused whole, with what to do', async () => {
    const batch = await upload(`name,email\n${'P,\n'.repeat(200_000)}`)
    const { state, code } = await adam.run(getBatch, { batch })
    expect([state, code]).toEqual(['refused', 'import.too_many_rows'])
    expect(await rowsOf(batch)).toEqual([])
  }, 60_000)

  test('of somebody else, or one that was used, is not there', async () => {
    const file = await igor.run(uploadFile, { name: 'x.csv' }, { upload: Readable.from([Buffer.from('a,b\n')]) })
    expect((await refusalOf(adam.run(importUsers, { file: file.id }))).kind).toBe('not_found')
  })
})

describe('an import gives nothing that an invitation would not (AT-051)', () => {
  test('no computed or outside group, no supervisor, by name or by id', async () => {
    const batch = await upload(
      'name,email,group\nA,g1@import.example,All users\nB,g2@import.example,System supervisor\nC,g3@import.example,External users\n',
    )
    expect(await issuesOf(batch)).toEqual([
      [2, 'groups'],
      [3, 'groups'],
      [4, 'groups'],
    ])
    const other = await upload('name,email\nA,g4@import.example\n')
    await adam.run(mapImport, { batch: other, mapping: ['fullName', 'email'], groups: [systemGroups.systemSupervisor] })
    await work(other)
    expect(await run(other)).toMatchObject({ done: 0, refused: 1 })
    expect((await pool.query("select 1 from users where email = 'g4@import.example'")).rows).toEqual([])
  })

  test('no employee imports, maps, runs or sees an import', async () => {
    const batch = await upload('name,email\nA,hidden@import.example\n')
    const file = await igor.run(uploadFile, { name: 'x.csv' }, { upload: Readable.from([Buffer.from('a,b\n')]) })
    for (const deed of [
      () => igor.run(importUsers, { file: file.id }),
      () => igor.run(mapImport, { batch, mapping: ['', ''] }),
      () => igor.run(runImport, { batch }),
      () => igor.run(getBatch, { batch }),
      () => igor.run(listBatchRows, { batch }),
      () => igor.download(getLeftOver, { batch }),
    ])
      expect((await refusalOf(deed())).kind).toBe('forbidden')
  })

  test('no more people than there are seats: the rest is refused row by row, nobody is half there (AT-120)', async () => {
    await pool.query(
      "update license_packs set seats = (select count(*) + 2 from seats where kind = 'named' and freed_at is null) where kind = 'named'",
    )
    const rows = Array.from({ length: 5 }, (_, n) => `Seat ${n},seat${n}@import.example\n`)
    const batch = await upload(`name,email\n${rows.join('')}`)
    expect(await run(batch)).toMatchObject({ state: 'done', done: 2, refused: 3 })
    const codes = (await rowsOf(batch)).map(({ code }) => code)
    expect(codes).toEqual([null, null, ...Array.from({ length: 3 }, () => 'license.no_free_seat')])
    const made = await pool.query<{ id: UserId }>("select id from users where email like 'seat%@import.example'")
    expect(made.rows).toHaveLength(2)
    const named = (await adam.run(getLicenses, {})).pools.find(({ kind }) => kind === 'named')!
    expect(named.free).toBe(0)
    await pool.query("update license_packs set seats = 1000 where kind = 'named'")
  })

  test('cells that begin a formula come back as text in the file of what was left over', async () => {
    const batch = await upload('name,email\n=HYPERLINK("http://x"),not-an-address\n')
    const left = (await text((await adam.download(getLeftOver, { batch })).stream)).toString()
    expect(left).not.toMatch(/^=|[,\n"]=HYPER/)
  })
})
