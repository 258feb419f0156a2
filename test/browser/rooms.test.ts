import { generateKeyPairSync } from 'node:crypto'
import type { Browser } from 'playwright-core'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { issueLicense } from '../../src/licensing/license-key.ts'
import { person } from '../cast/directories.ts'
import { base, type Directory, openLdapServer, reader } from '../cast/ldap-server.ts'
import { expectMember, expectSeats, goTo } from './administration.ts'
import { launchBrowser } from './chromium.ts'
import { enterAsEmployee, setUpDemo } from './demo.ts'
import { entry } from './outsider.ts'
import {
  button,
  chooseSomebody,
  choiceField,
  choose,
  field,
  heading,
  link,
  look,
  type Person,
  sitDown,
} from './person.ts'
import { openPortalPage } from './portal-making.ts'
import { type Portico, startPortico } from './portico.ts'

/** What administrators do in the rooms of people, each on one screen of the demo company. */
let browser: Browser
let portico: Portico
let vera: Person
let igor: Person
let ldap: Directory

/** Whoever sells seats. */
const issuer = generateKeyPairSync('ed25519', {
  publicKeyEncoding: { type: 'spki', format: 'pem' },
  privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
})

beforeAll(async () => {
  ;[portico, browser, ldap] = await Promise.all([
    startPortico({ PORTICO_LICENSE_ISSUER: issuer.publicKey }),
    launchBrowser(),
    openLdapServer(),
  ])
  await setUpDemo(browser, portico)
  vera = await sitDown(browser, 'Vera', portico.origin)
  igor = await sitDown(browser, 'Igor', portico.origin)
  await enterAsEmployee(vera, 'vera')
  await enterAsEmployee(igor, 'igor')
})
afterAll(async () => {
  await browser?.close()
  await portico?.stop()
  await ldap?.close()
})
afterEach(() => {
  for (const { name, problems } of [vera, igor]) expect([name, problems]).toEqual([name, []])
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
})

test('users: two are locked at once, with a result for each; who may not be is left as she is, with the reason', async () => {
  const { page } = vera
  await goTo(vera, 'Users')
  for (const name of ['Sofia Marin', 'Vera Lind']) await entry(vera, 'Users', name).getByRole('checkbox').check()
  await button(page, 'Lock').click()
  await button(page.getByRole('dialog', { name: 'Lock 2 accounts?' }), 'Lock').click()
  await page.getByText('1 done, 1 refused, 0 left out').waitFor()
  await entry(vera, 'Rows', 'Vera Lind')
    .getByText(/supervisor/i)
    .first()
    .waitFor()
  await look(vera, 'rooms batch')
  await page.goto('/administration/users?status=locked')
  await entry(vera, 'Users', 'Sofia Marin').waitFor()
  expect(await entry(vera, 'Users', 'Vera Lind').count()).toBe(0)
})

test('groups: one that would hold itself is refused before anything is saved, by both names', async () => {
  const { page } = vera
  await goTo(vera, 'Groups')
  await button(page, 'New group').first().click()
  const making = page.getByRole('dialog', { name: 'New group' })
  await field(making, 'Name').fill('Everybody who answers')
  await button(making, 'Make the group').click()
  await heading(page, 'Everybody who answers').waitFor()
  for (const [group, member] of [
    ['Everybody who answers', 'Support'],
    ['Support', 'Everybody who answers'],
  ] as const) {
    await goTo(vera, 'Groups')
    await link(page.getByRole('table', { name: 'Groups' }), new RegExp(`^${group}`)).click()
    await button(page, 'Add members').first().click()
    await chooseSomebody(vera, 'Who', member)
    const dialog = page.getByRole('dialog', { name: 'Add members' })
    vera.mayMeet('409 /api/v1/groups', '422 /api/v1/groups')
    await button(dialog, 'See what it changes').click()
    if (group === 'Support') {
      await dialog
        .getByText(/in itself|circle|already in/i)
        .first()
        .waitFor()
      await look(vera, 'rooms group in itself')
      await button(dialog, 'Back').click()
      await page.keyboard.press('Escape')
    } else {
      await button(dialog, 'Save the members').click()
      await link(page.getByRole('main'), new RegExp(member)).waitFor()
    }
  }
  await expectMember(vera, 'Everybody who answers', 'Support')
})

test('licenses: a key somebody has altered is refused at its field; the real one brings its seats', async () => {
  const { page } = vera
  await expectSeats(vera, 'Named seats', '7 of 10 occupied')
  await button(page, 'Activate a license key').click()
  const dialog = page.getByRole('dialog', { name: 'Activate a license key' })
  const key = issueLicense(issuer.privateKey, {
    serial: 'LARK-2026-0001',
    kind: 'named',
    seats: 15,
    issuedTo: 'Larkfield Instruments',
    validFrom: '2020-01-01T00:00:00.000Z',
    validTo: null,
  })
  vera.mayMeet('422 /api/v1/license')
  await field(dialog, 'License key').fill(key.replace('.', 'A.'))
  await button(dialog, 'Activate').click()
  await dialog.getByText(/Expected a license key/).waitFor()
  await look(vera, 'rooms altered key')
  await field(dialog, 'License key').fill(key)
  await button(dialog, 'Activate').click()
  await dialog.waitFor({ state: 'hidden' })
  await expectSeats(vera, 'Named seats', '7 of 25 occupied')
})

test('substitutions: an absence is planned for somebody, and colleagues see whom to ask', async () => {
  const { page } = vera
  await goTo(vera, 'Substitutions')
  await button(page, 'Plan an absence').first().click()
  const dialog = page.getByRole('dialog', { name: 'Plan an absence' })
  await chooseSomebody(vera, 'Who is away', 'Kevin Hale')
  await dialog.getByRole('radio', { name: /^Inform/ }).check()
  await chooseSomebody(vera, 'Whom to ask', 'Lena Novak')
  await look(vera, 'rooms absence')
  await button(dialog, 'Plan').click()
  await dialog.waitFor({ state: 'hidden' })
  await page.getByRole('tab', { name: 'All' }).click()
  await page.getByRole('tabpanel').getByText('Kevin Hale').first().waitFor()
  await goTo(igor, 'Absences')
  await igor.page.getByRole('main').getByText('Lena Novak').first().waitFor()
  await look(igor, 'rooms absences')
})

test('company settings: the new name stands on everybody’s page', async () => {
  const { page } = vera
  await goTo(vera, 'Company settings')
  await field(page, 'Name of the company').fill('Larkfield & Sons')
  await button(page.getByRole('main'), 'Save').first().click()
  await page.getByText(/Saved/).first().waitFor()
  await igor.page.reload()
  await igor.page.getByText('Larkfield & Sons').first().waitFor()
  igor.mayMeet('403 /api/v1/company-settings', '404 /api/v1/company-settings')
  await igor.page.goto('/administration/company')
  await heading(igor.page, /not here|not found|may not/i)
    .first()
    .waitFor()
})

test('directories: one is tried, previewed and run, and its people are there', async () => {
  const { page } = vera
  ldap.entries.push(person('greta'), person('henry'))
  await goTo(vera, 'Directories')
  await button(page, 'Add a directory').first().click()
  await field(page, 'Name').fill('Head office')
  await field(page, 'Server').fill(ldap.url.replace('ldap://', ''))
  await choose(choiceField(page, 'Security'), 'None: readable on the way')
  await field(page, 'Account that reads').fill(reader.dn)
  await page.getByLabel(/^Its password/).fill('not the password')
  await choose(choiceField(page, 'Kind of directory'), 'OpenLDAP')
  await field(page, 'Where people are').fill(base)
  vera.mayMeet('422 /api/v1/directories', '422 /api/v1/directory', '502 /api/v1/', '409 /api/v1/')
  await button(page, 'Try the connection').click()
  await page.getByText('That did not work').first().waitFor()
  await page.getByLabel(/^Its password/).fill(reader.password)
  await button(page, 'Try the connection').click()
  await page.getByText(/Greta Doe/).waitFor()
  await look(vera, 'rooms directory tried')
  await button(page, 'Add').click()
  await heading(page, 'Head office').waitFor()
  await button(page, 'Switch on').click()
  await button(page, 'Run now').waitFor()
  await button(page, 'Preview').click()
  await entry(vera, 'Rows', 'Greta Doe').waitFor()
  await look(vera, 'rooms directory preview')
  await page.goto('/administration/users?search=Greta')
  await heading(page, 'Nothing matches').waitFor()
  await page.goBack()
  await button(page, 'Apply').click()
  await button(page.getByRole('dialog', { name: 'Apply what stands here?' }), 'Apply').click()
  await page.getByText('Done', { exact: true }).first().waitFor()
  await page.goto('/administration/users?search=Greta')
  await entry(vera, 'Users', 'Greta Doe').waitFor()
})
