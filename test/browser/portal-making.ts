import { button, choiceField, choose, field, link, type Person } from './person.ts'

/** What an administrator does in a workspace's portal and in the page builder. */

export async function openPortalPage({ page }: Person): Promise<void> {
  await page.goto('/')
  const navigation = page.getByRole('navigation', { name: 'Navigation' })
  await link(navigation, 'Portal').click()
}

export async function enablePortal({ page }: Person): Promise<void> {
  await button(page, 'Enable the portal').click()
  const dialog = page.getByRole('dialog', { name: 'Enable the portal' })
  await dialog.getByRole('radio', { name: 'Empty' }).check()
  await button(dialog, 'Enable').click()
  await dialog.waitFor({ state: 'hidden' })
}

async function addWidget({ page }: Person, name: string): Promise<void> {
  await button(page, 'Add a widget').click()
  await page.getByRole('menuitem', { name, exact: true }).click()
}

/** Puts the two widgets of the story on the home page and publishes it. */
export async function makeHomePage(person: Person): Promise<void> {
  const { page } = person
  await link(page.getByRole('list', { name: 'Pages' }), 'Home').click()
  const settings = page.getByRole('region', { name: 'Settings of the widget' })
  await addWidget(person, 'Start-process button')
  await choose(choiceField(settings, 'Process'), 'Handle a request')
  await field(settings, 'Label').fill('New request')
  await addWidget(person, 'Item list')
  await field(settings, 'Title').fill('My requests')
  await choose(choiceField(settings, 'App'), 'Requests')
  await choose(choiceField(settings, 'Columns'), 'Subject', 'Category', 'Status')
}

export async function publishPage({ page }: Person): Promise<void> {
  await button(page, 'Publish').click()
  const dialog = page.getByRole('dialog', { name: 'Publish the page' })
  await dialog.getByText('See the items of “Requests” that they wrote themselves').waitFor()
  await dialog.getByText('Start the process “Handle a request”').waitFor()
  await button(dialog, 'Publish').click()
  await dialog.waitFor({ state: 'hidden' })
}

export async function activatePortal({ page }: Person): Promise<void> {
  await button(page, 'Activate').click()
  await button(page, 'Deactivate').waitFor()
}

export async function deactivatePortal({ page }: Person): Promise<void> {
  await button(page, 'Deactivate').click()
  await button(page.getByRole('dialog'), 'Deactivate').click()
  await button(page, 'Activate').waitFor()
}
