import { AxeBuilder } from '@axe-core/playwright'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { launchBrowser } from './chromium.ts'
import { enterAsEmployee, setUpDemo } from './demo.ts'
import { button, heading, link, look, type Person, phone, sitDown } from './person.ts'
import { type Portico, startPortico } from './portico.ts'

/** An administrator lets an employee administer the service desk, who finds what is theirs and nothing more. */
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

const expectAccessible = async ({ page }: Person) =>
  expect((await new AxeBuilder({ page }).analyze()).violations.map(({ id }) => id)).toEqual([])

test('an administrator says who administers a workspace', async () => {
  const { page } = vera!
  await link(page, 'Service desk').first().click()
  await button(page, 'More').click()
  await page.getByRole('menuitem', { name: 'Workspace administration' }).click()
  await heading(page, 'Nobody administers this workspace alone').waitFor()
  await look(vera!, 'no workspace administrators')
  await button(page, 'Add an administrator').first().click()
  const dialog = page.getByRole('dialog', { name: 'Who administers Service desk' })
  await dialog.getByRole('combobox').or(dialog.getByRole('textbox')).first().fill('Igor')
  await page.getByRole('option', { name: /Igor Petrov/ }).click()
  await look(vera!, 'appoint')
  await button(dialog, 'Let them administer it').click()
  await page.getByRole('listitem').filter({ hasText: 'Igor Petrov' }).waitFor()
  await look(vera!, 'workspace administrators')
  await page.reload()
  await page.getByRole('listitem').filter({ hasText: 'Igor Petrov' }).waitFor()
  await expectAccessible(vera!)
  expect(vera!.problems).toEqual([])
})

test('who administers it finds its groups, and no way to end it or open it to the outside', async () => {
  const { page } = igor!
  const desk = new URL(vera!.page.url()).pathname.replace('/administrators', '')
  await page.goto(desk)
  await button(page, 'More').first().click()
  await page.getByRole('menuitem', { name: 'Groups' }).waitFor()
  expect(await page.getByRole('menuitem', { name: 'Delete' }).count()).toBe(0)
  await look(igor!, 'workspace menu')
  await page.getByRole('menuitem', { name: 'Groups' }).click()
  await button(page, 'New group').first().click()
  await page.getByRole('dialog', { name: 'New group' }).waitFor()
  await look(igor!, 'new group')
  await page.keyboard.press('Escape')
  await page.goto(`${desk}/portal`)
  await heading(page, 'Service desk').first().waitFor()
  expect(await button(page, 'Deactivate').count()).toBe(0)
  await look(igor!, 'portal of a workspace administrator')
  await expectAccessible(igor!)
  await page.goto(`${desk}/administrators`)
  await page.getByRole('listitem').filter({ hasText: 'Igor Petrov' }).waitFor()
  expect(await button(page, 'Add an administrator').count()).toBe(0)
  await expectAccessible(igor!)
  expect(igor!.problems).toEqual([])
})
