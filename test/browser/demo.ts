import type { Browser } from 'playwright-core'
import { button, field, heading, link, passwordField, type Person, sitDown } from './person.ts'
import type { Portico } from './portico.ts'

/** Everybody of the demo company signs in with what its supervisor has chosen. */
export const demoPassword = 'seven quiet lanterns'

/** Sets up the demo company over HTTP: the story does so by hand. Takes the language of a browser that speaks English. */
export async function setUpDemo(browser: Browser, { origin }: Portico): Promise<void> {
  const visitor = await sitDown(browser, 'Visitor', origin)
  const answer = await visitor.page.request.post('/api/v1/set-up', {
    headers: { origin },
    data: {
      companyName: 'Larkfield Instruments',
      fullName: 'Vera Lind',
      email: 'vera@larkfield.example',
      password: demoPassword,
      language: 'en',
      timeZone: 'UTC',
      content: 'demo',
    },
  })
  if (!answer.ok()) throw new Error(`Expected a demo company, found ${answer.status()}: ${await answer.text()}`)
  await visitor.context.close()
}

async function fillIn({ page }: Person, email: string): Promise<void> {
  await field(page, 'E-mail').fill(email)
  await passwordField(page).fill(demoPassword)
  await button(page, 'Sign in').click()
}

export async function enterAsEmployee(person: Person, key: string): Promise<void> {
  await person.page.goto('/')
  await fillIn(person, `${key}@larkfield.example`)
  await heading(person.page, 'My tasks').waitFor()
}

export async function enterPortal(person: Person, email: string): Promise<void> {
  await person.page.goto('/portal/service_desk')
  await fillIn(person, email)
  await link(person.page, 'New request').waitFor()
}

/** Pages whose address names nothing. */
const plainPages = {
  'my tasks': '/tasks',
  'tasks to take': '/tasks?tab=take',
  profile: '/profile',
  absences: '/absences',
  'new workspace': '/new-workspace',
  'external users': '/external-users',
  organizations: '/organizations',
  structure: '/org-chart',
  'company people': '/company/people',
  'my department': '/company/my-department',
  birthdays: '/company/birthdays',
  'org chart': '/administration/org-chart',
  'org chart as a list': '/administration/org-chart?view=list',
  'check of the org chart': '/administration/org-chart?dialog=check',
  administration: '/administration',
  users: '/administration/users',
  'invite an employee': '/administration/users?dialog=invite',
  'active users': '/administration/active-users',
  'batches and imports': '/administration/user-batches',
  directories: '/administration/directories',
  'add a directory': '/administration/directories/new',
  groups: '/administration/groups',
  'new group': '/administration/groups?dialog=new',
  'hand over': '/administration/groups/supervisor',
  substitutions: '/administration/substitutions',
  processes: '/administration/processes',
  incidents: '/administration/incidents',
  calendars: '/administration/calendars',
  'security settings': '/administration/security',
  licenses: '/administration/licenses',
  'rules of licenses': '/administration/licenses?tab=rules',
  'company settings': '/administration/company',
  theme: '/administration/theme',
  'API tokens': '/administration/tokens',
  mail: '/administration/mail',
  'mail settings': '/administration/mail-settings',
  'template of mails': '/administration/mail-settings?tab=template',
  files: '/administration/files',
  audit: '/administration/audit',
  'words of mails': '/administration/mail-texts',
  'audit settings': '/administration/audit-settings',
}

/** Addresses of the employee side's main pages, found as a visitor finds them: by the links of the pages before. */
export async function employeePages(person: Person): Promise<Record<string, string>> {
  const { page } = person
  const pages: Record<string, string> = {}
  const note = (name: string): void => {
    const { pathname, search } = new URL(page.url())
    pages[name] = pathname + search
  }
  const follow = async (name: string, from: string, open: () => Promise<void>): Promise<void> => {
    await page.goto(from)
    await open()
    await page.waitForURL((url) => url.pathname + url.search !== from)
    note(name)
  }
  const first = (list: string) => () => page.getByRole('table', { name: list }).getByRole('link').first().click()
  const inNavigation =
    (name: string, at = 0) =>
    () =>
      link(page.getByRole('navigation', { name: 'Navigation' }), name)
        .nth(at)
        .click()
  Object.assign(pages, plainPages)
  await follow('user', '/administration/users', first('Users'))
  await follow('group', '/administration/groups', first('Groups'))
  await follow('calendar', '/administration/calendars', first('Business calendars'))
  await follow('message', '/administration/mail', first('Mail'))
  await follow('external user', '/external-users', first('External users'))
  await follow('process', '/administration/processes', first('Processes'))
  await follow('modeler', pages.process!, () => link(page, 'Draw').click())
  await follow('workspace', '/tasks', inNavigation('Service desk'))
  await follow('app', '/tasks', inNavigation('Requests'))
  await follow('item', pages.app!, first('Requests'))
  await follow('app settings', pages.app!, () => link(page, 'Settings').click())
  await follow('portal', '/tasks', inNavigation('Portal'))
  await follow('page builder', pages.portal!, () => link(page.getByRole('list', { name: 'Pages' }), 'Home').click())
  return pages
}

/** The same for the portal. */
export async function portalPages({ page }: Person): Promise<Record<string, string>> {
  const home = '/portal/service_desk'
  const pages: Record<string, string> = { home, profile: `${home}/profile` }
  const follow = async (name: string, open: () => Promise<void>): Promise<void> => {
    await page.goto(home)
    await open()
    await page.waitForURL((url) => url.pathname !== home)
    pages[name] = new URL(page.url()).pathname
  }
  const first = (list: string) => () =>
    page
      .getByRole('table', { name: list })
      .or(page.getByRole('list', { name: list }))
      .getByRole('link')
      .first()
      .click()
  await follow('new request', () => link(page, 'New request').click())
  await follow('task', first('Waiting for you'))
  await follow('item', first('My requests'))
  const mine = await page.request.get('/api/portal/v1/my-process-instances')
  const { rows } = (await mine.json()) as { rows: { id: string }[] }
  if (rows[0]) pages.request = `${home}/requests/${rows[0].id}`
  return pages
}
