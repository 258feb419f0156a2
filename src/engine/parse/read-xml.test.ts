import { expect, test } from 'vitest'
import { draw } from '../../../test/processes/draw.ts'
import { parseDefinition } from './parse-definition.ts'
import { fileLimits, readXml } from './read-xml.ts'

const drawing = draw('start s\nuser ask\nend e\ns -> ask\nask -> e').replace('id="ask"', 'id="ask" name="Größe?"')
const problemOf = (file: string | Uint8Array) => {
  const read = readXml(file)
  return 'problem' in read ? read.problem : 'nothing'
}
const nameIn = async (file: string | Uint8Array) => {
  const parsed = await parseDefinition(file)
  return 'definition' in parsed ? parsed.definition.elements['ask']?.name : parsed.refusals
}
const declared = (encoding: string) => drawing.replace('UTF-8', encoding)
const swapped = (bytes: Buffer) => Buffer.from(bytes).swap16()

test('a file is read in the encoding it declares or is marked with', async () => {
  expect(await nameIn(drawing)).toBe('Größe?')
  expect(await nameIn(Buffer.from(drawing))).toBe('Größe?')
  expect(await nameIn(Buffer.from(`\uFEFF${drawing}`))).toBe('Größe?')
  expect(await nameIn(Buffer.from(declared('windows-1252'), 'latin1'))).toBe('Größe?')
  const wide = Buffer.from(`\uFEFF${declared('UTF-16')}`, 'utf16le')
  expect(await nameIn(wide)).toBe('Größe?')
  expect(await nameIn(swapped(wide))).toBe('Größe?')
  expect(await nameIn(Buffer.from(declared('UTF-16'), 'utf16le'))).toBe('Größe?')
})

test('bytes that are not in the declared encoding are refused, not replaced', async () => {
  expect(problemOf(Buffer.from(drawing, 'latin1'))).toContain('Save the file as UTF-8')
  expect(problemOf(Buffer.from(declared('klingon')))).toContain('klingon')
})

test('AT-136: a document type is refused before anything is parsed, wherever it hides', async () => {
  const laughs = `<!DOCTYPE lolz [<!ENTITY lol "lol"><!ENTITY lol2 "&lol;&lol;&lol;">]>${drawing}`
  const outside = `<!DOCTYPE d SYSTEM "http://attacker.example/d.dtd">${drawing}`
  for (const file of [
    laughs,
    outside,
    drawing.replace('<bpmn:process', '<!ENTITY x "y"><bpmn:process'),
    `<!doctype html>`,
  ]) {
    const parsed = await parseDefinition(file)
    expect('refusals' in parsed && parsed.refusals.map(({ code }) => code)).toEqual(['file.unreadable'])
  }
})

test('AT-136: an entity of its own is not replaced by anything', async () => {
  const parsed = await parseDefinition(drawing.replace('Größe?', '&secret;'))
  expect(JSON.stringify(parsed)).toContain('&secret;')
})

test('a file that is too large, too long or too deep is refused quickly', () => {
  const begun = performance.now()
  expect(problemOf('x'.repeat(fileLimits.bytes + 1))).toContain('bytes')
  expect(problemOf(Buffer.alloc(fileLimits.bytes + 1))).toContain('bytes')
  expect(problemOf('<a>'.repeat(fileLimits.depth + 1))).toContain('deep')
  expect(problemOf(`<a>${'<b/>'.repeat(fileLimits.elements)}</a>`)).toContain('XML elements')
  expect(problemOf('<a b="'.repeat(300_000))).toContain('does not end')
  expect(problemOf('<!--'.repeat(300_000))).toContain('does not end')
  expect(problemOf(`<a b='>'>${'<![CDATA['.repeat(100_000)}`)).toContain('does not end')
  expect(performance.now() - begun).toBeLessThan(1_000)
})

test('a file as large as it may be is answered in time, whatever it is filled with', async () => {
  const fill = (part: (at: number) => string, count: number) => {
    const parts = Array.from({ length: count }, (_, at) => part(at)).join('')
    return drawing.replace('</bpmn:process>', `${parts}</bpmn:process>`).slice(0, fileLimits.bytes)
  }
  for (const file of [
    fill((at) => `<bpmn:sequenceFlow sourceRef="s" targetRef="ask" id="x${at}" />`, 30_000),
    fill((at) => `<bpmn:userTask id="t${at}" />`, 40_000),
    fill(() => `<bpmn:wrong />`, 10_000),
    fill((at) => `<bpmn:userTask id="t${at}" />`, 990).replace(
      '</bpmn:process>',
      `${Array.from({ length: 990 }, (_, at) => `<bpmn:sequenceFlow id="f${at}" sourceRef="t${at}" targetRef="t${(at * 7) % 990}" />`).join('')}</bpmn:process>`,
    ),
  ]) {
    const begun = performance.now()
    await parseDefinition(file)
    expect(performance.now() - begun).toBeLessThan(5_000)
  }
})

test('what is not XML, not BPMN or cut off is refused with a sentence', async () => {
  for (const file of [
    '',
    '   ',
    'hello',
    '{}',
    '<a/>',
    drawing.slice(0, 600),
    drawing.slice(0, -20),
    '<a'.repeat(10),
  ]) {
    const parsed = await parseDefinition(file)
    expect('refusals' in parsed && parsed.refusals.length).toBeGreaterThan(0)
  }
})
