import type { Browser } from 'playwright-core'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { acceptEmployeeInvitation, expectSeats, goTo, inviteEmployee, linkFromMail } from './administration.ts'
import { launchBrowser } from './chromium.ts'
import { demoPassword, enterAsEmployee, setUpDemo } from './demo.ts'
import { button, chooseSomebody, field, heading, link, look, passwordField, type Person, sitDown } from './person.ts'
import { entry } from './outsider.ts'
import { openTasks, taskAbout } from './work.ts'
import { type Portico, startPortico } from './portico.ts'

/**
 * The life of an account, the way administrators and the person herself see it: invited, put into a group, under a new
 * supervisor, locked, and kept out when the seats are all taken. One story, told in order.
 */
let browser: Browser
let portico: Portico
let vera: Person
let adam: Person
let paula: Person
const paulas = { name: 'Paula Stern', email: 'paula@larkfield.example', password: 'a ladder against the moon' }

beforeAll(async () => {
  ;[portico, browser] = await Promise.all([startPortico(), launchBrowser()])
  await setUpDemo(browser, portico)
  vera = await sitDown(browser, 'Vera', portico.origin)
  adam = await sitDown(browser, 'Adam', portico.origin)
  await enterAsEmployee(vera, 'vera')
  await enterAsEmployee(adam, 'adam')
})
afterAll(async () => {
  await browser?.close()
  await portico?.stop()
})
afterEach(() => {
  for (const { name, problems } of [vera, adam, paula].filter(Boolean)) expect([name, problems]).toEqual([name, []])
})

async function openGroup(person: Person, name: string): Promise<void> {
  await goTo(person, 'Groups')
  await link(person.page.getByRole('table', { name: 'Groups' }), new RegExp(`^${name}`)).click()
  await heading(person.page, name).waitFor()
}

async function openUser(person: Person, name: string): Promise<void> {
  await goTo(person, 'Users')
  await person.page.getByRole('textbox', { name: 'Search by name, e-mail or phone' }).fill(name)
  await entry(person, 'Users', name).getByRole('link').first().click()
  await heading(person.page, name).waitFor()
}

/** On a slow machine signing in was more than five minutes ago: then the deed asks for the password once more. */
async function proveIfAsked({ page }: Person, done: RegExp): Promise<void> {
  const question = page.getByRole('dialog', { name: 'Confirm it is you' })
  const sentence = page.getByText(done).first()
  await question.or(sentence).first().waitFor()
  if (await question.isVisible()) {
    await passwordField(question).or(question.getByLabel('Your own password')).first().fill(demoPassword)
    await button(question, 'Confirm').click()
  }
  await sentence.waitFor()
}

describe('an account', () => {
  test('is invited by mail, takes a seat at once, and is opened by its link alone', async () => {
    await expectSeats(vera, 'Named seats', '8 of 10 occupied')
    await inviteEmployee(vera, paulas.name, paulas.email, [])
    await vera.page.getByText('Has not come yet').waitFor()
    await look(vera, 'people 1 invited')
    await expectSeats(vera, 'Named seats', '9 of 10 occupied')
    const invitation = await linkFromMail(vera, paulas.email)
    paula = await sitDown(browser, 'Paula', portico.origin)
    await acceptEmployeeInvitation(paula, invitation, paulas.password)
    await openTasks(paula, 'To take')
    await heading(paula.page, 'Nothing to take').waitFor()
    expect(await link(paula.page.getByRole('navigation', { name: 'Navigation' }), 'Users').count()).toBe(0)
    const again = await sitDown(browser, 'Mallory', portico.origin)
    again.mayMeet('410 /api/v1/', '404 /api/v1/')
    await again.page.goto(invitation)
    await heading(again.page, 'This invitation does not work any more').waitFor()
    await again.context.close()
  })

  test('gets the tasks of a group the moment it is a member, and the difference is told before', async () => {
    await openGroup(vera, 'Support')
    await button(vera.page, 'Add members').click()
    await chooseSomebody(vera, 'Who', paulas.name)
    const dialog = vera.page.getByRole('dialog', { name: 'Add members' })
    await button(dialog, 'See what it changes').click()
    await dialog.getByText(paulas.name).first().waitFor()
    await look(vera, 'people 2 what a member gains')
    await button(dialog, 'Save the members').click()
    await link(vera.page.getByRole('main'), new RegExp(paulas.name)).waitFor()
    // Her page was not touched since.
    await taskAbout(paula, 'To take', 'Twelve replacement filters').waitFor()
    await look(paula, 'people 2 tasks of the group')
  })

  test('of the supervisor hands the role over; both get a mail, and the old one has it no more', async () => {
    const { page } = vera
    await openGroup(vera, 'System supervisor')
    await link(page.getByRole('main'), 'Edit').click()
    await heading(page, 'Hand over the role of the System supervisor').waitFor()
    await chooseSomebody(vera, 'Who becomes the System supervisor', 'Adam Brandt')
    await page.getByText('You lose the role at the same moment').waitFor()
    await look(vera, 'people 3 hand over')
    await button(page, 'Hand the role over').click()
    await proveIfAsked(vera, /The role is handed over/)
    await openUser(adam, 'Adam Brandt')
    await adam.page.getByRole('main').getByText('System supervisor', { exact: true }).first().waitFor()
    await goTo(adam, 'Mail')
    for (const email of ['adam@larkfield.example', 'vera@larkfield.example'])
      await entry(adam, 'Mail', email)
        .filter({ hasText: /supervisor/i })
        .first()
        .waitFor()
    await look(adam, 'people 3 mails')
    await page.goto('/administration/groups/supervisor')
    await page.getByText('Only the System supervisor can hand the role over.').first().waitFor()
    const stolen = await page.request.post('/api/v1/system-supervisor', {
      headers: { origin: portico.origin },
      data: {},
    })
    expect(stolen.status()).toBeGreaterThanOrEqual(400)
  })

  test('that is locked is out within a second, loses its seat, and is found by its status', async () => {
    const { page } = adam
    await openUser(adam, paulas.name)
    await button(page, 'Lock account').click()
    const dialog = page.getByRole('dialog', { name: /Lock the account/ })
    await dialog.getByText(/signed out everywhere within a second/).waitFor()
    await look(adam, 'people 4 what locking does')
    const answered = page.waitForResponse((response) => response.url().endsWith('/lock'))
    const out = paula.page
      .getByRole('heading', { name: /You have been signed out|Sign in/ })
      .first()
      .waitFor()
    await button(dialog, 'Lock account').click()
    await answered
    const locked = Date.now()
    await out
    expect(Date.now() - locked).toBeLessThan(1000)
    await expectSeats(adam, 'Named seats', '8 of 10 occupied')
    paula.mayMeet('403 /api/v1/sign-in')
    await paula.page.goto('/sign-in')
    await field(paula.page, 'E-mail').fill(paulas.email)
    await passwordField(paula.page).fill(paulas.password)
    await button(paula.page, 'Sign in').click()
    await paula.page
      .getByText(/account (has been|is) locked/)
      .first()
      .waitFor()
    await look(paula, 'people 4 refused')
    await goTo(adam, 'Users')
    await entry(adam, 'Users', 'Adam Brandt').waitFor()
    await expect.poll(() => entry(adam, 'Users', paulas.name).count()).toBe(0)
  })

  test('finds no seat when all are taken: neither by an invitation nor by unlocking, and nothing is half done', async () => {
    const { page } = adam
    await inviteEmployee(adam, 'Ruben Castell', 'ruben@larkfield.example', [])
    await inviteEmployee(adam, 'Sara Lindqvist', 'sara@larkfield.example', [])
    await expectSeats(adam, 'Named seats', '10 of 10 occupied')
    await look(adam, 'people 5 no seat left')
    adam.mayMeet('402 /api/v1/')
    await goTo(adam, 'Users')
    await button(page, 'Invite an employee').first().click()
    const dialog = page.getByRole('dialog', { name: 'Invite an employee' })
    await field(dialog, 'Full name').fill('Theo Blum')
    await field(dialog, 'E-mail').fill('theo@larkfield.example')
    await button(dialog, 'Send the invitation').click()
    await dialog
      .getByText(/seat/)
      .filter({ hasText: /license key/ })
      .first()
      .waitFor()
    await look(adam, 'people 5 refused invitation')
    await page.goto(`/administration/users?search=Theo`)
    await heading(page, 'Nothing matches').waitFor()
    await page.goto(`/administration/users?status=locked`)
    await entry(adam, 'Users', paulas.name).getByRole('link').first().click()
    await button(page, 'Unlock').click()
    await page
      .getByRole('main')
      .getByText(/license key/)
      .first()
      .waitFor()
    await look(adam, 'people 5 refused unlocking')
    await page.getByText('Locked', { exact: true }).first().waitFor()
    await expectSeats(adam, 'Named seats', '10 of 10 occupied')
  })
})
