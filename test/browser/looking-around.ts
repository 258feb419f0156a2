import type { APIRequestContext } from 'playwright-core'
import { expect } from 'vitest'
import { newId } from '../../src/base/ids.ts'
import { entry, portalHome } from './outsider.ts'
import { link, type Person } from './person.ts'

/** Where the things of one person are, and what somebody else is told who tries those addresses. */

export type Addresses = {
  item: string
  request: string
  app: string
  /** Everything that reads these things over HTTP. */
  api: string[]
}

/** Notes the addresses of a request the way its owner could: from the links on their own pages. */
export async function addressesOf(person: Person, subject: string): Promise<Addresses> {
  const { page } = person
  await portalHome(person)
  await entry(person, 'My requests', subject).getByRole('link').first().click()
  const file = await link(page, /\.txt/).getAttribute('href')
  const item = new URL(page.url()).pathname
  const [, app, id] = /apps\/([^/]+)\/items\/([^/]+)/.exec(item) ?? []
  const mine = await page.request.get('/api/portal/v1/my-process-instances')
  const { rows } = (await mine.json()) as { rows: { id: string; name: string }[] }
  const instance = rows.find(({ name }) => name.includes(subject))?.id
  if (!file || !app || !id || !instance) throw new Error(`Expected addresses of “${subject}”, found ${item}, ${file}`)
  return {
    item,
    request: item.replace(/apps\/.*/, `requests/${instance}`),
    app,
    api: [
      `/api/portal/v1/apps/${app}/items/${id}`,
      `/api/portal/v1/apps/${app}/items/${id}/history`,
      `/api/portal/v1/my-process-instances/${instance}`,
      new URL(file, page.url()).pathname,
    ],
  }
}

/** The same address with an id that nothing has. */
export const unknown = (address: string): string => {
  const id = address.match(/[0-9a-f]{8}(-[0-9a-f]+){4}/g)?.at(-1)
  if (!id) throw new Error(`Expected an id in ${address}`)
  return address.replace(id, newId())
}

/** An answer without what differs from each request to the next. */
async function answerTo(session: APIRequestContext, path: string) {
  const answer = await session.get(path)
  const { requestId: _number, ...body } = (await answer.json()) as Record<string, unknown>
  const { date: _date, 'x-request-id': _id, ...headers } = answer.headers()
  return { status: answer.status(), body, headers }
}

/** What its owner reads is for somebody else as if it had never been. */
export async function expectAsIfUnknown(path: string, owner: APIRequestContext, other: APIRequestContext) {
  expect((await owner.get(path)).status(), `${path}, for its owner`).toBe(200)
  const answer = await answerTo(other, path)
  expect(answer.status, path).toBe(404)
  expect(answer, path).toEqual(await answerTo(other, unknown(path)))
}

/** What the page says once it has something to say. */
export async function saidByMain({ page }: Person): Promise<string> {
  await page.getByRole('main').getByRole('heading').first().waitFor()
  return page.getByRole('main').innerText()
}
