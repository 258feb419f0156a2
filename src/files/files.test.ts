import { Readable } from 'node:stream'
import { buffer } from 'node:stream/consumers'
import { sql } from 'kysely'
import { describe, expect, test } from 'vitest'
import { createItem, createItemOnPortal } from '../apps/commands/create-item.ts'
import { deleteItem } from '../apps/commands/delete-item.ts'
import { restoreItem } from '../apps/commands/restore-item.ts'
import { updateItem } from '../apps/commands/update-item.ts'
import { exposeOwnItems, makeRequests } from '../../test/cast/requests.ts'
import { makeWorld, refusalOf, type Someone } from '../../test/cast/world.ts'
import { uploadFile, uploadFileOnPortal } from './commands/upload-file.ts'
import { downloadFile, downloadFileOnPortal } from './queries/download-file.ts'
import { sweepFiles } from './sweep.ts'

const world = await makeWorld()
const adam = await world.as('adam')
const kevin = await world.as('kevin')
const igor = await world.as('igor')
const [dana, omar] = [await world.as('dana'), await world.as('omar')]
const { app } = await makeRequests(adam)
const closed = await makeRequests(adam, { mode: 'app' })
await exposeOwnItems(world, app)
const unknown = '018f0000-0000-7000-8000-00000000dead'
const png = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAQAAAC1HAwCAAAAC0lEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg==',
  'base64',
)

const isOutside = (who: Someone) => who.actor.userKind === 'external'
const upload = (who: Someone, name: string, content: Buffer | string = name) =>
  who.run(isOutside(who) ? uploadFileOnPortal : uploadFile, { name }, { upload: Readable.from([Buffer.from(content)]) })
const download = (who: Someone, file: string) =>
  who.download(isOutside(who) ? downloadFileOnPortal : downloadFile, { file })
const read = async (who: Someone, file: string) => (await buffer((await download(who, file)).stream)).toString()
const attached = async (who: Someone, name: string) => {
  const { id } = await upload(who, name)
  const values = { subject: name, attachments: [id] }
  const item = await who.run(isOutside(who) ? createItemOnPortal : createItem, { app, values })
  return { file: id, item: item.id }
}
const bytesKept = async () => {
  let count = 0
  for await (const _ of world.blobs.all()) count += 1
  return count
}

describe('an upload', () => {
  test('comes back as it was, of a type found by its content (AT-127)', async () => {
    expect(await upload(kevin, 'photo.txt', png)).toMatchObject({
      name: 'photo.txt',
      size: png.length,
      mediaType: 'image/png',
    })
    const { id } = await upload(dana, 'report.txt', 'Hello')
    expect(await read(dana, id)).toBe('Hello')
  })

  test.each([
    ['page.html', '<!doctype html><script>alert(1)</script>'],
    ['image.png', '<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>'],
    ['data.xml', '<?xml version="1.0"?><x/>'],
    ['code.js', 'alert(1)'],
    ['half.png', png.subarray(0, 9).toString('binary')],
  ])('of something that could run is bytes without a meaning: %s (AT-126)', async (name, content) => {
    expect((await upload(kevin, name, content)).mediaType).toBe('application/octet-stream')
  })

  test.each([
    ['../../etc/passwd', 'passwd'],
    ['C:\\temp\\plan.pdf', 'plan.pdf'],
    ['a\r\nSet-Cookie: x', 'aSet-Cookie: x'],
    ['photo\u202egnp.exe', 'photognp.exe'],
    ['CON', 'CON'],
    ['📎 план.pdf', '📎 план.pdf'],
  ])('keeps of a name what is one: %j (AT-128)', async (given, kept) => {
    expect((await upload(kevin, given, 'x')).name).toBe(kept)
  })

  test.each(['', '   ', '../', '\u0000', 'x'.repeat(301)])('refuses what is no name: %j (AT-128)', async (name) => {
    expect((await refusalOf(upload(kevin, name, 'x'))).kind).toBe('invalid')
  })

  test('that is empty, too large or not there at all leaves nothing (AT-131)', async () => {
    const before = await bytesKept()
    expect((await refusalOf(upload(kevin, 'empty.txt', ''))).code).toBe('file.empty')
    expect((await refusalOf(upload(kevin, 'large.bin', Buffer.alloc(1024 * 1024 + 1)))).code).toBe('file.too_large')
    expect((await refusalOf(kevin.run(uploadFile, { name: 'none' }))).kind).toBe('invalid')
    expect(await bytesKept()).toBe(before)
  })

  test('needs a session of its side; without one the bytes are not even read (AT-078, AT-080)', async () => {
    const content = Readable.from([Buffer.from('x')])
    expect((await refusalOf(world.anyone.run(uploadFile, { name: 'x' }, { upload: content }))).kind).toBe(
      'unauthenticated',
    )
    expect(content.readableDidRead).toBe(false)
    expect((await refusalOf(dana.run(uploadFile, { name: 'x' }, { upload: content }))).kind).toBe('unauthenticated')
  })
})

describe('a file', () => {
  test('that no item has is its uploader’s alone', async () => {
    const { id } = await upload(dana, 'mine.txt')
    const random = await refusalOf(download(omar, unknown))
    expect({ ...(await refusalOf(download(omar, id))) }).toEqual({ ...random })
    expect((await refusalOf(download(kevin, id))).kind).toBe('not_found')
    expect(await read(dana, id)).toBe('mine.txt')
  })

  test('follows its item: whoever sees the one reads the other, nobody else (AT-124)', async () => {
    const { file } = await attached(dana, 'dana.txt')
    expect(await read(kevin, file)).toBe('dana.txt')
    expect(await read(dana, file)).toBe('dana.txt')
    const random = await refusalOf(download(omar, unknown))
    expect({ ...(await refusalOf(download(omar, file))) }).toEqual({ ...random })
  })

  test('of an item in a closed app is not there for other employees, nor for its uploader once outside', async () => {
    const { id } = await upload(adam, 'closed.txt')
    await adam.run(createItem, { app: closed.app, values: { subject: 'x', attachments: [id] } })
    expect((await refusalOf(download(igor, id))).kind).toBe('not_found')
    await sql`update files set uploaded_by = ${igor.id} where id = ${id}`.execute(world.db)
    expect((await refusalOf(download(igor, id))).kind).toBe('not_found')
  })

  test('taken out of its item is gone at once', async () => {
    const { file, item } = await attached(kevin, 'out.txt')
    await kevin.run(updateItem, { app, item, version: 1, values: { attachments: [] } })
    expect((await refusalOf(download(kevin, file))).kind).toBe('not_found')
  })

  test('goes and comes back with its item (AT-138)', async () => {
    const { file, item } = await attached(kevin, 'back.txt')
    await kevin.run(deleteItem, { app, item })
    expect((await refusalOf(download(kevin, file))).kind).toBe('not_found')
    await kevin.run(restoreItem, { app, item })
    expect(await read(kevin, file)).toBe('back.txt')
  })

  test('whose bytes are lost says so instead of breaking off', async () => {
    const { id } = await upload(kevin, 'lost.txt')
    const { rows } = await sql<{ key: string }>`select storage_key as key from files where id = ${id}`.execute(world.db)
    await world.blobs.remove(rows[0]!.key)
    expect((await refusalOf(download(kevin, id))).code).toBe('file.content_missing')
  })
})

describe('the sweep', () => {
  const age = (id: string, column: string, days: number) =>
    sql`update files set ${sql.ref(column)} = now() - make_interval(days => ${days}) where id = ${id}`.execute(world.db)

  test('takes what nobody used for a day and what is deleted for a month, and nothing else', async () => {
    const loose = (await upload(kevin, 'loose.txt')).id
    const fresh = (await upload(kevin, 'fresh.txt')).id
    const { file: kept, item } = await attached(kevin, 'kept.txt')
    const { file: old, item: gone } = await attached(kevin, 'old.txt')
    await age(loose, 'uploaded_at', 2)
    await age(kept, 'uploaded_at', 400)
    await kevin.run(deleteItem, { app, item: gone })
    await age(old, 'deleted_at', 31)
    const before = await bytesKept()
    expect((await sweepFiles(world.db, world.blobs)).rows).toBe(2)
    expect(await bytesKept()).toBe(before - 2)
    expect((await refusalOf(download(kevin, loose))).kind).toBe('not_found')
    expect(await read(kevin, fresh)).toBe('fresh.txt')
    expect(await read(kevin, kept)).toBe('kept.txt')
    expect(item).toBeTruthy()
  })

  test('leaves fresh bytes without a row alone: their transaction may be on its way (F-07)', async () => {
    const { key } = await world.blobs.put(Readable.from([Buffer.from('on its way')]))
    expect((await sweepFiles(world.db, world.blobs)).orphans).toBe(0)
    expect(await world.blobs.get(key)).toBeDefined()
    const aged = {
      ...world.blobs,
      all: async function* () {
        yield { key, age: 25 * 60 * 60 * 1000 }
      },
    }
    expect((await sweepFiles(world.db, aged)).orphans).toBe(1)
    expect(await world.blobs.get(key)).toBeUndefined()
  })
})
