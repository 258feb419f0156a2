import type { Locator } from 'playwright-core'
import { button, choiceField, choose, field, heading, link, type Person } from './person.ts'

/**
 * Drawing a process, as somebody does who works with the panel beside the canvas: every step of it can be done by
 * keyboard, and says what it does by its name.
 */

const panel = ({ page }: Person): Locator => page.getByRole('complementary', { name: 'Settings' })
const section = (person: Person, title: string | RegExp): Locator =>
  panel(person).getByRole('region', { name: title, exact: typeof title === 'string' })

export async function newProcess({ page }: Person, name: string, app: string): Promise<void> {
  // The workspace's own processes stand before those of the administration.
  await link(page.getByRole('navigation', { name: 'Navigation' }), 'Processes')
    .first()
    .click()
  await button(page, 'New process').first().click()
  const dialog = page.getByRole('dialog', { name: 'New process' })
  await field(dialog, 'Name').fill(name)
  await choose(choiceField(dialog, 'App'), app)
  await dialog.getByRole('radio', { name: 'A small diagram' }).check()
  await button(dialog, 'Make the process').click()
  await heading(page, name).waitFor()
  await panel({ page } as Person).waitFor()
}

/** Chooses an element by its name in the list of all elements. */
export async function chooseElement(person: Person, name: string): Promise<void> {
  await choose(choiceField(panel(person), 'Settings of'), name)
}

async function setText(within: Locator, name: string, text: string): Promise<void> {
  const box = field(within, name)
  await box.fill(text)
  await box.press('Enter')
}

export async function setUpLane(person: Person, name: string, executor: string, group?: string): Promise<void> {
  await setText(section(person, 'General'), 'Name', name)
  const who = section(person, 'Who does it')
  await choose(choiceField(who, 'Executor'), executor)
  if (group) await choose(choiceField(who, 'Group'), group)
}

export type StepSettings = { name?: string; lane?: string; outside?: string; status?: string }

export async function setUpStep(person: Person, { name, lane, outside, status }: StepSettings): Promise<void> {
  const general = section(person, 'General')
  if (name) await setText(general, 'Name', name)
  if (lane) await choose(choiceField(general, 'Lane'), lane)
  if (outside) await setText(general, 'Name for people outside', outside)
  if (status) await choose(choiceField(section(person, 'On arrival'), 'Status of the item'), status)
}

/** Puts fields of the app into the form of the chosen element, to be read, filled in, or required. */
export async function setUpForm(person: Person, fields: Record<string, 'read' | 'write' | 'required'>): Promise<void> {
  const form = section(person, 'Form')
  for (const [name, access] of Object.entries(fields)) {
    await choose(choiceField(form, 'Add a field of “Requests”'), name)
    const entry = form.getByRole('group', { name: `Field ${name}`, exact: true })
    if (access === 'read') await entry.getByRole('switch', { name: 'Can be filled in' }).uncheck()
    if (access === 'required') await entry.getByRole('switch', { name: 'Required' }).check()
  }
}

export async function addStep(person: Person, kind: string, name: string, lane: string): Promise<void> {
  const after = section(person, /^Add after/)
  await choose(choiceField(after, 'New step'), kind)
  await setText(after, 'Name of the new step', name)
  await choose(choiceField(after, 'In the lane'), lane)
  await button(after, 'Add the step').click()
}

export async function connectTo(person: Person, target: string): Promise<void> {
  await choose(choiceField(section(person, /^Add after/), 'Connect to'), target)
}

export async function renameButton(person: Person, label: string, to: string): Promise<void> {
  const buttons = section(person, 'Buttons')
  await setText(buttons.getByRole('group', { name: `Button ${label}`, exact: true }), 'Label', to)
}

export type ButtonTo = { leadsTo: string; name?: string; lane?: string }

export async function addButton(person: Person, label: string, { leadsTo, name, lane }: ButtonTo): Promise<void> {
  const buttons = section(person, 'Buttons')
  await button(buttons, 'Add a button').click()
  await setText(buttons, 'Label of the new button', label)
  await choose(choiceField(buttons, 'Leads to'), leadsTo)
  if (name) await setText(buttons, 'What the new step is called', name)
  if (lane) await choose(choiceField(buttons, 'Lane of the new step'), lane)
  await button(buttons, 'Add this button').click()
}

export async function publishProcess({ page }: Person): Promise<void> {
  await button(page, 'Publish').click()
  const dialog = page.getByRole('dialog', { name: 'Publish' })
  await button(dialog, 'Publish version 1').click()
  await page.getByText('Version 1', { exact: true }).first().waitFor()
}
