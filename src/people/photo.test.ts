import { Readable } from 'node:stream'
import { describe, expect, test } from 'vitest'
import { makeWorld, refusalOf } from '../../test/cast/world.ts'
import { sweepFiles } from '../files/sweep.ts'
import { deleteUser } from '../signin/commands/delete-user.ts'
import { removeMyPhoto, setMyPhoto } from './commands/set-my-photo.ts'
import { getMe } from './queries/get-me.ts'
import { getPhoto } from './queries/get-photo.ts'
import { listUsers } from './queries/list-users.ts'
import { searchPeople } from './queries/search-people.ts'

const world = await makeWorld()
const { people } = world
const [kevin, igor, adam, dana] = [
  await world.as('kevin'),
  await world.as('igor'),
  await world.as('adam'),
  await world.as('dana'),
]

/** The head of a PNG of this size, which is all that is read of it. */
function png(width: number, height: number): Buffer {
  const head = Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex')
  const size = Buffer.alloc(8)
  size.writeUInt32BE(width, 0)
  size.writeUInt32BE(height, 4)
  return Buffer.concat([head, size, Buffer.from('0806000000', 'hex'), Buffer.alloc(40)])
}
const set = (who: typeof kevin, bytes: Buffer) => who.run(setMyPhoto, {}, { upload: Readable.from([bytes]) })

describe('a photo (G78)', () => {
  test('shows beside the name: in the list, in searches and on the own page', async () => {
    const { photo } = await set(kevin, png(256, 256))
    expect((await kevin.run(getMe, {})).photo).toBe(photo)
    const { rows } = await igor.run(listUsers, { search: 'Kevin' })
    expect(rows[0]!.photo).toBe(photo)
    expect((await igor.run(searchPeople, { search: 'Kevin' })).rows[0]!.photo).toBe(photo)
    const { mediaType, isLasting } = await igor.download(getPhoto, { user: people.kevin, v: photo })
    expect([mediaType, isLasting]).toEqual(['image/png', true])
  })

  test('is replaced and taken away; an old address is not kept for the new one', async () => {
    const before = (await kevin.run(getMe, {})).photo!
    const { photo } = await set(kevin, png(128, 128))
    expect(photo).not.toBe(before)
    expect((await igor.download(getPhoto, { user: people.kevin, v: before })).isLasting).toBe(false)
    await kevin.run(removeMyPhoto, {})
    expect((await kevin.run(getMe, {})).photo).toBeNull()
    expect((await refusalOf(igor.download(getPhoto, { user: people.kevin }))).kind).toBe('not_found')
  })

  test('is not swept away as nobody’s bytes', async () => {
    await set(kevin, png(64, 64))
    await sweepFiles(world.db, world.blobs)
    await igor.download(getPhoto, { user: people.kevin })
  })
})

describe('what is no photo', () => {
  test.each([
    ['a page with scripts (AT-126)', Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"><script>1</script></svg>')],
    ['a GIF', Buffer.from('GIF89a\u0001\u0000\u0001\u0000', 'latin1')],
    ['a picture that is no square', png(300, 200)],
    ['a picture with too many pixels', png(60_000, 60_000)],
    ['a picture that breaks off', png(10, 10).subarray(0, 18)],
    ['nothing at all', Buffer.from(' ')],
    ['a large file', Buffer.concat([png(10, 10), Buffer.alloc(300 * 1024)])],
  ])('%s is refused', async (_, bytes) => {
    expect((await refusalOf(set(igor, bytes))).code).toBe('photo.unusable')
    expect((await igor.run(getMe, {})).photo).toBeNull()
  })
})

describe('who sees it', () => {
  test('nobody from outside, who has none either', async () => {
    expect((await refusalOf(dana.run(getPhoto, { user: people.kevin }))).kind).toBe('unauthenticated')
    expect((await refusalOf(set(dana, png(10, 10)))).kind).toBe('unauthenticated')
    const past = world.pool.query(
      `insert into user_photos (user_id, storage_key, media_type, size, side, sha256) values ($1, 'x', 'image/png', 1, 1, 'x')`,
      [people.dana],
    )
    await expect(past).rejects.toThrow(/foreign key/)
  })

  test('nobody any more when the person is deleted', async () => {
    await adam.run(deleteUser, { user: people.kevin })
    expect((await refusalOf(igor.download(getPhoto, { user: people.kevin }))).kind).toBe('not_found')
  })
})
