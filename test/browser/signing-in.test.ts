import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { codeAt } from '../../src/signin/totp.ts'
import { launchBrowser } from './chromium.ts'
import { demoPassword, enterAsEmployee, setUpDemo } from './demo.ts'
import { button, field, heading, look, passwordField, type Person, sitDown } from './person.ts'
import { type Portico, startPortico } from './portico.ts'

/** The ways in, in a real browser: an authenticator app, recovery codes, and a passkey on a device of Chromium's own. */
let browser: Browser
let portico: Portico
let kevin: Person

beforeAll(async () => {
  ;[portico, browser] = await Promise.all([startPortico(), launchBrowser()])
  await setUpDemo(browser, portico)
  kevin = await sitDown(browser, 'Kevin', portico.origin)
  await enterAsEmployee(kevin, 'kevin')
})
afterAll(async () => {
  await browser?.close()
  await portico?.stop()
})

async function typeCode({ page }: Person, code: string): Promise<void> {
  await page
    .getByRole('group', { name: /Code of the app/ })
    .locator('input')
    .first()
    .click()
  await page.keyboard.type(code)
}

/** Leaves this browser without a word to the server, as a lost device does. */
async function forgetEverything({ context, page }: Person): Promise<void> {
  await context.clearCookies()
  await page.goto('/sign-in')
}

let seed = ''
let recoveryCode = ''

test('an authenticator app is set up with its first code, and recovery codes are shown once', async () => {
  const { page } = kevin
  await page.goto('/profile')
  await heading(page, 'More than a password').waitFor()
  await look(kevin, 'profile')
  await button(page, 'Set up').first().click()
  const dialog = page.getByRole('dialog', { name: 'Set up an authenticator app' })
  await dialog.getByRole('img', { name: 'QR code for the authenticator app' }).waitFor()
  seed = await dialog.getByLabel('Or type this key into the app').inputValue()
  await look(kevin, 'authenticator app')
  await typeCode(kevin, codeAt(seed, new Date()))
  await button(dialog, 'Check the code').click()
  const codes = page.getByRole('dialog', { name: 'Recovery codes' })
  await codes.getByText('Keep these recovery codes now').waitFor()
  recoveryCode = /[a-z2-9]{4}(-[a-z2-9]{4}){3}/.exec(await codes.innerText())![0]
  await look(kevin, 'recovery codes')
  await button(codes, 'I have kept them').click()
  await page.getByText('Left: 10.').waitFor()
})

test('the password alone opens nothing any more; the code does, also after a reload in between', async () => {
  const { page } = kevin
  await forgetEverything(kevin)
  await look(kevin, 'sign in')
  await field(page, 'E-mail').fill('kevin@larkfield.example')
  await passwordField(page).fill(demoPassword)
  await button(page, 'Sign in').click()
  await heading(page, 'Prove it once more').waitFor()
  await look(kevin, 'second step')
  await page.goto('/tasks')
  await heading(page, 'Prove it once more').waitFor()
  await typeCode(kevin, '000000')
  await button(page, 'Go on').click()
  await page.getByText(/this one is not/).waitFor()
  await button(page, 'Use a recovery code').click()
  await field(page, 'Recovery code').fill(recoveryCode)
  await button(page, 'Go on').click()
  await heading(page, 'My tasks').waitFor()
})

test('a passkey is added on this device and signs in by itself', async () => {
  const { page, context } = kevin
  const device = await context.newCDPSession(page)
  await device.send('WebAuthn.enable')
  const options = { protocol: 'ctap2', transport: 'internal', hasResidentKey: true, hasUserVerification: true } as const
  const authenticator = { ...options, isUserVerified: true, automaticPresenceSimulation: true }
  await device.send('WebAuthn.addVirtualAuthenticator', { options: authenticator })
  await page.goto('/profile')
  await button(page, 'Add a passkey').click()
  await page.getByText('Chrome, Linux', { exact: true }).waitFor()
  await look(kevin, 'profile with a passkey')
  await forgetEverything(kevin)
  await button(page, 'Sign in with a passkey').click()
  await heading(page, 'My tasks').waitFor()
  expect(kevin.problems).toEqual([])
})

test('an administrator sees the security settings, and whom a change would touch', async () => {
  const vera = await sitDown(browser, 'Vera', portico.origin)
  await enterAsEmployee(vera, 'vera')
  const { page } = vera
  await page.goto('/administration/security')
  await heading(page, 'Security settings').waitFor()
  await look(vera, 'security settings')
  await page.getByLabel('Codes by mail').click()
  await page.getByLabel('Demanded of everybody').first().click()
  await page.getByText('Whom these rules touch').waitFor()
  await look(vera, 'whom they touch')
  vera.mayMeet('422 /api/v1/security-settings')
  await button(page, 'Save').click()
  await page.getByText(/have a second factor yourself/).waitFor()
  expect(vera.problems).toEqual([])
})
