import { afterEach, describe, expect, test } from 'vitest'
import { newPassword } from '../../test/cast/invitations.ts'
import { tokenIn } from '../../test/cast/mail.ts'
import { goTo } from '../../test/cast/openid-provider.ts'
import { portalWorld } from '../../test/cast/portals.ts'
import { kevinThere, makeProvider, providerWorld } from '../../test/cast/providers.ts'
import { baseUrl, refusalOf, type Someone } from '../../test/cast/world.ts'
import { deactivatePortal } from '../portals/commands/deactivate-portal.ts'
import { switchProvider } from '../providers/commands/switch-provider.ts'
import { beginAtPortalProvider } from './commands/begin-at-provider.ts'
import { finishAtPortalProvider } from './commands/finish-at-provider.ts'
import {
  beginLink,
  beginLinkOnPortal,
  finishLink,
  finishLinkOnPortal,
  removeIdentity,
} from './commands/my-identities.ts'
import { resetPassword } from './commands/reset-password.ts'
import { sendPasswordReset } from './commands/send-password-reset.ts'
import { handOverSupervisor } from './commands/hand-over-supervisor.ts'
import { removeIdentityOfUser } from './commands/remove-identity-of-user.ts'
import { listIdentitiesOfUser, listMyIdentities, listMyIdentitiesOnPortal } from './queries/list-identities.ts'
import { getMyFactors } from './queries/get-factors.ts'
import { getProofMethods } from './queries/get-proof-methods.ts'
import { getSignInRules } from './queries/get-sign-in-rules.ts'

const { world, server, adam, pool, made, begin, finish, signInAs, identities, whyRefused } = await providerWorld()
const { makePortal } = await portalWorld(world)
const codeOf = async (deed: Promise<unknown>) => (await refusalOf(deed)).code
const [kevin, dana] = [await world.as('kevin'), await world.as('dana')]
const [desk, elsewhere] = [await makePortal([dana]), await makePortal([])]

const setOut = async (who: Someone) => (await who.run(beginLink, { provider: made.provider })).address
const comeBackAs = (who: Someone, answer: string) => who.run(finishLink, { provider: made.provider, answer })
const link = async (who: Someone, sub = 'kim') => {
  server.whoSignsIn = sub
  return comeBackAs(who, await goTo(await setOut(who), baseUrl))
}

describe('somebody who is signed in links who she is at a provider', () => {
  test('whatever address she has there, and comes in by it from then on', async () => {
    server.people.set('kim', { sub: 'kim', name: 'Kim K.' })
    expect(await link(kevin)).toEqual({ label: 'Kim K.' })
    expect(await identities()).toEqual([{ subject: 'kim', user_id: kevin.id, linked_by: 'person' }])
    const mine = await kevin.run(listMyIdentities, {})
    expect(mine).toMatchObject({ rows: [{ providerName: 'Acme Login', label: 'Kim K.', usedAt: null }], others: [] })
    expect((await signInAs('kim')).next).toBe('in')
    expect((await kevin.run(listMyIdentities, {})).rows[0]!.usedAt).toBeInstanceOf(Date)
  })

  test('also when she administers, which no address does for her', async () => {
    await link(adam)
    expect((await signInAs('kim')).next).toBe('in')
    expect(await identities()).toEqual([{ subject: 'kim', user_id: adam.id, linked_by: 'person' }])
  })

  test('with a recent proof only (AT-055), and is told of it by mail', async () => {
    await pool.query('delete from mails')
    await pool.query(`update sessions set proved_at = now() - interval '1 hour' where user_id = $1`, [kevin.id])
    expect(await codeOf(setOut(kevin))).toBe('session.proof_needed')
    await pool.query('update sessions set proved_at = now() where user_id = $1', [kevin.id])
    await link(kevin)
    expect((await pool.query('select to_address from mails')).rows).toEqual([{ to_address: 'kevin@larkfield.example' }])
  })

  test('never what is linked to another account, and never two of one provider', async () => {
    await link(kevin)
    const lena = await world.as('lena')
    expect(await codeOf(link(lena))).toBe('identity.of_another')
    expect(await codeOf(link(kevin))).toBe('identity.linked_already')
    server.people.set('kai', { ...kevinThere, sub: 'kai' })
    expect(await codeOf(link(kevin, 'kai'))).toBe('identity.linked_already')
    expect(await identities()).toHaveLength(1)
  })

  test('and nobody else by her: what another session brought back is nothing in this one (login CSRF)', async () => {
    const lena = await world.as('lena')
    server.people.set('mallory', { sub: 'mallory' })
    server.whoSignsIn = 'mallory'
    const brought = await goTo(await setOut(lena), baseUrl)
    expect(await codeOf(comeBackAs(kevin, brought))).toBe('sign_in.start_again')
    await setOut(kevin)
    expect(await codeOf(comeBackAs(kevin, brought))).toBe('sign_in.start_again')
    expect(await identities()).toEqual([])
  })

  test('and the way back of a sign-in links nothing, nor that of a link signs anybody in', async () => {
    const { address, proof } = await begin()
    expect(await codeOf(comeBackAs(kevin, await goTo(address, baseUrl)))).toBe('sign_in.start_again')
    const brought = await goTo(await setOut(kevin), baseUrl)
    expect(await codeOf(finish(brought, proof))).toBe('sign_in.start_again')
    expect(await identities()).toEqual([])
  })

  test('not at a provider that was switched off meanwhile', async () => {
    const brought = await goTo(await setOut(kevin), baseUrl)
    await adam.run(switchProvider, { provider: made.provider, isEnabled: false })
    expect(await codeOf(comeBackAs(kevin, brought))).toBe('sign_in.start_again')
  })
})

describe('an identity is unlinked', () => {
  const idOf = async (who: Someone) => (await who.run(listMyIdentities, {})).rows[0]!.id

  test('by its owner, who comes in by it no more', async () => {
    server.people.set('kim', { sub: 'kim' })
    await link(kevin)
    await kevin.run(removeIdentity, { identity: await idOf(kevin) })
    expect(await codeOf(signInAs('kim'))).toBe('sign_in.identity_unknown')
  })

  test('by nobody else: another’s is not there', async () => {
    await link(kevin)
    const lena = await world.as('lena')
    expect(await codeOf(lena.run(removeIdentity, { identity: await idOf(kevin) }))).toBe('resource.not_found')
    expect(await codeOf(lena.run(listIdentitiesOfUser, { user: kevin.id }))).toBe('access.forbidden')
    const given = { user: kevin.id, identity: await idOf(kevin) }
    expect(await codeOf(lena.run(removeIdentityOfUser, given))).toBe('access.forbidden')
  })

  test('by an administrator, and its owner is told', async () => {
    await link(kevin)
    await pool.query('delete from mails')
    const [row] = (await adam.run(listIdentitiesOfUser, { user: kevin.id })).rows
    await adam.run(removeIdentityOfUser, { user: kevin.id, identity: row!.id })
    expect(await identities()).toEqual([])
    expect((await pool.query('select to_address from mails')).rows).toEqual([{ to_address: 'kevin@larkfield.example' }])
    const lena = await world.as('lena')
    const given = { user: lena.id, identity: row!.id }
    expect(await codeOf(adam.run(removeIdentityOfUser, given))).toBe('resource.not_found')
  })

  test('not when it is the last way in', async () => {
    await pool.query('update providers set creates_people = true')
    await signInAs({ sub: 'nora', name: 'Nora', email: 'nora@larkfield.example', email_verified: true })
    const nora = await world.asUser((await identities())[0]!.user_id, 'employee')
    expect(await codeOf(nora.run(removeIdentity, { identity: await idOf(nora) }))).toBe('identity.last_way')
    expect(await identities()).toHaveLength(1)
  })
})

describe('somebody who was made by a provider has no password', () => {
  const nora = { sub: 'nora', name: 'Nora', email: 'nora@larkfield.example', email_verified: true }
  const arrive = async () => {
    await pool.query('update providers set creates_people = true')
    await signInAs(nora)
    return world.asUser((await identities())[0]!.user_id, 'employee')
  }

  test('and is told so, not asked for one, nor kept out because it is old', async () => {
    await pool.query('update security_settings set password_days = 1, password_overdue_locks = true')
    try {
      const someone = await arrive()
      await pool.query(`update users set password_set_at = now() - interval '9 days'`)
      const mine = await someone.run(getMyFactors, {})
      expect([mine.passwordSetAt, mine.passwordAdvice]).toEqual([null, null])
      expect(await someone.run(getProofMethods, {})).toEqual({ methods: [] })
      expect((await kevin.run(getProofMethods, {})).methods).toEqual(['password'])
      expect((await signInAs('nora')).next).toBe('in')
    } finally {
      await pool.query('update security_settings set password_days = null, password_overdue_locks = false')
      await pool.query('update users set password_set_at = now()')
    }
  })

  test('and does not become the System supervisor, who comes in when the provider is away', async () => {
    const vera = await world.as('vera')
    const refusal = await refusalOf(vera.run(handOverSupervisor, { user: (await arrive()).id }))
    expect(refusal.code).toBe('supervisor.not_eligible')
    expect(refusal.message).toContain('has no password here')
  })

  test('and sets one by the way of a forgotten one, after which the last identity may go', async () => {
    const someone = await arrive()
    await pool.query('delete from mails')
    await sendPasswordReset({ ...world, baseUrl }, { email: nora.email, portal: null })
    const { rows } = await pool.query<{ body_text: string }>('select body_text from mails')
    await world.anyone.run(resetPassword, { token: tokenIn(rows[0]!.body_text), password: newPassword })
    const again = await world.asUser(someone.id, 'employee')
    const [row] = (await again.run(listMyIdentities, {})).rows
    await again.run(removeIdentity, { identity: row!.id })
    expect(await identities()).toEqual([])
  })
})

describe('at the door of a portal', () => {
  const danaThere = { sub: 'dee', name: 'Dana D.', email: 'dana@brightwater.example', email_verified: true }
  const offered = { forEmployees: false, portals: [desk.portal], domains: ['brightwater.example'] }
  const there = async () => {
    made.provider = await makeProvider(adam, server, { name: 'Partners', ...offered })
    await pool.query(`delete from providers where name = 'Acme Login'`)
    server.people.set('dee', danaThere)
    server.whoSignsIn = 'dee'
  }
  const go = async (portal = desk.code) => {
    const { address } = await world.anyone.run(beginAtPortalProvider, { provider: made.provider, portal })
    return { answer: await goTo(address, baseUrl), proof: world.anyone.cookies.proof }
  }
  const arrive = ({ answer, proof }: Awaited<ReturnType<typeof go>>) =>
    world.anyone.run(finishAtPortalProvider, { provider: made.provider, answer }, { proof })
  afterEach(() => pool.query(`update portals set state = 'active' where id = $1`, [desk.portal]))

  test('an external user comes in by a provider that is offered there', async () => {
    await there()
    expect((await arrive(await go())).next).toBe('in')
    expect(await identities()).toEqual([{ subject: 'dee', user_id: dana.id, linked_by: 'address' }])
    expect((await world.anyone.run(getSignInRules, { portal: desk.code })).providers).toHaveLength(1)
  })

  test('it is offered at no other: not at that of employees, of another portal or of none', async () => {
    await there()
    expect((await world.anyone.run(getSignInRules, {})).providers).toEqual([])
    expect((await world.anyone.run(getSignInRules, { portal: elsewhere.code })).providers).toEqual([])
    expect((await world.anyone.run(getSignInRules, { portal: 'no_such' })).providers).toEqual([])
    expect(await codeOf(begin())).toBe('resource.not_found')
    expect(await codeOf(go(elsewhere.code))).toBe('resource.not_found')
    expect(await codeOf(go('no_such'))).toBe('resource.not_found')
  })

  test('who does not belong to this portal stays out, whatever the provider says', async () => {
    await there()
    await pool.query(`update providers set domains = '{brightwater.example,larkfield.example}'`)
    await pool.query('insert into provider_portals (provider_id, portal_id) values ($1, $2)', [
      made.provider,
      elsewhere.portal,
    ])
    server.backAddresses.push(`${baseUrl}/portal/${elsewhere.code}/sign-in/${made.provider}`)
    expect(await codeOf(go(elsewhere.code).then(arrive))).toBe('sign_in.identity_unknown')
    expect(await whyRefused()).toContain('does not belong to')
    server.people.set('dee', { ...danaThere, email: 'kevin@larkfield.example' })
    expect(await codeOf(go().then(arrive))).toBe('sign_in.identity_unknown')
    expect(await identities()).toEqual([])
  })

  test('while it is closed nobody sets out, and nobody arrives', async () => {
    await there()
    const trip = await go()
    await adam.run(deactivatePortal, { portal: desk.portal })
    expect(await codeOf(arrive(trip))).toBe('portal.inactive')
    expect(await codeOf(go())).toBe('portal.inactive')
  })

  test('nobody new is made there', async () => {
    await there()
    server.people.set('dee', { ...danaThere, email: 'nobody@brightwater.example' })
    expect(await codeOf(go().then(arrive))).toBe('sign_in.identity_unknown')
  })

  test('she links and sees what is hers there, of her own portal only', async () => {
    await there()
    const given = { provider: made.provider, portal: desk.code }
    const { address } = await dana.run(beginLinkOnPortal, given)
    const answer = await goTo(address, baseUrl)
    await dana.run(finishLinkOnPortal, { provider: made.provider, answer })
    expect(await identities()).toEqual([{ subject: 'dee', user_id: dana.id, linked_by: 'person' }])
    expect((await dana.run(listMyIdentitiesOnPortal, { portal: desk.code })).rows).toHaveLength(1)
    for (const portal of [elsewhere.code, undefined]) {
      expect(await codeOf(dana.run(listMyIdentitiesOnPortal, { portal }))).toBe('resource.not_found')
      expect(await codeOf(dana.run(beginLinkOnPortal, { ...given, portal }))).toBe('resource.not_found')
    }
  })
})
