import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import type { Browser, BrowserContext, BrowserContextOptions, Locator, Page } from 'playwright-core'
import { openProfile } from './chromium.ts'

/** Somebody in front of a browser of their own. */
export type Person = {
  name: string
  context: BrowserContext
  page: Page
  /** What no visitor should cause: errors in the console, of scripts and of CSP, and refused requests nobody announced. */
  problems: string[]
  /** Announces refusals that belong to the story: `409 /api/v1/users`. */
  mayMeet(...refusals: string[]): void
}

export const phone: BrowserContextOptions = { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true }

/** A person with a profile of their own; nothing is shared with anybody else's. */
export async function sitDown(
  browser: Browser,
  name: string,
  origin: string,
  options: BrowserContextOptions = {},
): Promise<Person> {
  const context = await openProfile(browser, { baseURL: origin, acceptDownloads: true, ...options })
  context.setDefaultTimeout(10_000)
  // Whoever has not signed in yet is asked to; that is no surprise anywhere.
  const expected: string[] = ['401 ']
  const problems: string[] = []
  context.on('console', (message) => {
    // The browser writes an error for each refused request too; those are looked at below, with their addresses.
    if (message.type() === 'error' && !message.text().startsWith('Failed to load resource'))
      problems.push(`${message.text()} (${message.location().url})`)
  })
  context.on('weberror', (error) => problems.push(String(error.error().stack ?? error.error())))
  context.on('response', (response) => {
    const met = `${response.status()} ${new URL(response.url()).pathname}`
    if (response.status() >= 400 && !expected.some((refusal) => met.startsWith(refusal))) problems.push(met)
  })
  return { name, context, page: await context.newPage(), problems, mayMeet: (...more) => void expected.push(...more) }
}

const pictures = process.env.PORTICO_PICTURES

/** Takes a picture of what the person sees, light and dark, when `PORTICO_PICTURES` names a folder for them. */
export async function look({ page, name }: Pick<Person, 'page' | 'name'>, what: string): Promise<void> {
  if (!pictures) return
  await mkdir(pictures, { recursive: true })
  for (const colorScheme of ['dark', 'light'] as const) {
    await page.emulateMedia({ colorScheme })
    // Colours are faded over, also for those who want less motion.
    await page.waitForTimeout(300)
    const file = `${what} ${name} ${colorScheme}.png`.replaceAll(/[^a-z0-9.]+/gi, '-').toLowerCase()
    await page.screenshot({ path: join(pictures, file) })
  }
}

export const button = (within: Page | Locator, name: string | RegExp): Locator =>
  within.getByRole('button', { name, exact: typeof name === 'string' })

export const link = (within: Page | Locator, name: string | RegExp): Locator =>
  within.getByRole('link', { name, exact: typeof name === 'string' })

export const field = (within: Page | Locator, name: string): Locator =>
  within.getByRole('textbox', { name, exact: true })

/** Passwords have no role of their own; its label is what one sees. */
export const passwordField = (within: Page | Locator): Locator => within.getByLabel(/^Password/)

export const heading = (within: Page | Locator, name: string | RegExp): Locator =>
  within.getByRole('heading', { name, exact: typeof name === 'string' })

/** A field that offers choices. Some controls call themselves a text box, some a combo box. */
export const choiceField = (within: Page | Locator, name: string): Locator =>
  within
    .getByRole('combobox', { name, exact: true })
    .or(within.getByRole('textbox', { name, exact: true }))
    .first()

/** Opens a field's choices and takes those with these names, one after the other. */
export async function choose(choices: Locator, ...options: string[]): Promise<void> {
  for (const option of options) {
    // To choose what is chosen already would take it away again.
    if ((await choices.inputValue()) === option) continue
    await choices.click()
    await choices.page().getByRole('option', { name: option, exact: true }).first().click()
  }
}

/** Chooses somebody in a field that searches while one types. */
export async function chooseSomebody({ page }: Person, label: string, name: string): Promise<void> {
  const choices = choiceField(page.getByRole('main').or(page.getByRole('dialog')).last(), label)
  await choices.click()
  await choices.pressSequentially(name)
  await page
    .getByRole('option', { name: new RegExp(name) })
    .first()
    .click()
}
