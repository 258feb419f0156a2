import { exportJWK, generateKeyPair, type JWK } from 'jose'
import { describe, expect, test } from 'vitest'
import { client, goTo, type Mood } from '../cast/openid-provider.ts'
import { kevinThere, makeProvider, providerWorld } from '../cast/providers.ts'
import { baseUrl, refusalOf } from '../cast/world.ts'

/** What a provider, or somebody between it and us, can do to a sign-in (AT-101 and its neighbours). */
const { world, server, adam, pool, made, begin, finish, signInAs, identities, whyRefused } = await providerWorld()

const state = async () => {
  const { rows } = await pool.query(
    'select (select count(*) from sessions) as sessions, (select count(*) from users) as users, (select count(*) from identities) as identities',
  )
  return rows[0] as object
}

/** Nobody is signed in, linked or made, and what was begun is over. */
async function refusedWith(deed: () => Promise<unknown>, code: string, why?: RegExp) {
  const before = await state()
  const refusal = await refusalOf(deed())
  expect(refusal.code).toBe(code)
  expect(await state()).toEqual(before)
  if (why) expect(await whyRefused()).toMatch(why)
  return refusal
}

/** An answer of the token endpoint with other claims in its token, signed as the provider signs. */
const withClaims =
  (change: (claims: Record<string, unknown>) => Record<string, unknown>, by?: JWK): NonNullable<Mood['answer']> =>
  async (route, body) => {
    if (route !== 'token') return body
    const [, payload = ''] = String(body.id_token).split('.')
    const claims = JSON.parse(Buffer.from(payload, 'base64url').toString('utf8'))
    return { ...body, id_token: await server.sign(change(claims), by) }
  }

const { privateKey } = await generateKeyPair('RS256', { extractable: true })
const foreignKey: JWK = { ...(await exportJWK(privateKey)), kid: 'test', alg: 'RS256' }
const now = () => Math.floor(Date.now() / 1000)

describe('what the provider signs is refused (AT-101)', () => {
  test.each([
    ['another issuer', (c: object) => ({ ...c, iss: 'https://evil.example' }), /iss/],
    ['another audience', (c: object) => ({ ...c, aud: 'somebody-else' }), /aud/],
    ['several audiences, and another one meant', (c: object) => ({ ...c, aud: [client.id, 'x'], azp: 'x' }), /azp/],
    ['another nonce', (c: object) => ({ ...c, nonce: 'of another sign-in' }), /nonce/],
    ['no nonce', (c: object) => ({ ...c, nonce: undefined }), /nonce/],
    ['a time that is over', (c: object) => ({ ...c, exp: now() - 60, iat: now() - 600 }), /exp/],
    ['a time to come', (c: object) => ({ ...c, nbf: now() + 600 }), /nbf/],
    ['nobody in it', (c: object) => ({ ...c, sub: undefined }), /sub/],
    ['somebody without a name', (c: object) => ({ ...c, sub: '' }), /sub/],
  ])('with %s', async (_, change, why) => {
    server.mood = { answer: withClaims(change as never) }
    await refusedWith(() => signInAs(), 'sign_in.provider_refused', why)
  })

  test('when somebody else signed it', async () => {
    server.mood = { answer: withClaims((claims) => claims, foreignKey) }
    await refusedWith(() => signInAs(), 'sign_in.provider_refused', /signature/i)
  })

  test('when it was altered on the way, has no signature, or one made with the public key', async () => {
    const edit = (change: (parts: string[]) => string[]): Mood => ({
      answer: (route, body) =>
        route === 'token' ? { ...body, id_token: change(String(body.id_token).split('.')).join('.') } : body,
    })
    const encoded = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url')
    const as = (payload: string, change: object) =>
      encoded({ ...JSON.parse(Buffer.from(payload, 'base64url').toString()), ...change })
    server.mood = edit(([head, payload, signature]) => [head!, as(payload!, { sub: 'vera' }), signature!])
    await refusedWith(() => signInAs(), 'sign_in.provider_refused')
    server.mood = edit(([, payload]) => [encoded({ alg: 'none' }), payload!, ''])
    await refusedWith(() => signInAs(), 'sign_in.provider_refused')
    server.mood = edit(([, payload, signature]) => [encoded({ alg: 'HS256', kid: 'test' }), payload!, signature!])
    await refusedWith(() => signInAs(), 'sign_in.provider_refused')
  })

  test('when there is none', async () => {
    server.mood = {
      answer: (route, { id_token: _, ...rest }) => (route === 'token' ? rest : { ...rest, id_token: _ }),
    }
    await refusedWith(() => signInAs(), 'sign_in.provider_refused')
  })

  test('when what it tells beside it is of somebody else', async () => {
    const vera = { ...kevinThere, sub: 'vera', email: 'vera@larkfield.example' }
    server.mood = { answer: (route, body) => (route === 'userinfo' ? vera : body) }
    await refusedWith(() => signInAs(), 'sign_in.provider_refused')
  })
})

describe('a provider that', () => {
  const mischief: [string, Mood, RegExp][] = [
    [
      'answers garbage',
      {
        before: (_, response) => (
          response.writeHead(200, { 'content-type': 'text/html' }), response.end('<h1>Hi'), true
        ),
      },
      /content-type|JSON/i,
    ],
    [
      'answers half of an answer',
      {
        before: (_, response) => (
          response.writeHead(200, { 'content-type': 'application/json' }), response.end('{"issuer": "http:'), true
        ),
      },
      /JSON|parse/i,
    ],
    ['fails', { before: (_, response) => (response.writeHead(500), response.end(), true) }, /500|unexpected|conform/i],
    ['hangs up', { before: (request) => (request.socket.destroy(), true) }, /fetch failed/],
    [
      'sends somewhere else',
      { before: (_, response) => (response.writeHead(302, { location: 'http://127.0.0.1:1/' }), response.end(), true) },
      /unexpected|conform|302/i,
    ],
    [
      'never ends',
      {
        before: (_, response) => {
          response.writeHead(200, { 'content-type': 'application/json' })
          const more = setInterval(() => response.write(' '.repeat(65_536)), 1)
          response.on('close', () => clearInterval(more))
          return true
        },
      },
      /longer than/,
    ],
  ]
  test.each(mischief)('%s, is away to whoever wants to go there, and says why to administrators', async (_, mood) => {
    server.mood = mood
    const refusal = await refusedWith(begin, 'provider.away')
    expect([refusal.kind, refusal.retryAfter]).toEqual(['unavailable', 60])
    expect(refusal.message).toContain('“Acme Login” did not answer as it should')
  })

  test.each(mischief)('%s, once somebody is back, signs nobody in', async (_, mood, why) => {
    const { address, proof } = await begin()
    const answer = await goTo(address, baseUrl)
    server.mood = mood
    await refusedWith(() => finish(answer, proof), 'provider.away', why)
    // And nothing is left half done: the next way there and back works.
    server.mood = {}
    expect((await signInAs()).next).toBe('in')
  })

  test('is silent, is waited for five seconds and not longer', async () => {
    server.mood = { before: () => true }
    const begun = Date.now()
    await refusedWith(begin, 'provider.away')
    expect(Date.now() - begun).toBeLessThan(7_000)
  })

  test.each([
    ['issuer', 'https://evil.example'],
    ['authorization_endpoint', 'javascript:alert(1)'],
    ['authorization_endpoint', 'http://login.example.com/'],
    ['token_endpoint', 'http://login.example.com/'],
    ['jwks_uri', 'ftp://login.example.com/'],
    ['userinfo_endpoint', 'file:///etc/passwd'],
  ])('names as its %s %s, is not used', async (key, value) => {
    server.mood = { answer: (route, body) => (route === 'discovery' ? { ...body, [key]: value } : body) }
    await refusedWith(begin, 'provider.away', /https|calls itself/)
  })

  test('does not know us, or does not take our secret, says so to administrators only', async () => {
    await makeProvider(adam, server, { name: 'Wrong', secret: 'not the secret of this client at all' }).then(
      (id) => (made.provider = id),
    )
    await pool.query(`delete from providers where name = 'Acme Login'`)
    const refusal = await refusedWith(() => signInAs(), 'sign_in.provider_refused', /invalid_client/)
    expect(JSON.stringify([refusal.message, refusal.facts])).not.toContain('invalid_client')
  })
})

describe('the way back', () => {
  test('says that it was cancelled there', async () => {
    const { address, proof } = await begin()
    const given = new URL(address).searchParams.get('state')!
    const answer = new URLSearchParams({ error: 'access_denied', state: given, iss: server.issuer }).toString()
    const refusal = await refusedWith(() => finish(answer, proof), 'sign_in.provider_declined', /access_denied/)
    expect(refusal.kind).toBe('unauthenticated')
  })

  test('is good once: a repeat signs nobody in (replay)', async () => {
    const { address, proof } = await begin()
    const answer = await goTo(address, baseUrl)
    expect((await finish(answer, proof)).next).toBe('in')
    await refusedWith(() => finish(answer, proof), 'sign_in.start_again')
  })

  test('is good once when it comes twice at the same moment', async () => {
    const { address, proof } = await begin()
    const answer = await goTo(address, baseUrl)
    const outcomes = await Promise.allSettled([finish(answer, proof), finish(answer, proof), finish(answer, proof)])
    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
  })

  test('is over after a refusal too: a code is tried once', async () => {
    const { address, proof } = await begin()
    const answer = await goTo(address, baseUrl)
    await refusedWith(() => finish(answer.replace(/code=[^&]+/, 'code=guessed'), proof), 'sign_in.provider_refused')
    await refusedWith(() => finish(answer, proof), 'sign_in.start_again')
  })

  test('belongs to the browser that set out: in another one it is nothing (login CSRF)', async () => {
    const attackers = await begin()
    const answer = await goTo(attackers.address, baseUrl)
    await refusedWith(() => finish(answer, undefined), 'sign_in.start_again')
    const victims = await begin()
    await refusedWith(() => finish(answer, victims.proof), 'sign_in.start_again')
    await refusedWith(() => finish(answer, 'a cookie of nobody'), 'sign_in.start_again')
    // The victim's own way is not over by it.
    expect((await finish(await goTo(victims.address, baseUrl), victims.proof)).next).toBe('in')
  })

  test('is not taken without its state, with another or with two', async () => {
    const { address, proof } = await begin()
    const answer = await goTo(address, baseUrl)
    for (const changed of [
      answer.replace(/&?state=[^&]+/, ''),
      answer.replace(/state=[^&]+/, 'state=another'),
      `${answer}&state=another`,
      'nothing of it',
    ]) {
      await refusedWith(() => finish(changed, proof), 'sign_in.start_again')
    }
    expect((await finish(answer, proof)).next).toBe('in')
  })

  test('is not taken from another issuer (RFC 9207), nor with two codes', async () => {
    for (const change of [
      (answer: string) => answer.replace(/iss=[^&]+/, 'iss=https%3A%2F%2Fevil.example'),
      (answer: string) => answer.replace(/&?iss=[^&]+/, ''),
      (answer: string) => `${answer}&code=another`,
    ]) {
      const { address, proof } = await begin()
      const answer = await goTo(address, baseUrl)
      await refusedWith(() => finish(change(answer), proof), 'sign_in.provider_refused')
    }
  })

  test('is over after ten minutes', async () => {
    const { address, proof } = await begin()
    const answer = await goTo(address, baseUrl)
    await pool.query(`update provider_visits set expires_at = now() - interval '1 second'`)
    await refusedWith(() => finish(answer, proof), 'sign_in.start_again')
  })

  test('carries the code with PKCE, state and nonce, and asks for nothing beyond who it is', async () => {
    const { searchParams, origin } = new URL((await begin()).address)
    expect(origin).toBe(server.issuer)
    expect(Object.fromEntries(searchParams)).toEqual({
      client_id: client.id,
      response_type: 'code',
      scope: 'openid email profile',
      redirect_uri: `${baseUrl}/sign-in/${made.provider}`,
      code_challenge_method: 'S256',
      code_challenge: expect.stringMatching(/^[\w-]{43}$/),
      state: expect.stringMatching(/^[\w-]{43}$/),
      nonce: expect.stringMatching(/^[\w-]{43}$/),
    })
  })

  test('leaves nothing in the database that would let anybody finish it', async () => {
    const { address, proof } = await begin()
    const { searchParams } = new URL(address)
    const rows = JSON.stringify([
      (await pool.query('select id, provider_id, back, secret_sealed::text from provider_visits')).rows,
      (await pool.query('select id, method, token_hash::text from open_proofs')).rows,
    ])
    for (const secret of [proof!, searchParams.get('state')!, searchParams.get('nonce')!]) {
      expect(rows).not.toContain(secret)
    }
  })
})

test('a crowd at the door asks the provider once', async () => {
  server.asked.length = 0
  await Promise.all(Array.from({ length: 20 }, begin))
  expect(server.asked.filter((path) => path.includes('well-known'))).toHaveLength(1)
  expect(await identities()).toEqual([])
  expect(world.people.kevin).toBeDefined()
})
