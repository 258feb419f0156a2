import { button, choose, field, heading, link, type Person } from './person.ts'

/** What an administrator does to make a workspace and an app in it. */

export async function makeWorkspace({ page }: Person, name: string): Promise<void> {
  await link(page.getByRole('navigation', { name: 'Navigation' }), 'New workspace').click()
  await field(page, 'Name').fill(name)
  await button(page, 'Make the workspace').click()
  await heading(page, name).waitFor()
}

/** From the workspace's page; ends in the settings of the new app, where its fields are drawn. */
export async function makeApp({ page }: Person, name: string, itemName: string): Promise<void> {
  await button(page, 'New app').first().click()
  const dialog = page.getByRole('dialog', { name: 'New app' })
  await field(dialog, 'Name of the app').fill(name)
  await field(dialog, 'What one item is called').fill(itemName)
  await button(dialog, 'Make the app').click()
  await heading(page, `Settings of ${name}`).waitFor()
}

/** Every app begins with a field for the name of its items; it is called as the company calls it. */
export async function renameField({ page }: Person, name: string, to: string): Promise<void> {
  await button(page, `Edit “${name}”`).click()
  const dialog = page.getByRole('dialog', { name: `Field “${name}”` })
  await field(dialog, 'Name').fill(to)
  await button(dialog, 'Keep').click()
  await button(page, `Edit “${to}”`).waitFor()
}

export type DrawnField = { type: string; name: string; required?: boolean; options?: [name: string, color: string][] }

export async function addField({ page }: Person, drawn: DrawnField): Promise<void> {
  await button(page, 'Add a field').first().click()
  await button(page.getByRole('dialog'), new RegExp(`^${drawn.type} `)).click()
  const dialog = page.getByRole('dialog', { name: `New field: ${drawn.type}` })
  await field(dialog, 'Name').fill(drawn.name)
  for (const [at, [option, color]] of (drawn.options ?? []).entries()) {
    const name = field(dialog, `Name of option ${at + 1}`)
    if (!(await name.isVisible())) await button(dialog, /^Add (an option|a status)$/).click()
    await name.fill(option)
    const colors = dialog.getByRole('combobox', { name: 'Colour' }).nth(at)
    if ((await colors.inputValue()) !== color) await choose(colors, color)
  }
  if (drawn.required) await dialog.getByRole('checkbox', { name: 'Required' }).check()
  await button(dialog, 'Add the field').click()
  await button(page, `Edit “${drawn.name}”`).waitFor()
}

export async function publishApp({ page }: Person, name: string): Promise<void> {
  await button(page, 'Publish').click()
  const dialog = page.getByRole('dialog', { name: `Publish “${name}”` })
  await button(dialog, 'Publish').click()
  await dialog.waitFor({ state: 'hidden' })
  await page.getByText('Published', { exact: true }).first().waitFor()
}
