import { Readable } from 'node:stream'
import { buffer } from 'node:stream/consumers'
import { describe, expect, test } from 'vitest'
import { makeWorld, refusalOf } from '../../test/cast/world.ts'
import { withSite } from '../main/screens.ts'
import { sweepFiles } from '../files/sweep.ts'
import { removeThemeImage, setThemeImage } from './commands/set-theme-image.ts'
import { updateCompanySettings } from './commands/update-company-settings.ts'
import { resetTheme, updateTheme } from './commands/update-theme.ts'
import { getCompanySettings } from './queries/get-company-settings.ts'
import { getSite } from './queries/get-site.ts'
import { getTheme } from './queries/get-theme.ts'
import { themeImage } from './queries/theme-image.ts'

const world = await makeWorld()
const adam = await world.as('adam')
const vera = await world.as('vera')
const igor = await world.as('igor')

const png = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAQAAAC1HAwCAAAAC0lEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg==',
  'base64',
)
/** The same picture, whose header says another size. */
const sized = (width: number, height: number) => {
  const bytes = Buffer.from(png)
  bytes.writeUInt32BE(width, 16)
  bytes.writeUInt32BE(height, 20)
  return bytes
}
const setImage = (content: Buffer | string, kind: 'logo' | 'favicon' = 'logo') =>
  adam.run(setThemeImage, { kind }, { upload: Readable.from([Buffer.from(content)]) })
const version = async () => (await adam.run(getCompanySettings, {})).version
const themeVersion = async () => (await adam.run(getTheme, {})).version

describe('an administrator sets the name, the formats and the links of the company', () => {
  test('and every page knows them from then on', async () => {
    const links = [{ label: 'Handbook', url: 'https://handbook.example/' }]
    const change = {
      name: 'Larkfield & Söhne',
      dateFormat: 'iso',
      firstDayOfWeek: 7,
      phoneCountry: 'DE',
      links,
    } as const
    await adam.run(updateCompanySettings, { version: await version(), ...change })
    expect(await adam.run(getCompanySettings, {})).toMatchObject({ ...change, changedBy: 'Adam Brandt' })
    expect(await getSite(world.db)).toMatchObject({
      companyName: 'Larkfield & Söhne',
      links,
      formats: { date: 'iso', time: 'language', firstDayOfWeek: 7, phoneCountry: 'DE' },
    })
  })

  test('but not over what another has changed meanwhile; the refusal names who', async () => {
    const seen = await version()
    await vera.run(updateCompanySettings, { version: seen, timeFormat: 'h12' })
    const second = await refusalOf(adam.run(updateCompanySettings, { version: seen, timeFormat: 'h23' }))
    expect(second).toMatchObject({ kind: 'conflict', code: 'company.changed_meanwhile' })
    expect(second.message).toContain('Vera Lind')
    expect((await adam.run(getCompanySettings, {})).timeFormat).toBe('h12')
  })

  test('and of two at the same moment exactly one is taken', async () => {
    const seen = await version()
    const both = await Promise.allSettled([
      adam.run(updateCompanySettings, { version: seen, name: 'A' }),
      vera.run(updateCompanySettings, { version: seen, name: 'B' }),
    ])
    expect(both.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected'])
    expect(await version()).toBe(seen + 1)
  })

  test.each([
    ['no name', { name: '  ' }],
    ['a time zone that is none', { timeZone: 'Mars/Olympus' }],
    ['a day that does not begin weeks', { firstDayOfWeek: 3 }],
    ['a link that runs', { links: [{ label: 'x', url: 'javascript:alert(1)' }] }],
    ['six links', { links: Array.from({ length: 6 }, () => ({ label: 'x', url: 'https://x.example' })) }],
    ['a country in words', { phoneCountry: 'Germany' }],
  ])('%s is refused', async (_, change) => {
    const tried = adam.run(updateCompanySettings, { version: await version(), ...change } as never)
    expect(await refusalOf(tried)).toMatchObject({ kind: 'invalid' })
  })

  test('the audit tells what was changed, and only that', async () => {
    await adam.run(updateCompanySettings, { version: await version(), numberFormat: 'space_comma' })
    const { rows } = await world.pool.query(
      `select facts from audit_events where operation = 'updateCompanySettings' and outcome = 'done' order by at desc limit 1`,
    )
    expect(rows[0]).toEqual({ facts: { changes: { numberFormat: ['language', 'space_comma'] } } })
  })
})

describe('the theme', () => {
  test('takes a colour on which white text can be read, and offers the nearest for another', async () => {
    const seen = await themeVersion()
    const pale = await refusalOf(adam.run(updateTheme, { version: seen, color: '#ffcc00' }))
    expect(pale).toMatchObject({ kind: 'unprocessable', code: 'theme.colour_contrast' })
    await adam.run(updateTheme, { version: seen, color: pale.facts.nearest as string, titleEnding: 'HQ' })
    expect(await getSite(world.db)).toMatchObject({ color: pale.facts.nearest, titleEnding: 'HQ' })
  })

  test('shows pictures to everybody, also before they are signed in, and may be kept by browsers', async () => {
    const { url } = await setImage(png)
    const v = new URL(url, 'http://x').searchParams.get('v')!
    const anyone = world.anyone.run as unknown as (
      operation: unknown,
      input: object,
    ) => Promise<{
      stream: NodeJS.ReadableStream
      mediaType: string
      isLasting: boolean
    }>
    const shown = await anyone(themeImage, { kind: 'logo', v })
    expect([shown.mediaType, shown.isLasting]).toEqual(['image/png', true])
    expect(await buffer(shown.stream)).toEqual(png)
    expect((await anyone(themeImage, { kind: 'logo', v: 'other' })).isLasting).toBe(false)
    expect((await refusalOf(anyone(themeImage, { kind: 'favicon' }))).kind).toBe('not_found')
  })

  test.each([
    ['SVG, whatever it is called', '<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>'],
    ['SVG behind an XML head', '<?xml version="1.0"?><svg/>'],
    ['a page', '<!doctype html><script>alert(1)</script>'],
    ['a GIF', Buffer.from('R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7', 'base64')],
    ['30,000 pixels a side', sized(30_000, 30_000)],
    ['half a header', png.subarray(0, 20)],
    ['more than 512 KiB', Buffer.concat([png, Buffer.alloc(512 * 1024)])],
  ])('refuses %s, and the old picture stays (AT-126, AT-130)', async (_, content) => {
    const { url } = await setImage(png)
    expect(await refusalOf(setImage(content))).toMatchObject({ code: 'theme.image_unusable' })
    expect((await adam.run(getTheme, {})).images.logo?.url).toBe(url)
  })

  test('keeps its pictures through the sweep, and goes back to ours as a whole', async () => {
    await setImage(png, 'favicon')
    const aged = {
      ...world.blobs,
      all: async function* () {
        for await (const { key } of world.blobs.all()) yield { key, age: 30 * 24 * 3_600_000 }
      },
    }
    await sweepFiles(world.db, aged)
    expect((await getSite(world.db))?.favicon).toMatch(/favicon\?v=/)
    await adam.run(removeThemeImage, { kind: 'favicon' })
    await adam.run(resetTheme, { version: await themeVersion() })
    expect(await getSite(world.db)).toMatchObject({ color: null, titleEnding: null, logo: null, favicon: null })
  })
})

describe('nobody else changes or reads them (M135)', () => {
  test('an employee without administration is refused', async () => {
    const deeds = [
      () => igor.run(getCompanySettings, {}),
      () => igor.run(updateCompanySettings, { version: 1, name: 'Igor & Co' }),
      () => igor.run(getTheme, {}),
      () => igor.run(updateTheme, { version: 1, color: '#000000' }),
      () => igor.run(setThemeImage, { kind: 'logo' }, { upload: Readable.from([png]) }),
    ]
    for (const deed of deeds) expect(await refusalOf(deed())).toMatchObject({ kind: 'forbidden' })
  })
})

test('what stands in a page is text there, whatever the company is called (AT-158)', () => {
  const name = `"><script>alert(1)</script>'$& </title>`
  const page = '<head><title>Portico</title><link rel="icon" href="/m.svg"></head>'
  const written = withSite(page, { companyName: name, favicon: '/f"onerror=' })
  expect(written).not.toContain('<script>')
  expect(written).not.toContain('"onerror')
  const content = /content="([^"]*)"/
    .exec(written)![1]!
    .replace(/&#(\d+);/g, (_, code) => String.fromCharCode(Number(code)))
  expect(JSON.parse(content)).toMatchObject({ companyName: name })
})
