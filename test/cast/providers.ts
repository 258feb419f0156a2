import { afterAll, beforeEach } from 'vitest'
import type { ProviderId, UserId } from '../../src/base/ids.ts'
import { createProvider } from '../../src/providers/commands/create-provider.ts'
import { switchProvider } from '../../src/providers/commands/switch-provider.ts'
import { getProvider } from '../../src/providers/queries/get-provider.ts'
import { beginAtProvider } from '../../src/signin/commands/begin-at-provider.ts'
import { finishAtProvider } from '../../src/signin/commands/finish-at-provider.ts'
import { client, goTo, openOpenidProvider, type OpenidServer, type Person } from './openid-provider.ts'
import { baseUrl, makeWorld, type Someone, type World } from './world.ts'

export const rules = {
  name: 'Acme Login',
  forEmployees: true,
  portals: [],
  domains: ['larkfield.example'],
  createsPeople: false,
  renamesPeople: false,
}

type Given = Parameters<typeof createProvider.run>[1]

export const settingsFor = (server: OpenidServer, more: Partial<Given> = {}) => ({
  ...rules,
  connection: { protocol: 'openid' as const, issuer: server.issuer, clientId: client.id },
  secret: client.secret,
  ...more,
})

/** A provider of a world, switched on, whose server knows the way back. */
export async function makeProvider(adam: Someone, server: OpenidServer, more: Partial<Given> = {}) {
  const { id } = await adam.run(createProvider, settingsFor(server, more))
  await adam.run(switchProvider, { provider: id, isEnabled: true })
  server.backAddresses = (await adam.run(getProvider, { provider: id })).backAddresses
  return id
}

/** A world with a provider as it is before each test, and a browser that goes there and comes back. */
export async function providerWorld(makeIt: () => Promise<World> = makeWorld) {
  const server = await openOpenidProvider()
  afterAll(() => server.close())
  const world = await makeIt()
  const adam = await world.as('adam')
  const { pool, anyone } = world
  const made = { provider: '' as ProviderId }

  beforeEach(async () => {
    Object.assign(server, { mood: {}, asked: [], whoSignsIn: 'kim' })
    server.people.clear()
    server.people.set('kim', kevinThere)
    await pool.query('delete from providers')
    await pool.query(`update users set deleted_at = now() where source = 'provider' and deleted_at is null`)
    await pool.query(
      `update seats set freed_at = now(), free_reason = 'deleted'
       where freed_at is null and user_id in (select id from users where source = 'provider')`,
    )
    await pool.query('delete from open_proofs')
    made.provider = await makeProvider(adam, server)
  })

  /** Where a browser is sent, and the cookie it keeps meanwhile. */
  const begin = async () => {
    const { address } = await anyone.run(beginAtProvider, { provider: made.provider })
    return { address, proof: anyone.cookies.proof }
  }
  const finish = (answer: string, proof: string | undefined, provider = made.provider) =>
    anyone.run(finishAtProvider, { provider, answer }, { proof })
  /** The whole way of somebody who has an account there. */
  const signInAs = async (person: Person | string = server.whoSignsIn) => {
    server.whoSignsIn = typeof person === 'string' ? person : person.sub
    if (typeof person !== 'string') server.people.set(person.sub, person)
    const { address, proof } = await begin()
    return finish(await goTo(address, baseUrl), proof)
  }
  const identities = async () => {
    type Row = { subject: string; user_id: UserId; linked_by: string }
    return (await pool.query<Row>('select subject, user_id, linked_by from identities order by subject')).rows
  }
  const whyRefused = async () =>
    (await pool.query<{ refused_why: string | null }>('select refused_why from providers')).rows[0]?.refused_why
  return { world, server, adam, pool, made, begin, finish, signInAs, identities, whyRefused }
}

/** Kevin of the cast as the provider has him, under another name of its own. */
export const kevinThere: Person = {
  sub: 'kim',
  name: 'Kevin at Acme',
  email: 'kevin@larkfield.example',
  email_verified: true,
}
