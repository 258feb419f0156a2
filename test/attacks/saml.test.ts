import { afterAll, beforeEach, describe, expect, test } from 'vitest'
import type { ProviderId } from '../../src/base/ids.ts'
import { createProvider } from '../../src/providers/commands/create-provider.ts'
import { switchProvider } from '../../src/providers/commands/switch-provider.ts'
import { testProvider } from '../../src/providers/commands/test-provider.ts'
import { getProvider } from '../../src/providers/queries/get-provider.ts'
import { beginAtProvider } from '../../src/signin/commands/begin-at-provider.ts'
import { finishAtProvider } from '../../src/signin/commands/finish-at-provider.ts'
import { own, strangers, weak } from '../cast/saml-keys.ts'
import { answerOf, asPosted, entity, type SamlMood, type SamlPerson, signInUrl } from '../cast/saml-provider.ts'
import { openWeb } from '../cast/web.ts'
import { baseUrl, makeWorld, refusalOf } from '../cast/world.ts'

/** What a SAML provider, or somebody before it, can do to a sign-in (AT-101 and its neighbours). */
const world = await makeWorld()
const web = openWeb(world)
afterAll(() => web.close())
const adam = await world.as('adam')
const { pool, anyone } = world
let provider = '' as ProviderId

const connection = { protocol: 'saml' as const, issuer: entity, signInUrl, certificates: own.certificate }
const settings = {
  name: 'Acme SAML',
  forEmployees: true,
  portals: [],
  domains: ['larkfield.example'],
  createsPeople: false,
  renamesPeople: false,
  connection,
}

beforeEach(async () => {
  await pool.query('delete from providers')
  ;({ id: provider } = await adam.run(createProvider, settings))
  await adam.run(switchProvider, { provider, isEnabled: true })
})

const kim: SamlPerson = { nameId: 'kim-4711', email: 'kevin@larkfield.example', name: 'Kevin at Acme' }
const metadata = async () => (await web.ask(null, 'GET', `/api/v1/providers/${provider}/metadata`)).body
const begin = async () => {
  const { address } = await anyone.run(beginAtProvider, { provider })
  return { address, proof: anyone.cookies.proof }
}
const finish = (answer: string, proof: string | undefined) =>
  anyone.run(finishAtProvider, { provider, answer }, { proof })
const signInAs = async (person: SamlPerson = kim, mood: SamlMood = {}) => {
  const { address, proof } = await begin()
  return finish(asPosted(await answerOf(address, await metadata(), person, mood)), proof)
}
const state = async () => {
  const { rows } = await pool.query(
    'select (select count(*) from sessions) as sessions, (select count(*) from users) as users, (select count(*) from identities) as identities',
  )
  return rows[0] as object
}
const why = async () =>
  (await pool.query<{ refused_why: string }>('select refused_why from providers')).rows[0]!.refused_why

async function refused(mood: SamlMood, because: RegExp, person = kim) {
  const before = await state()
  const refusal = await refusalOf(signInAs(person, mood))
  expect([refusal.kind, refusal.code]).toEqual(['unauthenticated', 'sign_in.provider_refused'])
  expect(await why()).toMatch(because)
  expect(await state()).toEqual(before)
}

test('somebody signs in by SAML, and is known by what never changes of her from then on', async () => {
  expect((await signInAs()).next).toBe('in')
  const { rows } = await pool.query('select subject, user_id, linked_by, label from identities')
  expect(rows).toEqual([
    { subject: 'kim-4711', user_id: world.people.kevin, linked_by: 'address', label: 'kevin@larkfield.example' },
  ])
  expect((await signInAs({ nameId: 'kim-4711', email: 'other@elsewhere.example' })).next).toBe('in')
})

test('an address of a domain it is not believed about lets nobody in (AT-101)', async () => {
  for (const email of ['kevin@brightwater.example', 'vera@larkfield.example', 'nobody@larkfield.example', '']) {
    const refusal = await refusalOf(signInAs({ ...kim, email }))
    expect(refusal.code).toBe('sign_in.identity_unknown')
  }
})

describe('an assertion is refused (AT-101)', () => {
  const ago = (ms: number) => new Date(Date.now() - ms).toISOString()
  test.each<[string, SamlMood, RegExp]>([
    ['that nobody signed', { afterwards: (xml) => xml.replace(/<ds:Signature.*<\/ds:Signature>/s, '') }, /signature/i],
    ['that somebody else signed', { keys: strangers }, /signature/i],
    ['that was altered', { afterwards: (xml) => xml.replace('kim-4711', 'vera-1') }, /signature/i],
    ['whose answer alone is signed, not itself', { signsAround: true }, /signature/i],
    ['signed with SHA-1', { algorithm: 'http://www.w3.org/2000/09/xmldsig#rsa-sha1' }, /SHA-1/],
    ['of another issuer', { values: (v) => ({ ...v, Issuer: 'https://evil.example' }) }, /issue/i],
    ['for another audience', { values: (v) => ({ ...v, Audience: 'https://other.example' }) }, /audience/i],
    [
      'for no audience',
      { template: (xml) => xml.replace(/<saml:AudienceRestriction>.*<\/saml:AudienceRestriction>/, '') },
      /audience/i,
    ],
    ['without conditions', { template: (xml) => xml.replace(/<saml:Conditions.*<\/saml:Conditions>/, '') }, /./],
    [
      'for another address',
      { values: (v) => ({ ...v, SubjectRecipient: 'https://evil.example/acs' }) },
      /this address/,
    ],
    ['that answers another request', { values: (v) => ({ ...v, InResponseTo: '_another' }) }, /InResponseTo/],
    [
      'that answers no request (unsolicited)',
      { template: (xml) => xml.replaceAll(' InResponseTo="{InResponseTo}"', '') },
      /InResponseTo/,
    ],
    [
      'that answers no request inside what is signed',
      { template: (xml) => xml.replace(/(SubjectConfirmationData[^>]*) InResponseTo="\{InResponseTo\}"/, '$1') },
      /InResponseTo|this request/,
    ],
    [
      'that has expired',
      {
        values: (v) => ({
          ...v,
          ConditionsNotOnOrAfter: ago(120_000),
          SubjectConfirmationDataNotOnOrAfter: ago(120_000),
        }),
      },
      /expired|confirmation/,
    ],
    ['that is of yesterday', { values: (v) => ({ ...v, IssueInstant: ago(86_400_000) }) }, /old|confirmation/],
    ['that is of tomorrow', { values: (v) => ({ ...v, ConditionsNotBefore: ago(-600_000) }) }, /not yet/],
    ['that any holder may show', { template: (xml) => xml.replace('cm:bearer', 'cm:sender-vouches') }, /this request/],
    [
      'that names people anew each time',
      { values: (v) => ({ ...v, NameIDFormat: 'urn:oasis:names:tc:SAML:2.0:nameid-format:transient' }) },
      /transient/,
    ],
    ['that names nobody', { values: (v) => ({ ...v, NameID: '' }) }, /nobody/],
    ['with a document type (XXE)', { afterwards: (xml) => `<!DOCTYPE x [<!ENTITY a "b">]>${xml}` }, /document type/],
  ])('%s', async (_, mood, because) => refused(mood, because))

  test('of which the provider says that it did not work', async () => {
    const mood: SamlMood = {
      values: (v) => ({ ...v, StatusCode: 'urn:oasis:names:tc:SAML:2.0:status:Responder' }),
      template: (xml) => xml.replace(/<saml:Assertion.*<\/saml:Assertion>/, ''),
      signsAround: true,
    }
    const refusal = await refusalOf(signInAs(kim, mood))
    expect(refusal.code).toBe('sign_in.provider_declined')
  })

  test('that is garbage', async () => {
    for (const response of [
      '',
      'AAAA',
      Buffer.from('<a>').toString('base64'),
      Buffer.from('<Response/>').toString('base64'),
    ]) {
      const { address, proof } = await begin()
      const answer = asPosted({ response, state: new URL(address).searchParams.get('RelayState')! })
      expect((await refusalOf(finish(answer, proof))).code).toBe('sign_in.provider_refused')
    }
  })
})

describe('a signature is moved around something else (XML signature wrapping)', () => {
  const evil = (xml: string) => {
    const [assertion] = /<saml:Assertion.*<\/saml:Assertion>/s.exec(xml)!
    const forged = assertion
      .replace(/<ds:Signature.*<\/ds:Signature>/s, '')
      .replace('ID="_assertion"', 'ID="_forged"')
      .replaceAll('kim-4711', 'vera-1')
    return { assertion, forged }
  }
  test.each<[string, (xml: string) => string]>([
    ['before the signed one', (xml) => xml.replace('<saml:Assertion', `${evil(xml).forged}<saml:Assertion`)],
    ['behind the signed one', (xml) => xml.replace('</samlp:Response>', `${evil(xml).forged}</samlp:Response>`)],
    [
      'around the signed one',
      (xml) =>
        xml.replace(
          evil(xml).assertion,
          evil(xml).forged.replace('</saml:Assertion>', `${evil(xml).assertion}</saml:Assertion>`),
        ),
    ],
    [
      'with the signed one hidden in its signature',
      (xml) => {
        const { assertion, forged } = evil(xml)
        const [signature] = /<ds:Signature.*<\/ds:Signature>/s.exec(assertion)!
        const hidden = signature.replace(
          '</ds:Signature>',
          `<ds:Object>${assertion.replace(signature, '')}</ds:Object></ds:Signature>`,
        )
        return xml.replace(assertion, forged.replace('</saml:Issuer>', `</saml:Issuer>${hidden}`))
      },
    ],
    [
      'with the id of the signed one',
      (xml) => xml.replace('<saml:Assertion', `${evil(xml).forged.replace('_forged', '_assertion')}<saml:Assertion`),
    ],
    [
      'with the signed one in an extension',
      (xml) => {
        const { assertion, forged } = evil(xml)
        return xml
          .replace(assertion, forged)
          .replace('<samlp:Status>', `<samlp:Extensions>${assertion}</samlp:Extensions><samlp:Status>`)
      },
    ],
  ])('%s', async (_, afterwards) => {
    const before = await state()
    const refusal = await refusalOf(signInAs(kim, { afterwards }))
    expect(refusal.code).toBe('sign_in.provider_refused')
    expect(await state()).toEqual(before)
  })

  test('and a comment does not cut a name short (CVE-2017-11428)', async () => {
    await signInAs({ nameId: 'vera', email: 'lena@larkfield.example' })
    const mood: SamlMood = { afterwards: (xml) => xml.replace('vera.evil', 'vera<!---->.evil') }
    const person = { nameId: 'vera.evil', email: 'kevin@larkfield.example' }
    await signInAs(person, mood).catch(() => undefined)
    const { rows } = await pool.query(`select user_id from identities where subject = 'vera' and used_at is not null`)
    expect(rows).toEqual([{ user_id: world.people.lena }])
    const { rows: sessions } = await pool.query(
      `select user_id from sessions order by created_at desc, id desc limit 1`,
    )
    expect(sessions[0].user_id).not.toBe(undefined)
    const { rows: other } = await pool.query(`select user_id from identities where subject = 'vera.evil'`)
    for (const { user_id: linked } of other) expect(linked).toBe(world.people.kevin)
  })
})

describe('the way back', () => {
  test('is good once (replay)', async () => {
    const { address, proof } = await begin()
    const answer = asPosted(await answerOf(address, await metadata(), kim))
    expect((await finish(answer, proof)).next).toBe('in')
    expect((await refusalOf(finish(answer, proof))).code).toBe('sign_in.start_again')
  })

  test('is not taken for another sign-in, even of the same browser (replay)', async () => {
    const first = await begin()
    const { response } = await answerOf(first.address, await metadata(), kim)
    const second = await begin()
    const state = new URL(second.address).searchParams.get('RelayState')!
    expect((await refusalOf(finish(asPosted({ response, state }), second.proof))).code).toBe('sign_in.provider_refused')
    expect(await why()).toMatch(/InResponseTo/)
  })

  test('belongs to the browser that set out (login CSRF)', async () => {
    const { address } = await begin()
    const answer = asPosted(await answerOf(address, await metadata(), kim))
    const other = await begin()
    expect((await refusalOf(finish(answer, other.proof))).code).toBe('sign_in.start_again')
    expect((await refusalOf(finish(answer, undefined))).code).toBe('sign_in.start_again')
  })
})

describe('where a provider posts to', () => {
  const post = (payload: string, url = `/sign-in/${provider}`, headers = {}) =>
    web.ask(null, 'POST', url, undefined, {
      payload,
      headers: {
        origin: 'https://login.acme.example',
        'sec-fetch-site': 'cross-site',
        'content-type': 'application/x-www-form-urlencoded',
        ...headers,
      },
    })

  test('hands on what came, believes nothing and changes nothing, whoever posts', async () => {
    const before = await state()
    const answer = await post(
      new URLSearchParams({ SAMLResponse: 'QUJD', RelayState: 'x"><script>alert(1)</script>' }).toString(),
    )
    expect(answer.status).toBe(200)
    expect(answer.headers['set-cookie']).toBeUndefined()
    expect(answer.body).not.toContain('<script>alert')
    expect(answer.body.match(/<script/g)).toHaveLength(1)
    expect(answer.headers['content-security-policy']).toMatch(/script-src 'self' 'nonce-/)
    expect(await state()).toEqual(before)
  })

  test('takes nothing else: no other content, no other address, nothing too long', async () => {
    expect((await post('SAMLResponse=<x>')).status).toBe(400)
    expect((await post('')).status).toBe(400)
    expect((await post('SAMLResponse=QUJD&SAMLResponse=QUJD')).status).toBe(400)
    expect((await post('{}', undefined, { 'content-type': 'application/json' })).status).toBe(400)
    expect((await post('x=1', undefined, { 'content-type': 'text/plain' })).status).toBe(415)
    expect((await post('SAMLResponse=QUJD', '/api/v1/sign-in')).status).toBe(403)
    expect((await post(`SAMLResponse=${'A'.repeat(600_000)}`)).status).toBe(413)
  })
})

describe('an administrator sets a SAML provider up', () => {
  test('and reads what it has to know of us, which it can read itself', async () => {
    const found = await adam.run(getProvider, { provider })
    expect(found).toMatchObject({ isSecretLost: false, entity: `${baseUrl}/sign-in/${provider}`, connection })
    const { status, body, headers } = await web.ask(null, 'GET', new URL(found.metadata!).pathname)
    expect([status, headers['content-type']]).toEqual([200, 'application/samlmetadata+xml'])
    expect(body).toContain(`entityID="${baseUrl}/sign-in/${provider}"`)
    expect(body).toContain('WantAssertionsSigned="true"')
  })

  test('with certificates that can be read and are strong enough', async () => {
    const found = await adam.run(testProvider, { connection })
    expect(found).toMatchObject({ signInAddress: signInUrl, keys: 1, tellsAddress: null })
    for (const certificates of [
      weak,
      '-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----',
      `${own.certificate}\n${weak}`,
    ]) {
      const given = { ...settings, name: 'Weak', connection: { ...connection, certificates } }
      expect((await refusalOf(adam.run(createProvider, given))).code).toBe('provider.certificate_unfit')
      expect((await refusalOf(adam.run(testProvider, { connection: given.connection }))).code).toBe(
        'provider.certificate_unfit',
      )
    }
  })

  test('sending browsers to a safe address only', async () => {
    const given = { ...settings, name: 'Open', connection: { ...connection, signInUrl: 'http://login.acme.example/' } }
    expect((await refusalOf(adam.run(createProvider, given))).code).toBe('provider.in_the_open')
    const scripted = { ...settings, name: 'S', connection: { ...connection, signInUrl: 'javascript:alert(1)' } }
    expect((await refusalOf(adam.run(createProvider, scripted))).code).toBe('request.invalid')
  })

  test('and two certificates count while it changes its keys', async () => {
    await pool.query('update providers set certificates = $1', [`${strangers.certificate}\n${own.certificate}`])
    expect((await signInAs()).next).toBe('in')
  })
})
