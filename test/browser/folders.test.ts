import { AxeBuilder } from '@axe-core/playwright'
import type { Browser } from 'playwright-core'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { launchBrowser } from './chromium.ts'
import { enterAsEmployee, setUpDemo } from './demo.ts'
import { button, field, heading, link, look, type Person, phone, sitDown } from './person.ts'
import { type Portico, startPortico } from './portico.ts'

/** The requests of the service desk are sorted into folders: on a desktop, by mouse and keys, and on a phone. */
let browser: Browser
let portico: Portico
let [vera, igor]: Person[] = []

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
afterEach(() => {
  for (const { name, problems } of [vera!, igor!]) expect([name, problems]).toEqual([name, []])
})

const rules = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa']
const expectAccessible = async ({ page }: Person) =>
  expect((await new AxeBuilder({ page }).withTags(rules).analyze()).violations.map(({ id }) => id)).toEqual([])

let address: string
const folder = ({ page }: Person, name: string) => page.getByRole('treeitem', { name, exact: true }).first()
const dialogNamed = ({ page }: Person, name: string) => page.getByRole('dialog', { name })

test('an administrator makes the first folder, and others in it', async () => {
  const { page } = vera!
  await link(page, 'Service desk').first().click()
  await link(page, 'Requests').first().click()
  await heading(page, 'Requests').waitFor()
  address = new URL(page.url()).pathname
  await button(page, 'More').click()
  await page.getByRole('menuitem', { name: 'Sort into folders' }).click()
  await field(dialogNamed(vera!, 'First folder'), 'Name').fill('Laboratory')
  await button(page, 'Make the folder').click()
  await folder(vera!, 'Laboratory').click()
  await heading(page, 'This folder is empty').waitFor()
  await look(vera!, 'an empty folder')
  await button(page, 'New folder in “Laboratory”').click()
  await field(dialogNamed(vera!, 'New folder in “Laboratory”'), 'Name').fill('Microscopes')
  await button(page, 'Make the folder').click()
  await folder(vera!, 'Microscopes').waitFor()
  await button(page, 'Actions of “Microscopes”').click()
  await page.getByRole('menuitem', { name: 'Rename' }).click()
  await field(dialogNamed(vera!, 'Rename “Microscopes”'), 'Name').fill('Optics')
  await button(dialogNamed(vera!, 'Rename “Microscopes”'), 'Rename').click()
  await folder(vera!, 'Optics').waitFor()
  await expectAccessible(vera!)
})

test('items are dragged onto a folder, or moved by a choice; each tells where it lies', async () => {
  const { page } = vera!
  await folder(vera!, 'All items').click()
  const row = page.getByRole('row').filter({ hasText: 'Centrifuge' }).first()
  await row.dragTo(folder(vera!, 'Laboratory'))
  await page.getByText('Moved.').first().waitFor()
  await page.getByRole('row').nth(2).getByRole('checkbox').check()
  await button(page, 'Move to …').click()
  const dialog = dialogNamed(vera!, 'Move to a folder')
  await dialog.getByRole('treeitem', { name: 'Optics' }).click()
  await look(vera!, 'move items')
  await button(dialog, 'Move here').click()
  await dialog.waitFor({ state: 'detached' })
  await folder(vera!, 'Laboratory').click()
  await page.getByRole('row').filter({ hasText: 'Centrifuge' }).first().waitFor()
  await look(vera!, 'a folder with items')
  await page.getByRole('row').filter({ hasText: 'Centrifuge' }).getByRole('link').first().click()
  await page.getByRole('navigation', { name: 'Breadcrumbs' }).getByRole('link', { name: 'Laboratory' }).waitFor()
  await look(vera!, 'an item in a folder')
  await expectAccessible(vera!)
})

test('a folder is moved, and deleted once it is empty', async () => {
  const { page } = vera!
  await page.goto(address)
  await folder(vera!, 'Optics').dragTo(folder(vera!, 'All items'))
  await expect.poll(() => folder(vera!, 'Optics').getAttribute('aria-level')).toBe('1')
  await folder(vera!, 'Laboratory').click()
  await button(page, 'Actions of “Laboratory”').click()
  vera!.mayMeet('409 ')
  await page.getByRole('menuitem', { name: 'Delete' }).click()
  await button(dialogNamed(vera!, 'Delete “Laboratory”?'), 'Delete').click()
  await page.getByText(/Expected “Laboratory” to be empty, but it holds 1 item/).waitFor()
})

test('on a phone the tree opens beside the list', async () => {
  const { page } = igor!
  await page.goto(address)
  await button(page, 'Folders').click()
  await folder(igor!, 'Laboratory').waitFor()
  await look(igor!, 'folders on a phone')
  await expectAccessible(igor!)
  await folder(igor!, 'Laboratory').click()
  await button(page, 'Laboratory').waitFor()
  await page
    .getByText(/centrifuge/)
    .first()
    .waitFor()
  await look(igor!, 'a folder on a phone')
  await expectAccessible(igor!)
})
