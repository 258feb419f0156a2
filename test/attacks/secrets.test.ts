import type { InjectOptions } from 'fastify'
import { Secret, TOTP } from 'otpauth'
import { SMTPServer } from 'smtp-server'
import { afterAll, describe, expect, test } from 'vitest'
import { apiPath, pathNames } from '../../src/base/endpoint.ts'
import { presets } from '../../src/directories/presets.ts'
import { settingsNow } from '../../src/mail/mail-settings.ts'
import { deliverMail } from '../../src/mail/deliver.ts'
import { cookieName } from '../../src/http/cookies.ts'
import { openLog } from '../../src/main/log.ts'
import { operations } from '../../src/main/operations.ts'
import { createWebServer } from '../../src/main/web-server.ts'
import { sendPasswordReset } from '../../src/signin/commands/send-password-reset.ts'
import { mails, tokenIn } from '../cast/mail.ts'
import { castPassword } from '../cast/password.ts'
import { makeServiceDeskWorld } from '../cast/service-desk.ts'
import { baseUrl, type Someone } from '../cast/world.ts'

/** What no log, no answer and no table may hold (chapter 4.8 of the catalogue), with the log as talkative as it gets. */
const world = await makeServiceDeskWorld()
const logged: string[] = []
const { server, live } = createWebServer({
  db: world.db,
  send: world.send,
  blobs: world.blobs,
  secrets: world.secrets,
  baseUrl,
  trustedProxies: [],
  log: openLog('debug', { write: (line) => void logged.push(line) }),
  screens: null,
})
afterAll(async () => {
  live.close()
  await server.close()
})
const vera = await world.as('vera')
await world.pool.query("update license_packs set seats = 100 where kind = 'named'")

type Sent = { status: number; body: string; json: Record<string, unknown> }
const ask = async (
  who: Someone | null,
  method: string,
  url: string,
  body?: unknown,
  more: Partial<InjectOptions> = {},
): Promise<Sent> => {
  const { headers, ...rest } = more
  const side = who?.actor.userKind === 'external' ? 'portal' : 'employee'
  const answer = await server.inject({
    method: method as 'GET',
    url,
    headers: {
      origin: baseUrl,
      'sec-fetch-site': 'same-origin',
      ...(who && { cookie: `${cookieName(side)}=${who.token}` }),
      ...(body !== undefined && { 'content-type': 'application/json' }),
      ...headers,
    },
    ...(body !== undefined && { payload: typeof body === 'string' ? body : JSON.stringify(body) }),
    ...rest,
  })
  const isJson = String(answer.headers['content-type']).includes('json')
  return { status: answer.statusCode, body: answer.body, json: isJson ? (JSON.parse(answer.body) as Sent['json']) : {} }
}

/** As it is, and as it travels in headers, addresses and protocols. */
const formsOf = (secret: string): string[] => [
  secret,
  Buffer.from(secret).toString('base64').replace(/=+$/, ''),
  Buffer.from(secret).toString('hex'),
  encodeURIComponent(secret),
  JSON.stringify(secret).slice(1, -1),
]
const holding = (texts: readonly string[], secrets: Record<string, string>): string[] =>
  Object.entries(secrets).flatMap(([name, secret]) =>
    texts.some((text) => formsOf(secret).some((form) => text.includes(form))) ? [name] : [],
  )

/** Everything that is stored, as text. */
async function everythingStored(except: string[] = []): Promise<string[]> {
  const { rows: tables } = await world.pool.query<{ name: string }>(
    `select quote_ident(schemaname) || '.' || quote_ident(tablename) as name from pg_tables
      where schemaname in ('public', 'pgboss', 'app_data')`,
  )
  const texts: string[] = []
  for (const { name } of tables) {
    if (except.includes(name)) continue
    const { rows } = await world.pool.query<{ text: string }>(`select t::text as text from ${name} t`)
    texts.push(...rows.map(({ text }) => text))
  }
  return texts
}

/** A server that says in its refusal what it was told. */
const smtp = new SMTPServer({
  disabledCommands: ['STARTTLS'],
  onAuth: ({ password }, _session, done) => done(new Error(`5.7.8 wrong: ${password}`)),
})
await new Promise<void>((ready) => void smtp.listen(0, '127.0.0.1', () => ready()))
afterAll(() => new Promise<void>((done) => smtp.close(() => done())))
const address = smtp.server.address()
const mailPort = typeof address === 'object' && address ? address.port : 0

const connection = {
  url: 'ldap://127.0.0.1:1',
  startTls: false,
  isPlainAllowed: false,
  certificate: null,
  bindDn: 'cn=reader,dc=larkfield',
  baseDn: 'dc=larkfield',
  userFilter: '(objectClass=person)',
  groupBaseDn: null,
  groupFilter: '(objectClass=group)',
  preset: 'openldap',
  attributes: presets.openldap.attributes,
}

/** Thirty secrets, each used as people use it, rightly and wrongly. */
async function plant(): Promise<{ all: Record<string, string>; never: Record<string, string> }> {
  const json = async (asked: Promise<Sent>) => {
    const { status, body, json: found } = await asked
    if (status >= 300) throw new Error(`Expected it to be done, found ${status}: ${body}`)
    return found
  }
  const given = {
    wrongPassword: 'planted wrong password 1',
    passwordAsEmail: 'planted-password-as-address-2',
    newPassword: 'planted quiet river stones 3',
    refusedPassword: 'plantd4',
    invitedPassword: 'planted invited meadow 5',
    resetPassword: 'planted reset harbour 6',
    mailPassword: 'planted-mail-password-7',
    triedMailPassword: 'planted-tried-mail-8',
    directoryPassword: 'planted-directory-9',
    triedDirectoryPassword: 'planted-tried-directory-10',
    provenPassword: 'planted wrong proof 11',
    cookie: 'planted-cookie-12-aaaaaaaaaaaaaaaaaaaaaaaaa',
    bearer: 'planted-bearer-13-aaaaaaaaaaaaaaaaaaaaaaaaa',
    inAddress: 'planted-in-address-14',
    inQuery: 'planted-in-query-15',
    brokenJson: 'planted-broken-json-16',
    linkTried: 'planted-link-17-aaaaaaaaaaaaaaaaaaaaaaaaaaa',
    licenseKey: 'planted-license-key-18',
    codeTried: 'planted-code-19',
    recoveryTried: 'plant-recov-20abc',
    header: 'planted-header-21',
  }
  await ask(null, 'POST', '/api/v1/sign-in', { email: 'kevin@larkfield.example', password: given.wrongPassword })
  await ask(null, 'POST', '/api/v1/sign-in', { email: given.passwordAsEmail, password: 'x' })
  await ask(null, 'POST', '/api/v1/sign-in', `{"email":"a@b.example","password":"${given.brokenJson}`)
  const sofia = await world.as('sofia')
  await ask(sofia, 'POST', '/api/v1/me/password', { password: castPassword, newPassword: given.refusedPassword })
  expect(
    (await ask(sofia, 'POST', '/api/v1/me/password', { password: castPassword, newPassword: given.newPassword }))
      .status,
  ).toBe(200)
  await ask(sofia, 'POST', '/api/v1/session/proof', { method: 'password', secret: given.provenPassword })

  const invited = ask(vera, 'POST', '/api/v1/users/invitations', {
    email: 'planted@larkfield.example',
    fullName: 'Paul Planted',
    hireDate: '2026-01-01',
  })
  await json(invited)
  const invitation = tokenIn((await mails(world, 'invitation'))[0]!.text)
  const accept = { token: invitation, fullName: 'Paul Planted', password: given.invitedPassword }
  expect((await ask(null, 'POST', '/api/v1/invitations/accept', accept)).status).toBeLessThan(300)
  await ask(null, 'POST', '/api/v1/password-resets', { email: 'lena@larkfield.example' })
  await sendPasswordReset(
    { db: world.db, send: world.send, baseUrl },
    { email: 'lena@larkfield.example', portal: null },
  )
  const reset = tokenIn((await mails(world, 'password_reset'))[0]!.text)
  expect(
    (await ask(null, 'POST', '/api/v1/password-resets/use', { token: reset, password: given.resetPassword })).status,
  ).toBeLessThan(300)
  await ask(null, 'POST', '/api/v1/password-resets/use', { token: given.linkTried, password: given.resetPassword })

  const app = await json(ask(vera, 'POST', '/api/v1/me/factors/app', {}))
  const seed = String(app.seed)
  const code = new TOTP({ secret: Secret.fromBase32(seed.replace(/\s/g, '')) }).generate()
  await ask(vera, 'POST', '/api/v1/me/factors/app/finish', { code: given.codeTried })
  const { recoveryCodes } = await json(ask(vera, 'POST', '/api/v1/me/factors/app/finish', { code }))
  const [recovery, recoveryTwo] = recoveryCodes as string[]
  await ask(vera, 'POST', '/api/v1/session/proof', { method: 'recovery_code', secret: given.recoveryTried })

  const sender = { senderName: 'L', senderAddress: 'l@larkfield.example', replyTo: null }
  const mailServer = { host: '127.0.0.1', port: mailPort, security: 'none', user: 'portico' }
  const { version } = await json(ask(vera, 'GET', '/api/v1/mail-settings'))
  const set = { version, server: mailServer, password: given.mailPassword, ...sender }
  expect((await ask(vera, 'PUT', '/api/v1/mail-settings/server', set)).status).toBe(200)
  await ask(vera, 'POST', '/api/v1/mail-settings/test', {
    to: 'v@larkfield.example',
    server: mailServer,
    password: given.triedMailPassword,
    ...sender,
  })
  const { rows } = await world.pool.query<{ id: string }>(
    "select id from mails where template = 'password_reset' limit 1",
  )
  await deliverMail(world.db, () => settingsNow(world.db, null, world.secrets), rows[0]!.id).catch(() => undefined)

  const rules = {
    name: 'Planted',
    signIn: 'directory',
    linksByEmail: false,
    onGone: 'lock',
    mostLeaving: 10,
    schedule: 'off',
    dailyHour: 1,
  }
  await ask(vera, 'POST', '/api/v1/directories', {
    ...rules,
    connection,
    password: given.directoryPassword,
  })
  await ask(vera, 'POST', '/api/v1/directories/test', {
    connection,
    password: given.triedDirectoryPassword,
  })

  const made = await json(
    ask(vera, 'POST', '/api/v1/profile/tokens', {
      name: 'Planted',
      access: 'read',
      administers: false,
    }),
  )
  const token = String(made.token)
  await ask(null, 'GET', '/api/v1/me', undefined, { headers: { authorization: `Bearer ${token}` } })
  await ask(null, 'GET', '/api/v1/me', undefined, { headers: { authorization: `Bearer ${given.bearer}` } })
  await ask(null, 'GET', '/api/v1/me', undefined, {
    headers: { cookie: `${cookieName('employee')}=${given.cookie}`, 'x-secret': given.header },
  })
  await ask(vera, 'GET', `/api/v1/users/${given.inAddress}`)
  await ask(vera, 'GET', `/api/v1/users?secret=${given.inQuery}`)
  await ask(vera, 'POST', '/api/v1/licenses/activate', { key: given.licenseKey })
  const { linkTried: _, ...typed } = given
  const never = {
    ...typed,
    seed,
    recovery: recovery!,
    recoveryTwo: recoveryTwo!,
    token,
    veraCookie: vera.token,
    sofiaCookie: sofia.token,
  }
  return { all: { ...given, ...never, invitation, reset, code: `code ${code}` }, never }
}

const { all, never } = await plant()

describe('thirty planted secrets (AT-167)', () => {
  test('were really planted', () => {
    expect(Object.keys(all).length).toBeGreaterThanOrEqual(30)
    expect(Object.values(all).filter((secret) => secret.length < 7)).toEqual([])
    expect(Object.values(all)).not.toContain('undefined')
  })

  test('stand in no line of the log, in no form', () => {
    expect(holding(logged, all)).toEqual([])
  })

  test('stand in no table: what has to be kept is a hash or sealed; a link stands in its mail alone', async () => {
    expect(holding(await everythingStored(), never)).toEqual([])
    expect(holding(await everythingStored(['public.mails']), all)).toEqual([])
  })

  test('not even when everything breaks', async () => {
    const lines = logged.length
    await world.pool.query('alter table audit_events rename to audit_events_gone')
    const broken = await plant().catch(() => undefined)
    await world.pool.query('alter table audit_events_gone rename to audit_events')
    expect(broken).toBeUndefined()
    expect(logged.length).toBeGreaterThan(lines)
    expect(holding(logged, all)).toEqual([])
  })
})

describe('whatever breaks behind an endpoint (AT-168)', () => {
  const unknown = '018f0000-0000-7000-8000-00000000dead'
  const telling =
    /relation|column|select |insert |constraint|syntax|postgres|kysely|node_modules|\.ts\b|\bat \w+ \(|stack|_gone/i

  /** Every operation once, by whoever may most. */
  async function everyAnswer(): Promise<Sent[]> {
    const answers: Sent[] = []
    const dana = await world.as('dana').catch(() => undefined)
    for (const { endpoint } of operations) {
      const url = pathNames(endpoint.path).reduce((path, name) => path.replace(`:${name}`, unknown), apiPath(endpoint))
      const who = endpoint.side === 'public' ? null : endpoint.side === 'portal' ? (dana ?? null) : vera
      const upload = { headers: { 'content-type': 'application/octet-stream' }, payload: Buffer.from('x') }
      answers.push(
        await (endpoint.upload
          ? ask(who, endpoint.method, `${url}?name=a`, undefined, upload)
          : ask(who, endpoint.method, url, endpoint.method === 'GET' ? undefined : {})),
      )
    }
    return answers
  }

  test.each([
    'users',
    'company',
    'groups',
    'audit_events',
    'user_principals',
    'workspaces',
    'apps',
    'tasks',
    'security_settings',
  ])('its answer is a sentence and the number of the request, and the log has the rest: without %s', async (table) => {
    const lines = logged.length
    await world.pool.query(`alter table ${table} rename to ${table}_gone`)
    try {
      const bugs = (await everyAnswer()).filter(({ status }) => status >= 500)
      expect(bugs.length).toBeGreaterThan(0)
      for (const { body, json } of bugs) {
        expect(body).not.toMatch(telling)
        expect(Object.keys(json).toSorted()).toEqual(['code', 'detail', 'requestId', 'status', 'title', 'type'])
        expect(json).toMatchObject({ code: 'bug', title: 'Something went wrong' })
        expect(logged.some((line) => line.includes(String(json.requestId)))).toBe(true)
      }
    } finally {
      await world.pool.query(`alter table ${table}_gone rename to ${table}`)
    }
    expect(logged.slice(lines).join('')).toContain(`"msg":"bug"`)
  })
})
