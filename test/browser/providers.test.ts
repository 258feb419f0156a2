import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { client, openOpenidProvider, type OpenidServer } from '../cast/openid-provider.ts'
import { launchBrowser } from './chromium.ts'
import { demoPassword, enterAsEmployee, setUpDemo } from './demo.ts'
import { button, field, heading, look, type Person, sitDown } from './person.ts'
import { type Portico, startPortico } from './portico.ts'

/** Signing in by a provider in a real browser: from one site to the other and back, with the cookies as browsers send them. */
let browser: Browser
let portico: Portico
let server: OpenidServer
let vera: Person
let kevin: Person

beforeAll(async () => {
  ;[portico, browser, server] = await Promise.all([startPortico(), launchBrowser(), openOpenidProvider()])
  await setUpDemo(browser, portico)
  vera = await sitDown(browser, 'Vera', portico.origin)
  await enterAsEmployee(vera, 'vera')
  kevin = await sitDown(browser, 'Kevin', portico.origin)
  server.people.set('kim', {
    sub: 'kim',
    name: 'Kevin at Acme',
    email: 'kevin@larkfield.example',
    email_verified: true,
  })
  server.people.set('vee', { sub: 'vee', name: 'Vera at Acme', email: 'vera@larkfield.example', email_verified: true })
})
afterAll(async () => {
  await browser?.close()
  await portico?.stop()
  await server?.close()
})

test('an administrator adds a provider, asks it, registers the way back and switches it on', async () => {
  const { page } = vera
  await page.goto('/administration/providers')
  await page.getByText('No provider yet').waitFor()
  await look(vera, 'no providers')
  await button(page, 'Add a provider').first().click()
  await field(page, 'Name').fill('Acme Login')
  await field(page, 'Issuer').fill(server.issuer)
  await field(page, 'Client ID').fill(client.id)
  await page.getByLabel('Client secret').first().fill(client.secret)
  await button(page, 'Ask the provider').click()
  await page.getByText('It answers, and would do').waitFor()
  await field(page, 'Believed about addresses of').fill('larkfield.example')
  await look(vera, 'a new provider')
  await button(page, 'Add').click()
  await heading(page, 'Acme Login').waitFor()
  server.backAddresses = [await page.getByLabel('Address', { exact: true }).inputValue()]
  await button(page, 'Switch on').click()
  await button(page, 'Switch off').waitFor()
  await look(vera, 'a provider')
})

test('an employee comes in by it, to the page she wanted', async () => {
  const { page } = kevin
  server.whoSignsIn = 'kim'
  await page.goto('/profile')
  await button(page, 'Sign in with Acme Login').waitFor()
  await look(kevin, 'sign in with a provider')
  await button(page, 'Sign in with Acme Login').click()
  await heading(page, 'Profile').waitFor()
  expect(new URL(page.url()).pathname).toBe('/profile')
  await page.getByText('linked by the e-mail address at the first sign-in').waitFor()
  await look(kevin, 'profile with a provider')
  await button(page, 'Unlink').click()
  await button(page.getByRole('dialog'), 'Unlink').click()
  await button(page, 'Link').waitFor()
})

test('the supervisor, whom no address lets in, is told so, and links herself in her profile', async () => {
  server.whoSignsIn = 'vee'
  const stranger = await sitDown(browser, 'Vera again', portico.origin)
  await stranger.page.goto('/sign-in')
  await button(stranger.page, 'Sign in with Acme Login').click()
  await heading(stranger.page, 'Not signed in').waitFor()
  await look(stranger, 'not signed in')
  expect(stranger.page.url()).not.toContain('code=')
  await stranger.page.getByRole('link', { name: 'Back to signing in' }).click()
  await button(stranger.page, 'Sign in with Acme Login').waitFor()

  const { page } = vera
  await page.reload()
  await page.getByText('The last sign-in that was refused').waitFor()
  await page.getByText(/administers, and is linked by its owner only/).waitFor()
  await look(vera, 'a provider that was refused')
  await page.goto('/profile')
  await button(page, 'Link').click()
  const proof = page.getByRole('dialog')
  await Promise.race([proof.waitFor(), page.getByText('linked in the profile').waitFor()])
  if (await proof.isVisible()) {
    await proof.getByLabel('Password').first().fill(demoPassword)
    await button(proof, /Confirm|Go on/).click()
  }
  await page.getByText('linked in the profile').waitFor()
  await button(stranger.page, 'Sign in with Acme Login').click()
  await heading(stranger.page, 'My tasks').waitFor()
})

test('somebody who comes back without having set out is told to begin again', async () => {
  const guest = await sitDown(browser, 'Guest', portico.origin)
  await guest.page.goto(new URL(server.backAddresses[0]!).pathname + '?code=stolen&state=guessed')
  await heading(guest.page, 'Not signed in').waitFor()
  await guest.page.getByRole('link', { name: 'Back to signing in' }).waitFor()
})
