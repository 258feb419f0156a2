import { AxeBuilder } from '@axe-core/playwright'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { launchBrowser } from './chromium.ts'
import { demoPassword, employeePages, enterAsEmployee, enterPortal, portalPages, setUpDemo } from './demo.ts'
import { heading, type Person, phone, sitDown } from './person.ts'
import { type Portico, startPortico } from './portico.ts'

/** Every main page of both sides against WCAG 2.2, levels A and AA: light and dark, on a desktop and on a phone. */
const rules = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa']

let browser: Browser
let portico: Portico
let pages: Record<string, string>

beforeAll(async () => {
  ;[portico, browser] = await Promise.all([startPortico(), launchBrowser()])
  await setUpDemo(browser, portico)
  const finder = await sitDown(browser, 'Vera', portico.origin)
  await enterAsEmployee(finder, 'vera')
  pages = await employeePages(finder)
  await finder.context.close()
})
afterAll(async () => {
  await browser?.close()
  await portico?.stop()
})

/** Looked at once nothing is on its way any more: a skeleton has nothing to say. */
async function settled(page: Page): Promise<void> {
  await page.getByRole('heading', { level: 1 }).first().waitFor()
  await expect.poll(() => page.locator('[aria-busy="true"]').count(), { timeout: 10_000 }).toBe(0)
  await page.waitForTimeout(150)
}

async function violations({ page }: Person): Promise<string[]> {
  const found: string[] = []
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme })
    await page.waitForTimeout(250)
    const { violations } = await new AxeBuilder({ page }).withTags(rules).analyze()
    for (const { id, help, nodes } of violations)
      for (const { target, failureSummary } of nodes.slice(0, 3))
        found.push(`${colorScheme}: ${id} (${help}) at ${target.join(' ')}: ${failureSummary?.replaceAll(/\s+/g, ' ')}`)
  }
  return found
}

async function lookAt(person: Person, pages: Record<string, string>): Promise<Record<string, string[]>> {
  const found: Record<string, string[]> = {}
  for (const [name, address] of Object.entries(pages)) {
    await person.page.goto(address)
    await settled(person.page)
    const wrong = await violations(person)
    if (wrong.length > 0) found[name] = wrong
  }
  return found
}

const doors = {
  'sign in': '/sign-in',
  'forgotten password': '/forgot-password',
  'sign in to the portal': '/portal/service_desk/sign-in',
  'portal, forgotten password': '/portal/service_desk/forgot-password',
  'spent invitation': '/portal/service_desk/invitation/AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA',
}

describe.each([
  ['on a desktop', {}],
  ['on a phone', phone],
] as const)('nothing keeps anybody out %s', (_where, options) => {
  test('before signing in', async () => {
    const visitor = await sitDown(browser, 'Visitor', portico.origin, options)
    expect(await lookAt(visitor, doors)).toEqual({})
    await visitor.context.close()
  })

  test('on the employee side', async () => {
    const vera = await sitDown(browser, 'Vera', portico.origin, options)
    await enterAsEmployee(vera, 'vera')
    expect(await lookAt(vera, pages)).toEqual({})
    await vera.context.close()
  })

  test('on the portal', async () => {
    const dana = await sitDown(browser, 'Dana', portico.origin, options)
    await enterPortal(dana, 'dana@brightwater.example')
    expect(await lookAt(dana, await portalPages(dana))).toEqual({})
    await dana.context.close()
  })
})

describe('by keyboard alone', () => {
  /** Tabs on until this has the focus, as somebody does who cannot use a mouse; a page of a hundred stops is a fault. */
  async function tabTo(page: Page, role: 'link' | 'button' | 'textbox' | 'tab', name: RegExp): Promise<void> {
    const wanted = page.getByRole(role, { name })
    await wanted.first().waitFor()
    for (let stops = 0; stops < 100; stops += 1) {
      for (const each of await wanted.all())
        if (await each.evaluate((element) => element === element.ownerDocument.activeElement)) return
      await page.keyboard.press('Tab')
    }
    throw new Error(`Expected to reach the ${role} ${name} within 100 stops.`)
  }

  test('somebody signs in, takes a task and completes it', async () => {
    const kevin = await sitDown(browser, 'Kevin', portico.origin)
    const { page } = kevin
    await page.goto('/')
    await tabTo(page, 'textbox', /^E-mail/)
    await page.keyboard.type('kevin@larkfield.example')
    await page.keyboard.press('Tab')
    await page.keyboard.type(demoPassword)
    await page.keyboard.press('Enter')
    await heading(page, 'My tasks').waitFor()
    await tabTo(page, 'tab', /^Mine/)
    await page.keyboard.press('ArrowRight')
    await tabTo(page, 'link', /^Work on the request/)
    await page.keyboard.press('Enter')
    await tabTo(page, 'button', /^Take$/)
    await page.keyboard.press('Enter')
    await tabTo(page, 'textbox', /^Our answer/)
    await page.keyboard.type('Twelve are on their way.')
    await tabTo(page, 'button', /^Resolve$/)
    await page.keyboard.press('Enter')
    await heading(page, 'My tasks').waitFor()
    await tabTo(page, 'tab', /^(Mine|To take)/)
    // To the last tab; it opens when it is chosen, as the pattern for tabs leaves it to the page.
    await page.keyboard.press('End')
    await page.keyboard.press('Enter')
    await page.getByRole('table', { name: 'Done by me' }).getByText('Twelve replacement filters').waitFor()
    expect(kevin.problems).toEqual([])
    await kevin.context.close()
  })
})
