import { AxeBuilder } from '@axe-core/playwright'
import type { Browser } from 'playwright-core'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { launchBrowser } from './chromium.ts'
import { enterAsEmployee, setUpDemo } from './demo.ts'
import { button, field, heading, link, look, type Person, phone, sitDown } from './person.ts'
import { type Portico, startPortico } from './portico.ts'

/** Who reaches the requests is taken from everybody and given by rows: on a desktop by Vera, felt by Igor on a phone. */
let browser: Browser
let portico: Portico
let [vera, igor]: Person[] = []
let app: string
let item: string

beforeAll(async () => {
  ;[portico, browser] = await Promise.all([startPortico(), launchBrowser()])
  await setUpDemo(browser, portico)
  vera = await sitDown(browser, 'Vera', portico.origin)
  await enterAsEmployee(vera, 'vera')
  igor = await sitDown(browser, 'Igor', portico.origin, phone)
  await enterAsEmployee(igor, 'igor')
})
afterAll(async () => {
  await browser?.close()
  await portico?.stop()
})
afterEach(() => expect(vera!.problems).toEqual([]))

const rules = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa']
const expectAccessible = async ({ page }: Person) =>
  expect((await new AxeBuilder({ page }).withTags(rules).analyze()).violations.map(({ id }) => id)).toEqual([])

async function give({ page }: Person, name: string) {
  await button(page, 'Give rights').first().click()
  await page.getByPlaceholder('Type a name').first().fill(name)
  await page.getByRole('option', { name }).first().click()
  await expectAccessible(vera!)
  await button(page, 'Give the rights').click()
  await page.getByRole('listitem').filter({ hasText: name }).first().waitFor()
}

test('an open app is closed to everybody, and Igor finds its item gone', async () => {
  const { page } = vera!
  await link(page, 'Service desk').first().click()
  await link(page, 'Requests').first().click()
  await heading(page, 'Requests').waitFor()
  app = new URL(page.url()).pathname
  await page.getByRole('row').nth(1).getByRole('link').first().click()
  await button(page, 'More').waitFor()
  item = new URL(page.url()).pathname
  await igor!.page.goto(item)
  await heading(igor!.page, 'History').waitFor()
  await page.goto(`${app}/access`)
  await page.getByRole('radio', { name: 'Its items' }).check()
  await button(page, 'Save').click()
  await page.getByText('Saved.').first().waitFor()
  await look(vera!, 'access to an app')
  await expectAccessible(vera!)
  await igor!.page.goto(item)
  await heading(igor!.page, 'History').waitFor({ state: 'hidden' })
})

test('a row of the item lets him in, to read; taken away it is gone again', async () => {
  const { page } = vera!
  await page.goto(item)
  await button(page, 'More').click()
  await page.getByRole('menuitem', { name: 'Access' }).click()
  await give(vera!, 'Igor Petrov')
  await look(vera!, 'access to an item')
  await igor!.page.goto(item)
  await heading(igor!.page, 'History').waitFor()
  expect(await button(igor!.page, 'Edit').count()).toBe(0)
  await button(page, 'Change the rights of Igor Petrov').click()
  await field(page, 'Reason').fill('Holiday of Kevin')
  await button(page, 'Save').click()
  await page.getByText('Holiday of Kevin').first().waitFor()
  await button(page, 'Take the rights from Igor Petrov').click()
  await button(page, 'Take them away').click()
  await page.getByRole('listitem').filter({ hasText: 'Igor Petrov' }).first().waitFor({ state: 'detached' })
  await igor!.page.reload()
  await heading(igor!.page, 'History').waitFor({ state: 'hidden' })
})

test('a row of the app lets a whole department in', async () => {
  const { page } = vera!
  await page.goto(`${app}/access`)
  await give(vera!, 'Support department')
  await igor!.page.goto(`${app}/access`)
  await button(igor!.page, 'Give rights').waitFor({ state: 'hidden' })
})
