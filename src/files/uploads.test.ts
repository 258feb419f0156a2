import { Readable } from 'node:stream'
import { describe, expect, test } from 'vitest'
import { makeWorld, refusalOf, type Someone } from '../../test/cast/world.ts'
import { updateUploadSettings } from './commands/update-upload-settings.ts'
import { uploadFile, uploadFileOnPortal } from './commands/upload-file.ts'
import { getUploadSettings } from './queries/get-upload-settings.ts'

const world = await makeWorld()
const adam = await world.as('adam')
const kevin = await world.as('kevin')
const dana = await world.as('dana')

const png = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAQAAAC1HAwCAAAAC0lEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg==',
  'base64',
)
const pdf = '%PDF-1.7\n1 0 obj\n<<>>\nendobj\n'
const zip = Buffer.concat([Buffer.from([0x50, 0x4b, 3, 4]), Buffer.alloc(40)])
const upload = (who: Someone, name: string, content: Buffer | string) =>
  who.run(who === dana ? uploadFileOnPortal : uploadFile, { name }, { upload: Readable.from([Buffer.from(content)]) })
const allow = async (extensions: string[] | null) =>
  adam.run(updateUploadSettings, { version: (await adam.run(getUploadSettings, {})).version, extensions })

describe('without a list every kind of file may be uploaded', () => {
  test('also one whose name says something else', async () => {
    await allow(null)
    expect(await upload(kevin, 'tool.exe', 'MZ')).toMatchObject({ name: 'tool.exe' })
  })
})

describe('with a list only what is on it and is what it says (M138)', () => {
  test('on both sides: the extension in any case, with the first bytes of it', async () => {
    await allow(['png', 'pdf', 'txt', 'jpg', 'docx'])
    for (const who of [kevin, dana]) {
      expect(await upload(who, 'photo.PNG', png)).toMatchObject({ mediaType: 'image/png' })
      expect(await upload(who, 'plan.pdf', pdf)).toMatchObject({ name: 'plan.pdf' })
      expect(await upload(who, 'letter.docx', zip)).toMatchObject({ name: 'letter.docx' })
      expect(await upload(who, 'notes.txt', 'Grüße, привет')).toMatchObject({ name: 'notes.txt' })
    }
  })

  test.each([
    ['an extension that is not on it', 'tool.exe', 'MZ'],
    ['no extension', 'README', 'Hello'],
    ['two, of which the last is not', 'photo.png.exe', png],
    ['a program under the name of a picture', 'photo.png', 'MZ\u0090\u0000\u0003'],
    ['a page under the name of a picture', 'photo.png', '<!doctype html><script>alert(1)</script>'],
    ['one picture as another', 'photo.jpg', png],
    ['a picture as a text', 'notes.txt', png],
    ['bytes as a text', 'notes.txt', 'a\u0000b'],
    ['a ZIP as a PDF', 'plan.pdf', zip],
    ['half a header', 'photo.png', png.subarray(0, 4)],
  ])('%s is refused on both sides, and nothing of it stays (AT-127)', async (_, name, content) => {
    await allow(['png', 'pdf', 'txt', 'jpg'])
    const count = async () => (await world.pool.query('select from files')).rowCount
    const before = await count()
    for (const who of [kevin, dana]) {
      expect(await refusalOf(upload(who, name, content))).toMatchObject({
        kind: 'media_type',
        code: 'file.kind_not_allowed',
      })
    }
    expect(await count()).toBe(before)
  })

  test('it is changed by administrators alone, and not over what another has changed', async () => {
    expect(await refusalOf(kevin.run(getUploadSettings, {}))).toMatchObject({ kind: 'forbidden' })
    expect(await refusalOf(kevin.run(updateUploadSettings, { version: 1, extensions: null }))).toMatchObject({
      kind: 'forbidden',
    })
    const stale = adam.run(updateUploadSettings, { version: 1, extensions: null })
    expect(await refusalOf(stale)).toMatchObject({ code: 'upload_settings.changed_meanwhile' })
    for (const extensions of [[], ['.png'], ['PNG'], ['a b'], ['../x']])
      expect((await refusalOf(adam.run(updateUploadSettings, { version: 1, extensions }))).kind).toBe('invalid')
  })
})
