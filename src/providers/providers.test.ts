import { describe, expect, test } from 'vitest'
import { client } from '../../test/cast/openid-provider.ts'
import { makeProvider, providerWorld, rules, settingsFor } from '../../test/cast/providers.ts'
import { baseUrl, refusalOf } from '../../test/cast/world.ts'
import { createProvider } from './commands/create-provider.ts'
import { deleteProvider } from './commands/delete-provider.ts'
import { testProvider } from './commands/test-provider.ts'
import { updateProvider } from './commands/update-provider.ts'
import { getProvider } from './queries/get-provider.ts'
import { listProviders } from './queries/list-providers.ts'

const { world, server, adam, pool, made, signInAs, identities } = await providerWorld()
const codeOf = async (deed: Promise<unknown>) => (await refusalOf(deed)).code
const change = async (more: object) => {
  const { version } = await adam.run(getProvider, { provider: made.provider })
  const { secret: _, ...kept } = settingsFor(server)
  return adam.run(updateProvider, { provider: made.provider, version, ...kept, ...more })
}

describe('an administrator sets a provider up', () => {
  test('off at first, and is told where it has to send people back to', async () => {
    const { id } = await adam.run(createProvider, settingsFor(server, { name: 'New' }))
    const found = await adam.run(getProvider, { provider: id })
    expect(found).toMatchObject({ isEnabled: false, people: 0, backAddresses: [`${baseUrl}/sign-in/${id}`] })
  })

  test('and nobody reads its secret again: not in answers, the audit or the database', async () => {
    const told = JSON.stringify([
      await adam.run(getProvider, { provider: made.provider }),
      await adam.run(listProviders, {}),
      (await pool.query('select facts from audit_events')).rows,
      (await pool.query(`select encode(secret_sealed, 'escape') from providers`)).rows,
    ])
    expect(told).not.toContain(client.secret)
  })

  test('and tries it before it is saved', async () => {
    const connection = { protocol: 'openid' as const, issuer: server.issuer, clientId: client.id }
    const found = await adam.run(testProvider, { connection })
    expect(found).toMatchObject({ signInAddress: `${server.issuer}/auth`, keys: 1, tellsAddress: true })
    server.mood = { before: (_, response) => (response.writeHead(404), response.end(), true) }
    const refusal = await refusalOf(adam.run(testProvider, { connection }))
    expect([refusal.code, refusal.kind]).toEqual(['provider.unfit', 'unprocessable'])
    expect(refusal.message).toMatch(/Expected an OpenID Connect provider of this issuer, but: .*404/)
  })

  test('not without TLS but on this very machine, nor at a scheme of another kind', async () => {
    for (const issuer of [
      'http://login.example.com',
      'http://localhost.evil.example',
      'http://127.0.0.1.evil.example',
    ]) {
      const given = settingsFor(server, { name: 'Open', connection: { protocol: 'openid', issuer, clientId: 'x' } })
      expect(await codeOf(adam.run(createProvider, given))).toBe('provider.in_the_open')
      expect(await codeOf(adam.run(testProvider, { connection: given.connection }))).toBe('provider.in_the_open')
    }
    for (const issuer of [
      'file:///etc/passwd',
      'javascript:alert(1)',
      'https://x.example/?a=b',
      'https://a@b.example',
    ]) {
      const given = settingsFor(server, { name: 'Odd', connection: { protocol: 'openid', issuer, clientId: 'x' } })
      expect(await codeOf(adam.run(createProvider, given))).toBe('request.invalid')
    }
  })

  test.each([
    ['provider.name_taken', { name: 'ACME login' }],
    ['provider.nowhere', { name: 'N', forEmployees: false }],
    ['provider.domains_needed', { name: 'N', createsPeople: true, domains: [] }],
    ['provider.portal_unfit', { name: 'N', portals: ['018f0000-0000-7000-8000-00000000dead'] }],
    ['request.invalid', { name: 'N', domains: ['*'] }],
    ['request.invalid', { name: 'N', domains: ['example'] }],
    ['request.invalid', { name: '' }],
  ])('%s', async (code, more) => {
    expect(await codeOf(adam.run(createProvider, settingsFor(server, more as never)))).toBe(code)
  })

  test('with a recent proof only (AT-055)', async () => {
    const late = await world.as('adam')
    await pool.query(`update sessions set proved_at = now() - interval '1 hour' where id = $1`, [late.actor.session])
    expect(await codeOf(late.run(createProvider, settingsFor(server)))).toBe('session.proof_needed')
    expect(await codeOf(late.run(deleteProvider, { provider: made.provider }))).toBe('session.proof_needed')
  })
})

describe('a provider is changed', () => {
  test('and keeps its secret, which goes to no other issuer or client', async () => {
    await change({ name: 'Renamed' })
    expect((await signInAs()).next).toBe('in')
    await pool.query('delete from identities')
    for (const connection of [
      { protocol: 'openid', issuer: 'https://evil.example', clientId: client.id },
      { protocol: 'openid', issuer: server.issuer, clientId: 'another' },
    ]) {
      expect(await codeOf(change({ connection }))).toBe('provider.secret_needed')
    }
  })

  test('but not its issuer while people are linked: they would be others there', async () => {
    await signInAs()
    const connection = { protocol: 'openid', issuer: 'https://other.example', clientId: client.id }
    expect(await codeOf(change({ connection, secret: 'x' }))).toBe('provider.has_people')
    expect(await identities()).toHaveLength(1)
  })

  test('by one of two who look at it at once (AT-016)', async () => {
    await change({ domains: ['a.example'] })
    const stale = adam.run(updateProvider, { provider: made.provider, version: 1, ...settingsFor(server) })
    expect(await codeOf(stale)).toBe('provider.changed_meanwhile')
  })
})

test('a provider goes with what links people to it, and the people stay', async () => {
  await signInAs()
  expect(await adam.run(deleteProvider, { provider: made.provider })).toEqual({ people: 1 })
  expect(await identities()).toEqual([])
  const { rows } = await pool.query('select status from users where id = $1', [world.people.kevin])
  expect(rows).toEqual([{ status: 'active' }])
})

test('under another key of the installation it is away until its secret is entered anew', async () => {
  await pool.query('update providers set secret_sealed = decode(repeat($1, 60), $2)', ['00', 'hex'])
  expect((await adam.run(getProvider, { provider: made.provider })).isSecretLost).toBe(true)
  expect(await codeOf(signInAs())).toBe('provider.away')
  await change({ secret: client.secret })
  expect((await signInAs()).next).toBe('in')
})

test('the list says of each who uses it', async () => {
  await makeProvider(adam, server, { name: 'Zeta' })
  await signInAs().catch(() => undefined)
  const { rows } = await adam.run(listProviders, {})
  expect(rows.map(({ name, people }) => [name, people])).toEqual([
    [rules.name, expect.any(Number)],
    ['Zeta', 0],
  ])
})
