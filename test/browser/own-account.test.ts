import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { launchBrowser } from './chromium.ts'
import { enterAsEmployee, setUpDemo } from './demo.ts'
import { button, choiceField, choose, field, heading, look, type Person, phone, sitDown } from './person.ts'
import { type Portico, startPortico } from './portico.ts'

/** What one changes of one's own account, in a real browser. */
let browser: Browser
let portico: Portico
let [kevin, vera]: Person[] = []

beforeAll(async () => {
  ;[portico, browser] = await Promise.all([startPortico(), launchBrowser()])
  await setUpDemo(browser, portico)
  kevin = await sitDown(browser, 'Kevin', portico.origin)
  await enterAsEmployee(kevin, 'kevin')
  vera = await sitDown(browser, 'Vera', portico.origin)
  await enterAsEmployee(vera, 'vera')
})
afterAll(async () => {
  await browser?.close()
  await portico?.stop()
})

/** Without a mail server an administrator reads it under Mail; here by its address. */
async function linkIn(subject: string): Promise<string> {
  const { request } = vera!.page
  await expect.poll(async () => (await mailsOf(subject)).length).toBeGreaterThan(0)
  const [mail] = await mailsOf(subject)
  const { text } = (await (await request.get(`/api/v1/mails/${mail!.id}`)).json()) as { text: string }
  return /https?:\/\/\S+\/[\w-]{43}/.exec(text)![0]
}

async function mailsOf(subject: string): Promise<{ id: string }[]> {
  const answer = await vera!.page.request.get(`/api/v1/mails?search=${encodeURIComponent(subject)}`)
  return ((await answer.json()) as { rows: { id: string }[] }).rows
}

test('another address counts when its mail is answered, and the old one can take it back', async () => {
  const { page } = kevin!
  await page.goto('/profile')
  await button(page, 'Change the address').click()
  const dialog = page.getByRole('dialog', { name: 'Change the address' })
  await field(dialog, 'New e-mail address').fill('kevin.hale@larkfield.example')
  await look(kevin!, 'change address')
  await button(dialog, 'Send the mail').click()
  await page.getByText('kevin.hale@larkfield.example waits to be confirmed').waitFor()
  await look(kevin!, 'address waits')

  const mailbox = await sitDown(browser, 'Mailbox', portico.origin, phone)
  await mailbox.page.goto(await linkIn('Confirm your new e-mail address'))
  await heading(mailbox.page, 'Is this your new address?').waitFor()
  await look(mailbox, 'confirm address')
  await button(mailbox.page, 'Confirm the address').click()
  await heading(mailbox.page, 'Your new address is confirmed').waitFor()
  await page.getByText('kevin.hale@larkfield.example').first().waitFor()

  await mailbox.page.goto(await linkIn('Your e-mail address was changed'))
  await button(mailbox.page, 'Keep the old address').click()
  await heading(mailbox.page, 'The old address stays').waitFor()
  await look(mailbox, 'old address stays')
  await heading(page, 'Sign in').waitFor()
  expect([...kevin!.problems, ...mailbox.problems]).toEqual([])
})

test('dates are written as one chooses, and mails one does not want are turned off', async () => {
  const lena = await sitDown(browser, 'Lena', portico.origin)
  await enterAsEmployee(lena, 'lena')
  const { page } = lena
  await page.goto('/profile')
  await choose(choiceField(page, 'Dates'), '2026-12-31')
  await choose(choiceField(page, 'Times'), '17:05')
  await button(page, 'Save').first().click()
  await page.getByText('Saved.').first().waitFor()
  await page.getByText(/^Chosen on 20\d\d-\d\d-\d\d, \d\d:\d\d/).waitFor()
  await page.getByText('Mails to me').scrollIntoViewIfNeeded()
  await page.getByLabel('I act for somebody who is away').uncheck()
  await button(page, 'Save').nth(1).click()
  await look(lena, 'formats and mails')
  await page.reload()
  expect(await page.getByLabel('I act for somebody who is away').isChecked()).toBe(false)
  await page.getByText('Mails to me').scrollIntoViewIfNeeded()
  await look(lena, 'mails to me')
  expect(lena.problems).toEqual([])
})

test('a photo is cut to a square, shows beside the name, and is taken away again', async () => {
  const { page } = vera!
  await page.goto('/profile')
  const wide = await page.screenshot({ type: 'png', clip: { x: 0, y: 0, width: 900, height: 600 } })
  const chosen = page.waitForEvent('filechooser')
  await button(page, 'Choose a picture').click()
  await (await chosen).setFiles({ name: 'wide.png', mimeType: 'image/png', buffer: wide })
  const photo = page.getByRole('img', { name: 'Photo' })
  await photo.scrollIntoViewIfNeeded()
  await expect.poll(() => photo.evaluate((image: HTMLImageElement) => image.naturalWidth)).toBe(512)
  expect(await photo.evaluate((image: HTMLImageElement) => image.naturalHeight)).toBe(512)
  await look(vera!, 'photo')
  await page.goto('/administration/users')
  await page.locator('img[src*="/photo?"]').first().waitFor()
  await look(vera!, 'photo in the list')
  await page.goto('/profile')
  await button(page, 'Take away: Photo').click()
  await button(page, 'Choose a picture').waitFor()
  expect(vera!.problems).toEqual([])
})

test('an administrator gives an employee another address, and the card shows it', async () => {
  const { page } = vera!
  await page.goto('/administration/users')
  await page.getByRole('link', { name: 'Lena Novak' }).first().click()
  // The list has a “More” of its own.
  await heading(page, 'Lena Novak').waitFor()
  await button(page, 'More').click()
  await page.getByRole('menuitem', { name: 'Change the e-mail address' }).click()
  const dialog = page.getByRole('dialog', { name: 'Change the e-mail address' })
  await field(dialog, 'New e-mail address').fill('lena.n@larkfield.example')
  await look(vera!, 'address of somebody')
  await button(dialog, 'Change').click()
  await page.getByText('The address is changed. The old and the new one are told.').waitFor()
  await page.getByText('lena.n@larkfield.example').first().waitFor()
  expect(vera!.problems).toEqual([])
})
