import { afterAll, describe, expect, test } from 'vitest'
import { decide } from '../src/access/decide.ts'
import type { Permission } from '../src/access/permissions.ts'
import { apiPath, pathNames } from '../src/base/endpoint.ts'
import { operations } from '../src/main/operations.ts'
import { openWeb } from './cast/web.ts'
import { makeWorld } from './cast/world.ts'

/** Everything of Administration is reachable by administrators alone (M135), generated from the lists of what there is. */
const world = await makeWorld()
const web = openWeb(world)
afterAll(() => web.close())
const igor = await world.as('igor')
const adam = await world.as('adam')

/** What only administrators, the supervisor or named auditors do. */
const guarded: readonly Permission[] = ['company.administer', 'company.supervise', 'company.audit']
const administration = operations.filter(({ permission }) => guarded.includes(permission))

/** Addresses of what is set for the company as a whole; whoever adds an operation there has to guard it. */
const ofTheCompany =
  /^\/(company-settings|theme|mail-settings|mails|audit|upload-settings|attention|security-settings|license)/

describe('everything of Administration is reachable by administrators alone (M135)', () => {
  test('every operation on what is set for the company asks for it', () => {
    const open = operations.filter(
      ({ endpoint, permission }) =>
        endpoint.side === 'employee' && ofTheCompany.test(endpoint.path) && !guarded.includes(permission),
    )
    expect(open.map(({ name }) => name)).toEqual([])
    expect(administration.length).toBeGreaterThan(25)
  })

  test.each(guarded)(
    'nobody of the cast without administration has %s, nor anybody from outside',
    async (permission) => {
      for (const key of ['marta', 'kevin', 'lena', 'sofia', 'igor', 'dana', 'omar'] as const) {
        const { actor } = await world.as(key)
        const decision = await decide(world.db, actor, permission as 'company.administer', { kind: 'company' })
        expect([key, decision.allowed]).toEqual([key, false])
      }
    },
  )

  const readable = administration.filter(
    ({ endpoint }) =>
      endpoint.side === 'employee' && endpoint.method === 'GET' && pathNames(endpoint.path).length === 0,
  )
  // What these cannot be asked without.
  const about = `permission=user.view&kind=user&id=${world.people.kevin}`
  const asks: Record<string, string> = {
    '/access/why': `?person=${world.people.adam}&${about}`,
    '/access/who': `?${about}`,
  }
  test.each(readable)(
    '$name is answered to an administrator and refused to an employee',
    async ({ endpoint, permission }) => {
      const address = `${apiPath(endpoint)}${asks[endpoint.path] ?? ''}`
      expect((await web.ask(igor, 'GET', address)).status).toBe(403)
      const answer = (await web.ask(adam, 'GET', address)).status
      expect(answer).toBe(permission === 'company.supervise' ? 403 : 200)
    },
  )
})
