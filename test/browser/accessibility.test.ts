import { AxeBuilder } from '@axe-core/playwright'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { launchBrowser } from './chromium.ts'
import { demoPassword, employeePages, enterAsEmployee, enterPortal, portalPages, setUpDemo } from './demo.ts'
import { heading, type Person, phone, sitDown } from './person.ts'
import { type Portico, startPortico } from './portico.ts'

/** Every main page of both sides against WCAG 2.2, levels A and AA: light and dark, on a desktop and on a phone. */
const levels = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa']
/** Good practice beyond them: whoever jumps from landmark to landmark finds one of each. */
const landmarks = ['landmark-no-duplicate-banner', 'landmark-no-duplicate-main', 'landmark-one-main', 'landmark-unique']
const also = { rules: Object.fromEntries(landmarks.map((rule) => [rule, { enabled: true }])) }

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
  const look = async (scheme: 'light' | 'dark', axe: AxeBuilder): Promise<void> => {
    await page.emulateMedia({ colorScheme: scheme })
    await page.waitForTimeout(200)
    const { violations } = await axe.analyze()
    for (const { id, help, nodes } of violations)
      for (const { target, failureSummary } of nodes.slice(0, 3))
        found.push(`${scheme}: ${id} (${help}) at ${target.join(' ')}: ${failureSummary?.replaceAll(/\s+/g, ' ')}`)
  }
  // A mail as it will be received stands in a frame without scripts, where nothing can be asked.
  await look('light', new AxeBuilder({ page }).options(also).exclude('iframe').withTags(levels))
  // Nothing but the colours differs in the dark.
  await look('dark', new AxeBuilder({ page }).exclude('iframe').withRules('color-contrast'))
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

// `npm run prove` looks at all of it; here a phone is held by whoever works, and administration sits at a desk.
const isWhole = process.env.PORTICO_PROVE_PAGES === 'all'

describe.each([
  ['on a desktop', {}, ['administration', 'work']],
  ['on a phone', phone, isWhole ? ['administration', 'work'] : ['work']],
] as const)('nothing keeps anybody out %s', (_where, options, parts) => {
  test('before signing in', async () => {
    const visitor = await sitDown(browser, 'Visitor', portico.origin, options)
    expect(await lookAt(visitor, doors)).toEqual({})
    await visitor.context.close()
  })

  test.each(parts)('on the employee side: %s', async (part) => {
    const vera = await sitDown(browser, 'Vera', portico.origin, options)
    await enterAsEmployee(vera, 'vera')
    const these = Object.entries(pages).filter(([, at]) => at.startsWith('/administration') === (part !== 'work'))
    expect(await lookAt(vera, Object.fromEntries(these))).toEqual({})
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

  test('somebody learns why a button cannot be pressed, and comes back from the menu to where it was opened', async () => {
    const vera = await sitDown(browser, 'Vera', portico.origin)
    await enterAsEmployee(vera, 'vera')
    const { page } = vera
    await page.goto('/administration/org-chart')
    await tabTo(page, 'button', /^Publish$/)
    const reason = page.getByRole('tooltip')
    await reason.waitFor()
    await page.keyboard.press('Escape')
    await reason.waitFor({ state: 'hidden' })
    const menu = page.getByRole('button', { name: 'User menu of Vera Lind' })
    await menu.focus()
    await page.keyboard.press('Enter')
    await page.getByRole('dialog', { name: 'User menu of Vera Lind' }).getByRole('link', { name: 'Profile' }).waitFor()
    await page.keyboard.press('Escape')
    await expect.poll(() => menu.evaluate((element) => element === element.ownerDocument.activeElement)).toBe(true)
    await menu.click()
    await page.getByRole('button', { name: 'Sign out' }).waitFor()
    await menu.click()
    await page.getByRole('button', { name: 'Sign out' }).waitFor({ state: 'hidden' })
    expect(vera.problems).toEqual([])
    await vera.context.close()
  })
})
