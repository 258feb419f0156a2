import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openPortalPage } from './portal-making.ts'
import { launchBrowser } from './chromium.ts'
import { enterAsEmployee, setUpDemo } from './demo.ts'
import { button, type Person, sitDown } from './person.ts'
import { type Portico, startPortico } from './portico.ts'

/** What administrators do in the rooms of people, each on one screen of the demo company. */
let browser: Browser
let portico: Portico
let vera: Person

beforeAll(async () => {
  ;[portico, browser] = await Promise.all([startPortico(), launchBrowser()])
  await setUpDemo(browser, portico)
  vera = await sitDown(browser, 'Vera', portico.origin)
  await enterAsEmployee(vera, 'vera')
})
afterAll(async () => {
  await browser?.close()
  await portico?.stop()
})

test('a question is asked also when its code arrives after the click', async () => {
  const { page } = vera
  await page.route('**/assets/overlays-*.js', async (route) => {
    await new Promise((resolve) => setTimeout(resolve, 1500))
    await route.continue()
  })
  await openPortalPage(vera)
  await button(page, 'Deactivate').click()
  await button(page.getByRole('dialog', { name: 'Deactivate the portal?' }), 'Cancel').click()
  await page.unroute('**/assets/overlays-*.js')
  expect(vera.problems).toEqual([])
})
