import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import type { Browser, BrowserContextOptions } from 'playwright-core'
import { launchBrowser } from './chromium.ts'
import { employeePages, enterAsEmployee, enterPortal, portalPages, setUpDemo } from './demo.ts'
import { takeGuides } from './guide-pictures.ts'
import { type Person, phone, sitDown } from './person.ts'
import { type Portico, startPortico } from './portico.ts'

/** Takes the pictures of the README and of `docs/` from the demo company: light and dark, on a desktop and on a phone. */
const folder = join(import.meta.dirname, '../../docs/pictures')

const employees = ['modeler', 'page builder']
const outsiders = ['home', 'request']

async function shoot({ page }: Person, name: string, schemes: readonly ('light' | 'dark')[]): Promise<void> {
  await page.getByRole('heading', { level: 1 }).first().waitFor()
  await page.locator('[aria-busy="true"]').first().waitFor({ state: 'detached' })
  for (const colorScheme of schemes) {
    await page.emulateMedia({ colorScheme })
    await page.waitForTimeout(500)
    await page.screenshot({ path: join(folder, `${name.replaceAll(' ', '-')}-${colorScheme}.png`) })
  }
}

async function take(person: Person, name: string, address: string): Promise<void> {
  await person.page.goto(address)
  await shoot(person, name, ['light', 'dark'])
}

async function takeAll(browser: Browser, portico: Portico, where: string, options: BrowserContextOptions) {
  const vera = await sitDown(browser, 'Vera', portico.origin, options)
  await enterAsEmployee(vera, 'vera')
  const pages = await employeePages(await desktop(browser, portico))
  for (const name of employees) if (pages[name]) await take(vera, `${name}-${where}`, pages[name])
  const kevin = await sitDown(browser, 'Kevin', portico.origin, options)
  await enterAsEmployee(kevin, 'kevin')
  await take(kevin, `tasks-to-take-${where}`, '/tasks?tab=take')
  const dana = await sitDown(browser, 'Dana', portico.origin, options)
  await enterPortal(dana, 'dana@brightwater.example')
  const found = await portalPages(dana)
  for (const name of outsiders) if (found[name]) await take(dana, `portal-${name}-${where}`, found[name])
}

/** Links are followed on a desktop, where the navigation stands beside the page. */
async function desktop(browser: Browser, portico: Portico): Promise<Person> {
  const finder = await sitDown(browser, 'Vera', portico.origin)
  await enterAsEmployee(finder, 'vera')
  return finder
}

const [portico, browser] = await Promise.all([startPortico(), launchBrowser()])
try {
  await mkdir(folder, { recursive: true })
  await setUpDemo(browser, portico)
  await takeAll(browser, portico, 'desktop', {})
  await takeAll(browser, portico, 'phone', phone)
  await takeGuides(browser, portico, (person, name) => shoot(person, `${name}-desktop`, ['light']))
} finally {
  await browser.close()
  await portico.stop()
}
