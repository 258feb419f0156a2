import { Readable } from 'node:stream'
import ExcelJS from 'exceljs'
import { zipSync } from 'fflate'
import { describe, expect, test } from 'vitest'
import { refusalOf } from '../../test/cast/world.ts'
import { readTable } from './import-table.ts'

/** A workbook is a ZIP file, and a ZIP file can be a bomb (AT-129). */
const sheet = (rows: string) =>
  `<?xml version="1.0"?><worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>${rows}</sheetData></worksheet>`
const row = (number: number, text: string) =>
  `<row r="${number}"><c r="A${number}" t="inlineStr"><is><t>${text}</t></is></c></row>`

async function workbook(change: (files: Record<string, Uint8Array>) => void): Promise<Uint8Array> {
  const made = new ExcelJS.Workbook()
  made.addWorksheet('People').addRow(['Full name'])
  const { unzipSync } = await import('fflate')
  const files = unzipSync(new Uint8Array(await made.xlsx.writeBuffer()))
  change(files)
  return zipSync(files)
}
const read = async (bytes: Uint8Array) => {
  const rows = []
  for await (const one of readTable(Readable.from([Buffer.from(bytes)]), 'auto')) rows.push(one)
  return rows
}
const encoded = (text: string) => new TextEncoder().encode(text)

describe('a workbook that unpacks too far', () => {
  test('in the sheet itself is refused with what was found, before it fills the memory', async () => {
    const bomb = await workbook((files) => {
      files['xl/worksheets/sheet1.xml'] = encoded(sheet(row(1, 'Full name') + ' '.repeat(60_000_000)))
    })
    expect(bomb.length).toBeLessThan(200_000)
    const before = process.memoryUsage().rss
    const refusal = await refusalOf(read(bomb))
    expect(refusal.code).toBe('import.unpacks_too_far')
    expect(refusal.message).toMatch(/grows to \d+ times its size/)
    expect(process.memoryUsage().rss - before).toBeLessThan(256 * 1024 * 1024)
  })

  test('in a part nobody reads is refused too', async () => {
    const bomb = await workbook((files) => {
      files['xl/media/picture.png'] = new Uint8Array(60_000_000)
      files['xl/sharedStrings.xml'] = encoded('<sst/>')
    })
    // Whatever stands before the sheet; what stands behind it is never read.
    const first = Object.fromEntries(
      Object.entries((await import('fflate')).unzipSync(bomb)).toSorted(([a], [b]) =>
        a.includes('media') ? -1 : b.includes('media') ? 1 : 0,
      ),
    )
    expect((await refusalOf(read(zipSync(first)))).code).toBe('import.unpacks_too_far')
  })

  test('in number of files is refused', async () => {
    const bomb = await workbook((files) => {
      const sheets = Object.entries(files)
      for (const [name] of sheets) delete files[name]
      for (let at = 0; at < 2100; at += 1) files[`junk/${at}.txt`] = encoded('x')
      Object.assign(files, Object.fromEntries(sheets))
    })
    expect((await refusalOf(read(bomb))).message).toMatch(/more than 2000 files/)
  })

  test('with a size in its head that lies is found out by what comes out of it', async () => {
    const bomb = Buffer.from(
      await workbook((files) => {
        files['xl/worksheets/sheet1.xml'] = encoded(sheet(row(1, 'Full name') + ' '.repeat(60_000_000)))
      }),
    )
    for (let at = bomb.indexOf('PK\u0003\u0004'); at >= 0; at = bomb.indexOf('PK\u0003\u0004', at + 4)) {
      bomb.writeUInt32LE(100, at + 22)
    }
    expect((await refusalOf(read(bomb))).code).toBe('import.unpacks_too_far')
  })
})

describe('an ordinary workbook', () => {
  test('of many alike rows is read to its end', async () => {
    const rows = Array.from({ length: 20_000 }, (_, at) => row(at + 1, `Person number ${at} of the same department`))
    const made = await workbook((files) => {
      files['xl/worksheets/sheet1.xml'] = encoded(sheet(rows.join('')))
    })
    expect(await read(made)).toHaveLength(20_000)
  })

  test('that is cut off, or no workbook at all, is said to be none', async () => {
    const made = await workbook(() => {})
    expect((await refusalOf(read(made.subarray(0, 400)))).code).toBe('import.not_a_table')
    expect((await refusalOf(read(zipSync({ 'a.txt': encoded('hello') })))).code).toMatch(/^import\./)
  })
})
