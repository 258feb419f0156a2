import type { Browser } from 'playwright-core'
import { person } from '../cast/directories.ts'
import { base, openLdapServer, reader } from '../cast/ldap-server.ts'
import { enterAsEmployee } from './demo.ts'
import { entry } from './outsider.ts'
import { button, choiceField, choose, chooseSomebody, field, heading, link, type Person, sitDown } from './person.ts'
import type { Portico } from './portico.ts'

/**
 * The pictures of the guides in `docs/guides`: one for each room, on a desktop, in light, with something in it to see.
 * Each is brought about the way the guide tells it.
 */
type Take = (person: Person, name: string) => Promise<void>

/** Rooms that show something by themselves. */
const rooms = {
  users: '/administration/users',
  groups: '/administration/groups',
  'org-chart': '/administration/org-chart',
  licenses: '/administration/licenses',
  'security-settings': '/administration/security',
  'company-settings': '/administration/company',
  'mail-list': '/administration/mail',
}

export async function takeGuides(browser: Browser, portico: Portico, take: Take): Promise<void> {
  const visitor = await sitDown(browser, 'Visitor', portico.origin)
  await visitor.page.goto('/sign-in')
  await take(visitor, 'sign-in')
  const vera = await sitDown(browser, 'Vera', portico.origin)
  await enterAsEmployee(vera, 'vera')
  for (const [name, address] of Object.entries(rooms)) {
    await vera.page.goto(address)
    await take(vera, name)
  }
  await inviting(vera, take)
  await changingMembers(vera, take)
  await planningAnAbsence(vera, take)
  await connectingADirectory(vera, take)
  await vera.page.goto('/administration/audit')
  await take(vera, 'audit')
  const kevin = await sitDown(browser, 'Kevin', portico.origin)
  await enterAsEmployee(kevin, 'kevin')
  await kevin.page.goto('/profile')
  await heading(kevin.page, 'More than a password').evaluate((element) => element.scrollIntoView({ block: 'start' }))
  await take(kevin, 'more-than-a-password')
}

async function inviting(vera: Person, take: Take): Promise<void> {
  const { page } = vera
  await page.goto('/administration/users?dialog=invite')
  const dialog = page.getByRole('dialog', { name: 'Invite an employee' })
  await field(dialog, 'Full name').fill('Paula Stern')
  await field(dialog, 'E-mail').fill('paula@larkfield.example')
  await choose(choiceField(dialog, 'Groups'), 'Support')
  await page.keyboard.press('Escape')
  await take(vera, 'invite-an-employee')
}

async function changingMembers(vera: Person, take: Take): Promise<void> {
  const { page } = vera
  await page.goto('/administration/groups')
  await link(page.getByRole('table', { name: 'Groups' }), /^Support/).click()
  await button(page, 'Add members').click()
  await chooseSomebody(vera, 'Who', 'Igor Petrov')
  await button(page.getByRole('dialog', { name: 'Add members' }), 'See what it changes').click()
  await page.getByText('1 person will gain').waitFor()
  await take(vera, 'who-gains-what')
}

async function planningAnAbsence(vera: Person, take: Take): Promise<void> {
  const { page } = vera
  await page.goto('/administration/substitutions?dialog=new')
  const dialog = page.getByRole('dialog', { name: 'Plan an absence' })
  await chooseSomebody(vera, 'Who is away', 'Kevin Hale')
  await dialog.getByRole('radio', { name: /^Reassign/ }).check()
  await chooseSomebody(vera, 'Main substitute', 'Lena Novak')
  await take(vera, 'plan-an-absence')
  await button(dialog, 'Plan').click()
  await dialog.waitFor({ state: 'hidden' })
  await page.goto('/administration/substitutions?tab=all')
  await entry(vera, 'All', 'Kevin Hale').or(page.getByRole('tabpanel').getByText('Kevin Hale')).first().waitFor()
  await take(vera, 'substitutions')
}

async function connectingADirectory(vera: Person, take: Take): Promise<void> {
  const { page } = vera
  const ldap = await openLdapServer()
  ldap.entries.push(...['greta', 'henry', 'ines', 'jonas'].map((uid) => person(uid)))
  try {
    await page.goto('/administration/directories')
    await button(page, 'Add a directory').first().click()
    await field(page, 'Name').fill('Head office')
    await field(page, 'Server').fill(ldap.url.replace('ldap://', ''))
    await choose(choiceField(page, 'Security'), 'None: readable on the way')
    await field(page, 'Account that reads').fill(reader.dn)
    await page.getByLabel(/^Its password/).fill(reader.password)
    await choose(choiceField(page, 'Kind of directory'), 'OpenLDAP')
    await field(page, 'Where people are').fill(base)
    await button(page, 'Add').click()
    await heading(page, 'Head office').waitFor()
    await button(page, 'Preview').click()
    await entry(vera, 'Rows', 'Greta Doe').waitFor()
    await take(vera, 'directory-preview')
  } finally {
    await ldap.close()
  }
}
