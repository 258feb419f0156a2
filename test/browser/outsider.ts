import type { Locator } from 'playwright-core'
import { button, choiceField, choose, field, heading, link, passwordField, type Person } from './person.ts'

/** What people from outside do on the portal, and what is done for them in *External users*. */

export async function addExternalUser({ page }: Person, name: string, email: string): Promise<void> {
  await link(page.getByRole('navigation', { name: 'Navigation' }), 'External users').click()
  await button(page, 'Add external user').first().click()
  const dialog = page.getByRole('dialog', { name: 'Add an external user' })
  await field(dialog, 'Full name').fill(name)
  await field(dialog, 'E-mail').fill(email)
  await button(dialog, 'Add external user').click()
  await heading(page, name).waitFor()
}

/** On the card of the person: makes an individual link, and takes it while it is shown. */
export async function makeInvitationLink({ page }: Person, { withoutConfirmation = false } = {}): Promise<string> {
  await button(page, 'Create invitation link').click()
  const dialog = page.getByRole('dialog')
  if (withoutConfirmation) await dialog.getByRole('checkbox', { name: 'Without contact confirmation' }).check()
  await button(dialog, 'Create the link').click()
  const address = await field(dialog, 'Invitation link').inputValue()
  await button(dialog.getByRole('region').or(dialog), 'Close').last().click()
  return address
}

export async function openExternalUser(person: Person, name: string): Promise<void> {
  await link(person.page.getByRole('navigation', { name: 'Navigation' }), 'External users').click()
  await entry(person, 'External users', name).getByRole('link').first().click()
  await heading(person.page, name).waitFor()
}

/** Registers by a link: e-mail, code, name and password. The code is read where the supervisor reads mail. */
export async function register(
  { page }: Person,
  address: string,
  { email, password, code }: { email: string; password: string; code: () => Promise<string> },
): Promise<void> {
  await page.goto(address)
  await field(page, 'E-mail').fill(email)
  await button(page, 'Send the code').click()
  await heading(page, 'Enter the code').waitFor()
  await page
    .getByRole('group', { name: 'Code from the mail' })
    .getByRole('textbox')
    .first()
    .pressSequentially(await code())
  await button(page, 'Confirm').click()
  await heading(page, 'Your name and password').waitFor()
  await passwordField(page).fill(password)
  await button(page, 'Register').click()
  await heading(page, 'My requests').waitFor()
}

export async function signInOnPortal({ page }: Person, email: string, password: string): Promise<void> {
  await page.goto('/portal/service_desk')
  await field(page, 'E-mail').fill(email)
  await passwordField(page).fill(password)
  await button(page, 'Sign in').click()
}

export async function portalHome({ page }: Person): Promise<void> {
  await page.goto('/portal/service_desk')
  await heading(page, 'My requests').waitFor()
}

export async function fileRequest(
  { page }: Person,
  { subject, description, file }: { subject: string; description: string; file?: { name: string; text: string } },
): Promise<void> {
  await link(page, 'New request').click()
  await field(page, 'Subject').fill(subject)
  await field(page, 'What happened?').fill(description)
  await choose(choiceField(page, 'Category'), 'Fault')
  if (file) {
    const chooser = page.waitForEvent('filechooser')
    await button(page, /Choose files/).click()
    await (await chooser).setFiles({ name: file.name, mimeType: 'text/plain', buffer: Buffer.from(file.text) })
    await button(page, `Remove ${file.name}`).waitFor()
  }
  await button(page, 'Send').click()
  await heading(page, subject).waitFor()
}

/** The row (or, on a phone, the card) of a list that says this. */
export const entry = ({ page }: Person, list: string, text: string | RegExp): Locator =>
  page
    .getByRole('table', { name: list, exact: true })
    .getByRole('row')
    .or(page.getByRole('list', { name: list, exact: true }).getByRole('listitem'))
    .filter({ hasText: text })
