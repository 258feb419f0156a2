import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { launchBrowser } from './chromium.ts'
import { enterAsEmployee, setUpDemo } from './demo.ts'
import { button, field, heading, type Person, phone, sitDown } from './person.ts'
import { type Portico, startPortico } from './portico.ts'

/** An administrator draws by mouse and by keyboard and publishes; a colleague reads it a moment later. */
let browser: Browser
let portico: Portico

beforeAll(async () => {
  ;[portico, browser] = await Promise.all([startPortico(), launchBrowser()])
  await setUpDemo(browser, portico)
})
afterAll(async () => {
  await browser?.close()
  await portico?.stop()
})

async function enter(key: string, address: string, options = {}): Promise<Person> {
  const person = await sitDown(browser, key, portico.origin, options)
  await enterAsEmployee(person, key)
  await person.page.goto(address)
  return person
}

const place = ({ page }: Person, name: RegExp) => page.getByRole('treeitem', { name }).first()

async function drag(person: Person, what: RegExp, onto: RegExp): Promise<void> {
  const { mouse } = person.page
  const [from, to] = [await place(person, what).boundingBox(), await place(person, onto).boundingBox()]
  await mouse.move(from!.x + 60, from!.y + 20)
  await mouse.down()
  await mouse.move(from!.x + 80, from!.y + 30)
  await mouse.move(to!.x + to!.width / 2, to!.y + to!.height / 2, { steps: 6 })
  await mouse.up()
}

test('what an administrator draws is published with who gains and loses, and seen by everybody', async () => {
  const igor = await enter('igor', '/org-chart')
  const adam = await enter('adam', '/administration/org-chart', { viewport: { width: 1500, height: 900 } })
  await place(adam, /Key account/).waitFor()
  await drag(adam, /Key account/, /Development/)
  await expect.poll(() => place(adam, /Key account/).getAttribute('aria-level')).toBe('3')

  await place(adam, /^Sales/).focus()
  await adam.page.keyboard.press('Insert')
  const dialog = adam.page.getByRole('dialog', { name: 'New element' })
  await field(dialog, 'Name').fill('Sales clerk')
  await button(dialog, 'Add').click()
  await place(adam, /Sales clerk/).waitFor()
  await place(adam, /Sales clerk/).focus()
  await adam.page.keyboard.press('F2')
  await adam.page.keyboard.type('Sales assistant')
  await adam.page.keyboard.press('Enter')
  await place(adam, /Sales assistant/).waitFor()
  await adam.page.keyboard.press('Control+z')
  await place(adam, /Sales clerk/).waitFor()
  expect(await place(igor, /Sales clerk/).count()).toBe(0)

  await button(adam.page, 'Publish').click()
  const publish = adam.page.getByRole('dialog', { name: 'Publish the org chart' })
  await heading(publish, 'Who gains and who loses').waitFor()
  await publish.getByText('moves from “Sales” to “Development”').waitFor()
  await button(publish, 'Publish').click()
  await adam.page.getByText('The org chart is published.').waitFor()
  await place(igor, /Sales clerk/).waitFor()
  expect([adam.problems, igor.problems]).toEqual([[], []])
})

test('a held position says by whom before it is given to another (G76)', async () => {
  const adam = await enter('adam', '/administration/org-chart')
  await place(adam, /IT administrator/).click()
  await adam.page.getByLabel('Replace by').first().click()
  await adam.page.getByRole('option', { name: /Igor Petrov/ }).click()
  const question = adam.page.getByRole('dialog', { name: 'Replace Adam Brandt?' })
  await question.getByText('“IT administrator” is held by Adam Brandt.').waitFor()
  await button(question, 'Cancel').click()
  await adam.page.waitForTimeout(300)
  expect(await adam.page.getByText('Draft · changes').count()).toBe(0)
})

test('on a phone the chart is a list, and the chosen element opens in front of it', async () => {
  const kevin = await enter('kevin', '/org-chart', phone)
  await place(kevin, /First line/).click()
  const drawer = kevin.page.getByRole('dialog', { name: 'Org chart' })
  await drawer.getByText('Lena Novak').waitFor()
  expect(kevin.problems).toEqual([])
})

test.each(['png', 'pdf', 'csv'])('the chart is saved as %s', async (kind) => {
  const adam = await enter('adam', '/org-chart')
  await place(adam, /Sales/).waitFor()
  await button(adam.page, 'Export').click()
  const waiting = adam.page.waitForEvent('download')
  await adam.page.getByRole('menuitem', { name: new RegExp(kind, 'i') }).click()
  const saved = await waiting
  expect(saved.suggestedFilename()).toBe(`org-chart.${kind}`)
  const chunks: Buffer[] = []
  for await (const chunk of await saved.createReadStream()) chunks.push(chunk as Buffer)
  const bytes = Buffer.concat(chunks)
  const signs: Record<string, string> = { png: '\u0089PNG', pdf: '%PDF-1.7', csv: '\u00ef\u00bb\u00bfparent,kind,name' }
  expect(bytes.toString('latin1').startsWith(signs[kind]!)).toBe(true)
  expect(bytes.length).toBeGreaterThan(kind === 'csv' ? 200 : 10_000)
})
