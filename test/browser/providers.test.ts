import { AxeBuilder } from '@axe-core/playwright'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { client, openOpenidProvider, type OpenidServer } from '../cast/openid-provider.ts'
import { own } from '../cast/saml-keys.ts'
import { answerOf, entity, signInUrl } from '../cast/saml-provider.ts'
import { launchBrowser } from './chromium.ts'
import { demoPassword, enterAsEmployee, setUpDemo } from './demo.ts'
import { button, choiceField, choose, field, heading, look, type Person, phone, sitDown } from './person.ts'
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
  await field(page, 'Issuer').fill('nowhere')
  await button(page, 'Add').click()
  await page.getByText(/Expected an address such as https/).waitFor()
  await field(page, 'Issuer').fill(server.issuer)
  await button(page, 'Add').click()
  await heading(page, 'Acme Login').waitFor()
  server.backAddresses = [await page.getByLabel('Where it sends people back to (redirect URI)').inputValue()]
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

test('a SAML provider posts its answer from its own site, and the browser is let in (SAML 2.0)', async () => {
  const { page } = vera
  await page.goto('/administration/providers/new')
  await field(page, 'Name').fill('Acme SAML')
  await choose(choiceField(page, 'Protocol'), 'SAML 2.0')
  await field(page, 'Entity ID of the provider').fill(entity)
  await field(page, 'Where people sign in').fill(signInUrl)
  await field(page, 'Certificates it signs with (PEM)').fill(own.certificate)
  await button(page, 'Check the certificates').click()
  await page.getByText('It would do').waitFor()
  await field(page, 'Believed about addresses of').fill('larkfield.example')
  await look(vera, 'a new SAML provider')
  await button(page, 'Add').click()
  await heading(page, 'Acme SAML').waitFor()
  await look(vera, 'a SAML provider')
  const metadata = await page.getByLabel('Metadata: all of this to read at one place').inputValue()
  await button(page, 'Switch on').click()
  await button(page, 'Switch off').waitFor()

  const lena = await sitDown(browser, 'Lena', portico.origin, phone)
  const known = await (await lena.page.request.get(metadata)).text()
  // The provider's own site is not there: what it would do is done in its name, as its page would.
  await lena.page.route(`${signInUrl}**`, async (route) => {
    const person = { nameId: 'lena-1', email: 'lena@larkfield.example', name: 'Lena' }
    const { response, state } = await answerOf(route.request().url(), known, person)
    const [, consumer] = /Location="([^"]+)"/.exec(known)!
    const form = `<form method="post" action="${consumer}"><input name="SAMLResponse" value="${response}"><input name="RelayState" value="${state}"></form>`
    await route.fulfill({ contentType: 'text/html', body: `${form}<script>document.forms[0].submit()</script>` })
  })
  await lena.page.goto('/profile')
  await button(lena.page, 'Sign in with Acme SAML').waitFor()
  await look(lena, 'sign in on a phone')
  await button(lena.page, 'Sign in with Acme SAML').click()
  await heading(lena.page, 'Profile').waitFor()
  await heading(lena.page, 'Sign in with another account').scrollIntoViewIfNeeded()
  await look(lena, 'profile on a phone')
  expect(lena.problems).toEqual([])
})

test('nothing of it stops those who use a keyboard or hear their screen', async () => {
  for (const path of ['/administration/providers', '/administration/providers/new', '/profile']) {
    await vera.page.goto(path)
    await vera.page.getByRole('heading', { level: 1 }).first().waitFor()
    const { violations } = await new AxeBuilder({ page: vera.page })
      .withTags(['wcag2a', 'wcag2aa', 'wcag22aa'])
      .analyze()
    expect(violations.map(({ id, nodes }) => [id, nodes[0]?.target])).toEqual([])
  }
  expect([...kevin.problems, ...vera.problems]).toEqual([])
})
