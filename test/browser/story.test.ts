import type { Browser } from 'playwright-core'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import {
  acceptEmployeeInvitation,
  codeFromMail,
  goTo,
  inviteEmployee,
  linkFromMail,
  expectMember,
  expectMembers,
  expectSeats,
} from './administration.ts'
import { launchBrowser } from './chromium.ts'
import { button, field, heading, link, look, passwordField, phone, type Person, sitDown } from './person.ts'
import * as drawing from './drawing.ts'
import {
  activatePortal,
  deactivatePortal,
  enablePortal,
  makeHomePage,
  openPortalPage,
  publishPage,
} from './portal-making.ts'
import { addressesOf, expectAsIfUnknown, unknown, saidByMain } from './looking-around.ts'
import {
  addExternalUser,
  entry,
  fileRequest,
  makeInvitationLink,
  openExternalUser,
  portalHome,
  register,
  signInOnPortal,
} from './outsider.ts'
import { complete, openTasks, take, taskAbout } from './work.ts'
import { anotherSetUp, fieldsOfRequests, passwords } from './facts.ts'
import { addField, makeApp, makeWorkspace, publishApp, renameField } from './app-making.ts'
import { type Portico, startPortico } from './portico.ts'

/** Vera, and whoever accepted her invitations. */
const insiders = 3

/**
 * The main job, end to end, the way people do it: a company lets somebody from outside work in its system. One story,
 * told in order; a step stands on those before it.
 */
let browser: Browser
let portico: Portico
let vera: Person
let kevin: Person
let lena: Person
let dana: Person
let omar: Person
let danasLink = ''
const everybody = (): Person[] => [vera, kevin, lena, dana, omar].filter(Boolean)

beforeAll(async () => {
  ;[portico, browser] = await Promise.all([startPortico(), launchBrowser()])
  vera = await sitDown(browser, 'Vera', portico.origin)
})
afterAll(async () => {
  await browser?.close()
  await portico?.stop()
})
afterEach(async (context) => {
  if (context.task.result?.state === 'fail')
    for (const person of everybody()) await look(person, `failed ${context.task.name.slice(0, 12)}`)
  for (const person of everybody()) expect(person.problems.splice(0), person.name).toEqual([])
})

describe('a company opens its portal to a customer', () => {
  test('1. the first visit sets up the company and its System supervisor, and never again', async () => {
    const { page } = vera
    await page.goto('/')
    await heading(page, 'Set up Portico').waitFor()
    await look(vera, '01 set-up')
    await field(page, 'Company name').fill('Larkfield Instruments')
    await field(page, 'Your name').fill('Vera Lind')
    await field(page, 'E-mail').fill('vera@larkfield.example')
    await passwordField(page).fill(passwords.vera)
    await page.getByRole('radio', { name: 'Empty' }).check()
    await button(page, 'Set up and sign in').click()
    await heading(page.getByRole('main'), 'Administration').waitFor()
    await heading(page, 'First steps').waitFor()
    await look(vera, '01 administration')

    await page.goto('/set-up')
    await expect.poll(() => heading(page, 'Set up Portico').count()).toBe(0)
    const again = await page.request.post('/api/v1/set-up', { headers: { origin: portico.origin }, data: anotherSetUp })
    expect([again.status(), (await again.json()).code]).toEqual([410, 'setup.done'])
  })

  test('2. the supervisor names an administrator, makes the group Support, a workspace and an app', async () => {
    const { page } = vera
    await page.goto('/administration')
    await goTo(vera, 'Groups')
    await button(page, 'New group').first().click()
    await field(page.getByRole('dialog'), 'Name').fill('Support')
    await button(page.getByRole('dialog'), 'Make the group').click()
    await heading(page, 'Support').waitFor()
    await look(vera, '02 empty group')
    await inviteEmployee(vera, 'Kevin Hale', 'kevin@larkfield.example', ['Support'])
    await look(vera, '02 invited employee')
    await inviteEmployee(vera, 'Lena Novak', 'lena@larkfield.example', ['Support'])
    await inviteEmployee(vera, 'Adam Brandt', 'adam@larkfield.example', ['Administrators'])
    const links = {
      kevin: await linkFromMail(vera, 'kevin@larkfield.example'),
      lena: await linkFromMail(vera, 'lena@larkfield.example'),
    }
    await look(vera, '02 mail')
    await expectMember(vera, 'Administrators', 'Adam Brandt')
    kevin = await sitDown(browser, 'Kevin', portico.origin)
    lena = await sitDown(browser, 'Lena', portico.origin)
    await acceptEmployeeInvitation(kevin, links.kevin, passwords.kevin)
    await acceptEmployeeInvitation(lena, links.lena, passwords.lena)
    await look(kevin, '02 first page')
    await goTo(vera, 'Groups')
    await link(page, /Support/).click()
    await look(vera, '02 support')
    await expectSeats(vera, 'Named seats', '4 of 10 occupied')
    await look(vera, '02 licenses')

    await makeWorkspace(vera, 'Service desk')
    await look(vera, '02 empty workspace')
    await makeApp(vera, 'Requests', 'Request')
    await renameField(vera, 'Name', 'Subject')
    for (const drawn of fieldsOfRequests) await addField(vera, drawn)
    await look(vera, '02 fields')
    await publishApp(vera, 'Requests')
    await look(vera, '02 published app')
  })

  test('3. the process is drawn in the modeler, with two lanes, a question back and a gateway, and published', async () => {
    await drawing.newProcess(vera, 'Handle a request', 'Requests')
    await look(vera, '03 small diagram')
    await drawing.chooseElement(vera, 'Initiator (Lane)')
    await drawing.setUpLane(vera, 'Customer', 'External users')
    await drawing.chooseElement(vera, 'Executor (Lane)')
    await drawing.setUpLane(vera, 'Support', 'A group or role', 'Support')
    await look(vera, '03 lanes')

    await drawing.chooseElement(vera, 'Start (Start event)')
    await drawing.setUpStep(vera, { name: 'Request filed', outside: 'Request filed' })
    await drawing.setUpForm(vera, { Subject: 'required', 'What happened?': 'write', Category: 'write', Files: 'write' })
    await drawing.chooseElement(vera, 'Request filed › Work on it (Sequence flow)')
    await button(vera.page, 'Delete this element').click()
    await drawing.chooseElement(vera, 'Request filed (Start event)')
    await drawing.addStep(vera, 'Exclusive gateway', 'To Support', 'Support')
    await drawing.connectTo(vera, 'Work on it')

    await drawing.chooseElement(vera, 'Work on it (User task)')
    await drawing.setUpStep(vera, {
      name: 'Work on the request',
      outside: 'We are working on it',
      status: 'In progress',
    })
    await drawing.setUpForm(vera, {
      Subject: 'read',
      'What happened?': 'read',
      Category: 'read',
      Files: 'read',
      'Your reply': 'read',
      'Our answer': 'write',
    })
    await drawing.renameButton(vera, 'Done', 'Resolve')
    await drawing.addButton(vera, 'Ask the customer', {
      leadsTo: 'New: User task',
      name: 'Answer the question',
      lane: 'Customer',
    })
    await look(vera, '03 task and its buttons')

    await drawing.chooseElement(vera, 'Answer the question (User task)')
    await drawing.setUpStep(vera, { outside: 'We need your answer', status: 'Waiting for you' })
    await drawing.setUpForm(vera, { 'Our answer': 'read', 'Your reply': 'required' })
    await drawing.addButton(vera, 'Send', { leadsTo: 'To Support' })
    await drawing.chooseElement(vera, 'Done (End event)')
    await drawing.setUpStep(vera, { name: 'Resolved', outside: 'Resolved', status: 'Resolved' })
    await button(vera.page, 'Show everything').click()
    await look(vera, '03 drawn')
    await drawing.publishProcess(vera)
    await look(vera, '03 published')
  })

  test('4. the workspace gets a portal with a button and a list on its home page, published and activated', async () => {
    const { page } = vera
    await openPortalPage(vera)
    await look(vera, '04 no portal yet')
    await enablePortal(vera)
    await look(vera, '04 inactive portal')
    await makeHomePage(vera)
    await look(vera, '04 page builder')
    await publishPage(vera)
    await link(page.getByRole('navigation', { name: 'Breadcrumbs' }), 'Service desk').click()
    await activatePortal(vera)
    await look(vera, '04 active portal')
  })

  test('5. an external user gets an individual invitation link, and takes no seat before registering', async () => {
    const { page } = vera
    await addExternalUser(vera, 'Dana Whitfield', 'dana@brightwater.example')
    await page.getByText('Not registered').first().waitFor()
    danasLink = await makeInvitationLink(vera)
    await look(vera, '05 dana not registered')
    await expectSeats(vera, 'External seats', '0 of 25 occupied')
  })

  test('6. Dana registers with the code from the mail, and sees the portal and nothing else', async () => {
    dana = await sitDown(browser, 'Dana', portico.origin, phone)
    await register(dana, danasLink, {
      email: 'dana@brightwater.example',
      password: passwords.dana,
      code: () => codeFromMail(vera, 'dana@brightwater.example'),
    })
    await look(dana, '06 portal home')
    for (const place of ['/', '/administration/users', '/external-users']) {
      await dana.page.goto(place)
      await heading(dana.page, 'Sign in').waitFor()
    }
    expect((await dana.page.request.get('/api/v1/users')).status()).toBe(401)
    await portalHome(dana)

    await openExternalUser(vera, 'Dana Whitfield')
    await vera.page.getByText('Active', { exact: true }).first().waitFor()
    await expectMembers(vera, 'External users', 1)
    await expectMembers(vera, 'All users', insiders)
    await look(vera, '06 groups')
    await expectSeats(vera, 'External seats', '1 of 25 occupied')
    await look(vera, '06 licenses')
  })

  test('7. a request goes from Dana to Support, back to Dana, and is resolved while she looks on', async () => {
    await fileRequest(dana, {
      subject: 'The centrifuge stops',
      description: 'Since Monday, after ten minutes.',
      file: { name: 'error-light.txt', text: 'red, blinking twice' },
    })
    await look(dana, '07 request sent')

    await dana.page.getByText('In progress').first().waitFor()

    for (const person of [kevin, lena]) {
      await openTasks(person, 'To take')
      await taskAbout(person, 'To take', 'The centrifuge stops').waitFor()
    }
    await look(kevin, '07 to take')
    await take(kevin, 'The centrifuge stops')
    // Lena has not touched her page since.
    await taskAbout(lena, 'To take', 'The centrifuge stops').waitFor({ state: 'hidden' })
    await look(lena, '07 taken by the colleague')
    await complete(kevin, 'The centrifuge stops', 'Which serial number is on the back?', 'Ask the customer')

    await link(dana.page, 'Answer').waitFor()
    await dana.page.getByText('Waiting for you').first().waitFor()
    await look(dana, '07 asked back')
    await link(dana.page, 'Answer').click()
    await dana.page.getByText('Which serial number is on the back?').waitFor()
    await field(dana.page, 'Your reply').fill('LC-2041.')
    await look(dana, '07 answering')
    await button(dana.page, 'Send').click()
    await dana.page.getByText('In progress').first().waitFor()

    await openTasks(lena, 'To take')
    await take(lena, 'The centrifuge stops')
    await openTasks(lena, 'Mine')
    await link(taskAbout(lena, 'Mine', 'The centrifuge stops'), /./)
      .first()
      .click()
    await lena.page.getByText('LC-2041.').waitFor()
    const download = lena.page.waitForEvent('download')
    await link(lena.page, 'error-light.txt').click()
    expect((await download).suggestedFilename()).toBe('error-light.txt')
    await look(lena, '07 task')
    await complete(lena, 'The centrifuge stops', 'The lamp was loose; we send a new one.', 'Resolve')

    await dana.page.getByText('Resolved', { exact: true }).first().waitFor()
    await look(dana, '07 resolved')
    await link(dana.page, 'Home').click()
    await entry(dana, 'My requests', 'Resolved').waitFor()
    await look(dana, '07 portal home')
  })

  test('8. with Support empty, the next task lands with the System supervisor and says why', async () => {
    await goTo(vera, 'Groups')
    await link(vera.page, /Support/).click()
    for (const name of ['Kevin Hale', 'Lena Novak']) {
      await button(vera.page, `Take ${name} out`).click()
      await button(vera.page.getByRole('dialog'), 'Take out').click()
      await button(vera.page, `Take ${name} out`).waitFor({ state: 'hidden' })
    }
    await fileRequest(dana, { subject: 'A second centrifuge', description: 'The same light.' })
    await openTasks(vera, 'Mine')
    const row = taskAbout(vera, 'Mine', 'A second centrifuge')
    await row.getByText('Nobody else').waitFor()
    await look(vera, '08 supervisor')
    await link(row, /./).first().click()
    await vera.page.getByText('This went to the System supervisor, because nobody else was found').waitFor()
    await vera.page.getByText('The group “Support” has no active member.').first().waitFor()
    await look(vera, '08 why')
    expect(await taskAbout(kevin, 'To take', 'A second centrifuge').count()).toBe(0)
  })

  test('9. a locked account is out within a second; unlocked it is in again; an inactive portal says so', async () => {
    const { page } = vera
    await addExternalUser(vera, 'Priya Nair', 'priya@brightwater.example')
    vera.mayMeet('409 /api/v1/users')
    await button(page, 'Lock account').click()
    await page.getByText('but “Priya Nair” is Not registered. Only active accounts can be locked.').waitFor()
    await look(vera, '09 refused')

    await openExternalUser(vera, 'Dana Whitfield')
    await button(page, 'Lock account').click()
    await look(vera, '09 what locking does')
    const answered = page.waitForResponse((response) => response.url().endsWith('/lock'))
    const signedOut = dana.page
      .getByRole('heading', { name: /You have been signed out|Sign in/ })
      .first()
      .waitFor()
    await button(page.getByRole('dialog'), 'Lock account').click()
    await answered
    const locked = Date.now()
    await signedOut
    expect(Date.now() - locked).toBeLessThan(1000)
    await heading(dana.page, 'Sign in').waitFor()
    await look(dana, '09 signed out')
    await expectSeats(vera, 'External seats', '0 of 25 occupied')
    await look(vera, '09 seat is free')
    await goTo(vera, 'External users')
    await entry(vera, 'External users', 'Dana Whitfield').getByText('Locked').waitFor()
    await look(vera, '09 list')
    dana.mayMeet('403 /api/v1/portal/sign-in')
    await signInOnPortal(dana, 'dana@brightwater.example', passwords.dana)
    await dana.page
      .getByText(/account (has been|is) locked/)
      .first()
      .waitFor()
    await look(dana, '09 refused')
    expect(await heading(dana.page, 'My requests').count()).toBe(0)

    await openExternalUser(vera, 'Dana Whitfield')
    await button(page, 'Unlock').click()
    await button(page, 'Lock account').waitFor()
    await signInOnPortal(dana, 'dana@brightwater.example', passwords.dana)
    await heading(dana.page, 'My requests').waitFor()

    await openPortalPage(vera)
    dana.mayMeet('503 /api/portal')
    await deactivatePortal(vera)
    await heading(dana.page, /not available now/).waitFor()
    await look(dana, '09 inactive')
    const refused = await dana.page.request.get('/api/portal/v1/portals/service_desk')
    expect([refused.status(), refused.headers()['retry-after'] !== undefined]).toEqual([503, true])
    await activatePortal(vera)
    await button(dana.page, 'Try again').click()
    await heading(dana.page, 'My requests').waitFor()
  })

  test('10. Omar sees none of Dana’s: not in lists, by address, by file link, in totals (AT-001, AT-002)', async () => {
    const danas = await addressesOf(dana, 'The centrifuge stops')
    await addExternalUser(vera, 'Omar Haddad', 'omar@caldera.example')
    const invitation = await makeInvitationLink(vera, { withoutConfirmation: true })
    omar = await sitDown(browser, 'Omar', portico.origin)
    await omar.page.goto(invitation)
    await passwordField(omar.page).fill(passwords.omar)
    await button(omar.page, 'Register').click()
    await heading(omar.page, 'My requests').waitFor()
    await omar.page.getByText('Nothing here yet').waitFor()
    await look(omar, '10 nothing of Danas')

    await fileRequest(omar, { subject: 'Twelve filters', description: 'As last year.' })
    await link(omar.page, 'Home').click()
    await entry(omar, 'My requests', 'Twelve filters').waitFor()
    expect(await entry(omar, 'My requests', 'centrifuge').count()).toBe(0)
    await omar.page.getByRole('textbox', { name: 'Search' }).fill('centrifuge')
    await heading(omar.page, 'Nothing matches').waitFor()

    omar.mayMeet('404 /api/portal/v1/')
    for (const address of [danas.item, danas.request]) {
      await omar.page.goto(address)
      const seen = await saidByMain(omar)
      expect(seen).not.toContain('centrifuge')
      await omar.page.goto(unknown(address))
      expect(await saidByMain(omar)).toBe(seen)
    }
    await look(omar, '10 not there')

    const session = omar.page.request
    for (const path of danas.api) await expectAsIfUnknown(path, dana.page.request, session)
    const list = (await (await session.get(`/api/portal/v1/apps/${danas.app}/items`)).json()) as { rows: unknown[] }
    const total = await (await session.get(`/api/portal/v1/apps/${danas.app}/item-count`)).json()
    expect([list.rows.length, total]).toEqual([1, { count: 1 }])
    expect((await session.get('/api/v1/external-users')).status()).toBe(401)
  })
})
