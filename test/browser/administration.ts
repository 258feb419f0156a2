import { expect } from 'vitest'
import { button, choiceField, choose, field, heading, link, passwordField, type Person } from './person.ts'

/** What administrators do, the way they do it: through the navigation, buttons and fields, by their names. */

export async function goTo({ page }: Person, place: string): Promise<void> {
  await link(page.getByRole('navigation', { name: 'Navigation' }), place).click()
}

export async function inviteEmployee(person: Person, name: string, email: string, groups: string[]): Promise<void> {
  const { page } = person
  await goTo(person, 'Users')
  await button(page, 'Invite an employee').first().click()
  const dialog = page.getByRole('dialog', { name: 'Invite an employee' })
  await field(dialog, 'Full name').fill(name)
  await field(dialog, 'E-mail').fill(email)
  await choose(choiceField(dialog, 'Groups'), ...groups)
  // Closes the list of groups; without one it would ask about closing the dialog.
  if (groups.length > 0) await page.keyboard.press('Escape')
  await button(dialog, 'Send the invitation').click()
  await heading(page, name).waitFor()
}

/** Reads a mail as the supervisor does while no mail server is set, and takes its link. */
export async function linkFromMail(person: Person, to: string): Promise<string> {
  await openMail(person, to)
  return person.page.getByLabel('Link in this mail').first().inputValue()
}

export async function codeFromMail(person: Person, to: string): Promise<string> {
  await openMail(person, to)
  const text = await person.page.getByRole('tabpanel').innerText()
  return /\b\d{6}\b/.exec(text)?.[0] ?? `no code in: ${text}`
}

async function openMail(person: Person, to: string): Promise<void> {
  const { page } = person
  await goTo(person, 'Mail')
  await page.getByRole('textbox', { name: 'Search by person, address or subject' }).fill(to)
  const row = page.getByRole('row').filter({ hasText: to }).first()
  await row.getByRole('link').first().click()
  await page.getByRole('tabpanel').waitFor()
}

export async function expectSeats(person: Person, kind: string, says: string): Promise<void> {
  await goTo(person, 'Licenses')
  const panel = person.page.locator('section').filter({ has: heading(person.page, kind) })
  await expect.poll(() => panel.getByText(/occupied/).innerText()).toBe(says)
}

export async function acceptEmployeeInvitation({ page }: Person, address: string, password: string): Promise<void> {
  await page.goto(address)
  await passwordField(page).fill(password)
  await button(page, 'Accept and sign in').click()
  await link(page.getByRole('navigation', { name: 'Navigation' }), 'My tasks').waitFor()
}

/** Opens a group and finds somebody among its members. */
export async function expectMember(person: Person, group: string, name: string): Promise<void> {
  const { page } = person
  await goTo(person, 'Groups')
  await link(page.getByRole('table', { name: 'Groups' }), new RegExp(`^${group}`)).click()
  await heading(page, group).waitFor()
  await link(page.getByRole('main'), new RegExp(name)).waitFor()
}

/** How many are in a group that Portico keeps by itself, as the list of groups says. */
export async function expectMembers(person: Person, group: string, count: number): Promise<void> {
  await goTo(person, 'Groups')
  const row = person.page.getByRole('table', { name: 'Groups' }).getByRole('row').filter({ hasText: group })
  await expect.poll(() => row.first().getByRole('cell').last().innerText()).toBe(String(count))
}
