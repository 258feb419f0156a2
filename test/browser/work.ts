import type { Locator } from 'playwright-core'
import { button, field, heading, link, type Person } from './person.ts'

/** What employees do with tasks. */

export async function openTasks({ page }: Person, tab: 'Mine' | 'To take' | 'Done by me'): Promise<void> {
  await link(page.getByRole('navigation', { name: 'Navigation' }), /^My tasks/).click()
  await heading(page, 'My tasks').waitFor()
  await page.getByRole('tab', { name: tab }).click()
}

export const taskAbout = ({ page }: Person, list: string, about: string): Locator =>
  page.getByRole('table', { name: list }).getByRole('row').filter({ hasText: about })

export async function take(person: Person, about: string): Promise<void> {
  await button(taskAbout(person, 'To take', about), 'Take').click()
  await taskAbout(person, 'To take', about).waitFor({ state: 'hidden' })
}

/** Opens one's own task and finishes it with one of its buttons. */
export async function complete(person: Person, about: string, answer: string, outcome: string): Promise<void> {
  const { page } = person
  await openTasks(person, 'Mine')
  await link(taskAbout(person, 'Mine', about), /./)
    .first()
    .click()
  await field(page, 'Our answer').fill(answer)
  await button(page, outcome).click()
  await heading(page, 'My tasks').waitFor()
}
