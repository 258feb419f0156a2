import { once } from 'node:events'
import { randomBytes } from 'node:crypto'
import { type ParsedMail, simpleParser } from 'mailparser'
import { SMTPServer } from 'smtp-server'
import { afterAll, beforeEach, describe, expect, test } from 'vitest'
import { makeWorld, refusalOf } from '../../test/cast/world.ts'
import { openSecretBox } from '../base/secret-box.ts'
import { deliverMail } from '../mail/deliver.ts'
import { settingsNow } from '../mail/mail-settings.ts'
import { queueMail } from '../mail/queue-mail.ts'
import { transaction } from '../sql/database.ts'
import { resendMail, resendMails } from './commands/resend-mails.ts'
import { sendTestMail } from './commands/send-test-mail.ts'
import { updateMailServer } from './commands/update-mail-server.ts'
import { updateMailTemplate } from './commands/update-mail-template.ts'
import { getMailSettings } from './queries/get-mail-settings.ts'

/** A real mail server that wants a sign-in. */
const received: ParsedMail[] = []
const signedIn: string[] = []
const smtp = new SMTPServer({
  disabledCommands: ['STARTTLS'],
  onAuth: ({ username, password }, _session, done) => {
    signedIn.push(`${username}:${password}`)
    done(password === 'right' ? null : new Error('5.7.8 Authentication failed'), { user: username })
  },
  onData: (stream, _session, done) => {
    simpleParser(stream, (error, mail) => {
      if (!error) received.push(mail)
      done(error)
    })
  },
})
smtp.listen(0, '127.0.0.1')
await once(smtp.server, 'listening')
const address = smtp.server.address()
const port = typeof address === 'object' && address ? address.port : 0
afterAll(() => new Promise<void>((done) => smtp.close(() => done())))

const world = await makeWorld()
const vera = await world.as('vera')
const adam = await world.as('adam')
const igor = await world.as('igor')

const server = { host: '127.0.0.1', port, security: 'none' as const, user: 'portico' }
const sender = {
  senderName: 'Larkfield "HQ"',
  senderAddress: 'office@larkfield.example',
  replyTo: 'help@larkfield.example',
}
const versionNow = async () => (await vera.run(getMailSettings, {})).version
const set = async (more: object = {}) =>
  vera.run(updateMailServer, { version: await versionNow(), server, password: 'right', ...sender, ...more })
const unset = async () =>
  vera.run(updateMailServer, { version: await versionNow(), ...sender, server: null, senderAddress: null })
const deliver = (id: string) => deliverMail(world.db, () => settingsNow(world.db, null, world.secrets), id)
const write = () =>
  transaction(world.db, (tx) =>
    queueMail(tx, world.send, {
      to: 'kevin@larkfield.example',
      toUser: world.people.kevin,
      template: 'test',
      subject: 'Hello <Kevin>',
      paragraphs: ['How are you?'],
    }),
  )
const stateOf = async (id: string) =>
  (await world.pool.query<{ state: string }>('select state from mails where id = $1', [id])).rows[0]!.state

beforeEach(async () => {
  received.length = 0
  signedIn.length = 0
  await world.pool.query('delete from mails')
})

describe('the System supervisor sets the mail server', () => {
  test('and mails leave by it, signed in, from the sender, with the address for answers', async () => {
    await set()
    const mail = await write()
    await deliver(mail)
    expect(signedIn).toEqual(['portico:right'])
    expect(received[0]!.from?.value[0]).toEqual({ address: 'office@larkfield.example', name: 'Larkfield "HQ"' })
    expect(received[0]!.replyTo?.value[0]?.address).toBe('help@larkfield.example')
    expect(await stateOf(mail)).toBe('sent')
  })

  test('whose password no answer, no audit row and no column shows', async () => {
    await set({ password: 'right-secret-7431' })
    const told = JSON.stringify(await vera.run(getMailSettings, {}))
    const { rows } = await world.pool.query('select facts::text from audit_events')
    const { rows: stored } = await world.pool.query(
      `select encode(password_sealed, 'escape') as sealed, to_jsonb(m)::text as row from mail_settings m`,
    )
    expect(told + JSON.stringify(rows) + JSON.stringify(stored)).not.toContain('7431')
    expect(await vera.run(getMailSettings, {})).toMatchObject({ hasPassword: true, isPasswordLost: false })
  })

  test('and keeps the password when only the sender changes', async () => {
    await set()
    await set({ password: undefined, senderName: 'Office' })
    await deliver(await write())
    expect(signedIn).toEqual(['portico:right'])
    expect(received[0]!.from?.value[0]?.name).toBe('Office')
  })

  test.each([
    ['another host', { host: 'localhost' }],
    ['another port', { port: 2525 }],
    ['another user', { user: 'somebody' }],
  ])('but the stored password goes to no other place: %s', async (_, more) => {
    await set()
    const elsewhere = { server: { ...server, ...more }, password: undefined }
    expect(await refusalOf(set(elsewhere))).toMatchObject({ code: 'mail_settings.password_needed' })
    const tried = vera.run(sendTestMail, { ...elsewhere, ...sender, to: 'vera@larkfield.example' })
    expect(await refusalOf(tried)).toMatchObject({ code: 'mail_settings.password_needed' })
    expect(signedIn).toEqual([])
  })

  test('not over what another has changed meanwhile', async () => {
    await set()
    const stale = vera.run(updateMailServer, { version: 1, server: null, ...sender, senderAddress: null })
    expect(await refusalOf(stale)).toMatchObject({ kind: 'conflict', code: 'mail_settings.changed_meanwhile' })
  })

  test('not without the address that mails come from', async () => {
    expect(await refusalOf(set({ senderAddress: null }))).toMatchObject({ code: 'mail_settings.sender_needed' })
  })

  test('a mail says so when the password was sealed under another key, and is tried again', async () => {
    await set()
    const mail = await write()
    const other = openSecretBox(randomBytes(32))
    await expect(deliverMail(world.db, () => settingsNow(world.db, null, other), mail)).rejects.toThrow(/another key/)
    const { rows } = await world.pool.query('select state, last_error from mails where id = $1', [mail])
    expect(rows[0]).toMatchObject({ state: 'failed', last_error: expect.stringContaining('enter it anew') as string })
  })

  test('the environment goes before it, and is shown without its password', async () => {
    await set()
    const configured = { server: { url: 'smtps://u:secret@mail.host.example' }, from: 'P <p@x.example>', replyTo: null }
    expect(await settingsNow(world.db, configured, world.secrets)).toBe(configured)
    const told = await vera.run(getMailSettings, {}, { configuredMail: configured })
    expect(told.configured).toEqual({ server: 'mail.host.example', from: 'P <p@x.example>' })
    expect(JSON.stringify(told)).not.toContain('secret')
  })
})

describe('nobody else does: every link to a new password, the supervisor’s too, leaves this way', () => {
  test('an administrator sees how it is set, and changes neither server nor template', async () => {
    expect((await adam.run(getMailSettings, {})).can).toEqual({ edit: false })
    expect((await vera.run(getMailSettings, {})).can).toEqual({ edit: true })
    const version = await versionNow()
    const deeds = [
      () => adam.run(updateMailServer, { version, server, password: 'right', ...sender }),
      () =>
        adam.run(updateMailTemplate, { version, template: { html: '<img src="//evil/{{body}}">', text: '{{body}}' } }),
      () => adam.run(sendTestMail, { to: 'adam@larkfield.example', server, password: 'right', ...sender }),
    ]
    for (const deed of deeds) expect(await refusalOf(deed())).toMatchObject({ kind: 'forbidden' })
    expect(received).toEqual([])
  })

  test('an employee sees nothing of it (M135)', async () => {
    expect(await refusalOf(igor.run(getMailSettings, {}))).toMatchObject({ kind: 'forbidden' })
    expect(await refusalOf(igor.run(resendMails, { state: 'failed' }))).toMatchObject({ kind: 'forbidden' })
  })
})

describe('a test mail', () => {
  const tryOut = (more: object = {}) =>
    vera.run(sendTestMail, { to: 'vera@larkfield.example', server, password: 'right', ...sender, ...more })

  test('arrives, and the answer is the server’s own', async () => {
    expect(await tryOut()).toEqual({ isSent: true, answer: expect.stringMatching(/^250 /) as string })
    expect(received[0]!.to).toMatchObject({ value: [{ address: 'vera@larkfield.example' }] })
  })

  test('that the server refuses shows why, also when nobody listens there or TLS is wanted and not spoken', async () => {
    expect(await tryOut({ password: 'wrong' })).toMatchObject({
      isSent: false,
      answer: expect.stringContaining('Authentication failed') as string,
    })
    expect(await tryOut({ server: { ...server, port: 1 } })).toMatchObject({
      isSent: false,
      answer: expect.stringContaining('ECONNREFUSED') as string,
    })
    expect(await tryOut({ server: { ...server, security: 'starttls' } })).toMatchObject({ isSent: false })
    expect(received).toEqual([])
  })

  test.each([
    ['a line break in the host', { server: { ...server, host: 'a\r\nb' } }],
    ['a port that is none', { server: { ...server, port: 70_000 } }],
    ['two receivers', { to: 'a@x.example,b@x.example' }],
    ['a header in the name of the sender', { senderName: 'x\r\nBcc: all@x.example\u0000' }],
  ])('with %s is refused or one line', async (_, more) => {
    const outcome = await tryOut(more).catch((error: unknown) => error)
    if (received[0]) expect(received[0].bcc).toBeUndefined()
    else expect(outcome).toMatchObject({ kind: 'invalid' })
  })
})

describe('one template around every system mail (M136)', () => {
  const save = async (template: { html: string; text: string } | null) =>
    vera.run(updateMailTemplate, { version: await versionNow(), template })
  const bodies = async (id: string) =>
    (await world.pool.query<{ body_html: string; body_text: string }>('select * from mails where id = $1', [id]))
      .rows[0]!

  test('is used from the next mail on, with subject and text in their places, and can be given up again', async () => {
    await save({ html: '<h1>{{subject}}</h1><main>{{body}}</main>', text: 'LARKFIELD\n{{body}}\n--' })
    const dressed = await bodies(await write())
    expect(dressed.body_html).toBe(
      '<h1>Hello &#60;Kevin&#62;</h1><main><p style="margin:0 0 16px">How are you?</p></main>',
    )
    expect(dressed.body_text).toBe('LARKFIELD\nHow are you?\n--')
    await save(null)
    expect((await bodies(await write())).body_text).toBe('How are you?')
  })

  test('without the place for the text, or with what mail programs refuse, is not taken', async () => {
    for (const html of ['<p>Hello</p>', '{{body}}{{body}}', '<script>1</script>{{body}}']) {
      expect(await refusalOf(save({ html, text: '{{body}}' }))).toMatchObject({
        code: 'mail_settings.template_unusable',
      })
    }
    await expect(world.pool.query(`update mail_settings set template_html = 'x', template_text = 'x'`)).rejects.toThrow(
      /check constraint/,
    )
  })
})

describe('mails that failed or were kept', () => {
  test('are sent again, one or all, once there is a server', async () => {
    await unset()
    const [first, second, third] = [await write(), await write(), await write()]
    for (const id of [first, second]) await deliver(id)
    expect(await stateOf(first)).toBe('kept')
    expect(await refusalOf(adam.run(resendMail, { mail: first }))).toMatchObject({ code: 'mail.no_server' })
    await set()
    await adam.run(resendMail, { mail: first })
    expect(await adam.run(resendMails, { state: 'kept' })).toEqual({ count: 1, more: false })
    for (const id of [first, second, third]) await deliver(id)
    expect(received).toHaveLength(3)
    const { rows } = await world.pool.query(`select data from pgboss.job where name = 'mail.deliver'`)
    expect(rows.map(({ data }: { data: { mail: string } }) => data.mail)).toEqual(
      expect.arrayContaining([first, second, third]),
    )
  })

  test('but not one that was sent or is on its way', async () => {
    await set()
    const mail = await write()
    expect(await refusalOf(adam.run(resendMail, { mail }))).toMatchObject({ code: 'mail.not_resendable' })
    await deliver(mail)
    expect(await refusalOf(adam.run(resendMail, { mail }))).toMatchObject({ code: 'mail.not_resendable' })
    expect(await adam.run(resendMails, { state: 'failed' })).toEqual({ count: 0, more: false })
  })
})
