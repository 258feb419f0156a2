import { once } from 'node:events'
import { type ParsedMail, simpleParser } from 'mailparser'
import { SMTPServer } from 'smtp-server'
import { afterAll, describe, expect, test } from 'vitest'
import { makeWorld } from '../../test/cast/world.ts'
import { transaction } from '../sql/database.ts'
import { deliverMail } from './deliver.ts'
import { type Letter, queueMail } from './queue-mail.ts'
import { sweepMails } from './sweep-mails.ts'

/** A real mail server of the test's own, which says yes or no as told. */
const received: ParsedMail[] = []
let refusesAll = false
const server = new SMTPServer({
  authOptional: true,
  disabledCommands: ['STARTTLS'],
  onRcptTo: (_address, _session, done) => done(refusesAll ? new Error('mailbox unavailable') : null),
  onData: (stream, _session, done) => {
    simpleParser(stream, (error, mail) => {
      if (!error) received.push(mail)
      done(error)
    })
  },
})
server.listen(0, '127.0.0.1')
await once(server.server, 'listening')
const address = server.server.address()
const settings = {
  server: { url: `smtp://127.0.0.1:${typeof address === 'object' && address ? address.port : 0}` },
  from: 'Larkfield <portal@larkfield.example>',
  replyTo: null,
}
const world = await makeWorld()
afterAll(() => new Promise<void>((done) => server.close(() => done())))

const letter = (more: Partial<Letter> = {}): Letter => ({
  to: 'dana@brightwater.example',
  toUser: world.people.dana,
  template: 'test',
  subject: 'Ваша заявка <b>№ 1</b>',
  paragraphs: ['Hello Dana,', 'a <script>alert(1)</script> & more'],
  action: { label: 'Open it', url: 'http://localhost:4100/portal/service_desk?a=1&b=2' },
  footer: 'Larkfield Instruments',
  ...more,
})
const queue = (one: Letter) => transaction(world.db, (tx) => queueMail(tx, world.send, one))
const stateOf = async (id: string) =>
  (await world.pool.query('select state, tries, last_error from mails where id = $1', [id])).rows[0] as {
    state: string
    tries: number
    last_error: string | null
  }

describe('a mail', () => {
  test('is kept for reading when no server is set', async () => {
    const id = await queue(letter())
    await deliverMail(world.db, async () => null, id)
    expect(await stateOf(id)).toMatchObject({ state: 'kept' })
  })

  test('arrives with its subject, both bodies and a link that works, whatever letters they have', async () => {
    const id = await queue(letter())
    await deliverMail(world.db, async () => settings, id)
    const mail = received.at(-1)!
    expect(mail.subject).toBe('Ваша заявка <b>№ 1</b>')
    expect(mail.from?.value[0]).toMatchObject({ address: 'portal@larkfield.example' })
    expect(mail.text).toContain('http://localhost:4100/portal/service_desk?a=1&b=2')
    expect(mail.html).toContain('a=1&#38;b=2')
    expect(await stateOf(id)).toMatchObject({ state: 'sent', tries: 1 })
  })

  test('carries names and texts of people as text, never as markup (AT-158)', async () => {
    const id = await queue(letter())
    await deliverMail(world.db, async () => settings, id)
    expect(received.at(-1)!.html).not.toContain('<script>')
  })

  test('cannot be given more headers by a name with a line break', async () => {
    const id = await queue(letter({ subject: 'Hello\r\nBcc: everyone@evil.example' }))
    await deliverMail(world.db, async () => settings, id)
    const mail = received.at(-1)!
    expect(mail.subject).toBe('Hello Bcc: everyone@evil.example')
    expect(mail.bcc).toBeUndefined()
  })

  test('has the same Message-ID when it is sent again, so that mailboxes drop the second one', async () => {
    const id = await queue(letter())
    await deliverMail(world.db, async () => settings, id)
    await world.pool.query("update mails set state = 'waiting' where id = $1", [id])
    await deliverMail(world.db, async () => settings, id)
    expect(received.at(-1)!.messageId).toBe(received.at(-2)!.messageId)
  })

  test('is not sent twice once it was marked', async () => {
    const id = await queue(letter())
    await deliverMail(world.db, async () => settings, id)
    const before = received.length
    await deliverMail(world.db, async () => settings, id)
    expect(received.length).toBe(before)
  })

  test('that the server refuses says why and is tried again by the queue', async () => {
    refusesAll = true
    const id = await queue(letter())
    await expect(deliverMail(world.db, async () => settings, id)).rejects.toThrow()
    expect(await stateOf(id)).toMatchObject({
      state: 'failed',
      tries: 1,
      last_error: expect.stringContaining('mailbox unavailable') as string,
    })
    refusesAll = false
    await deliverMail(world.db, async () => settings, id)
    expect(await stateOf(id)).toMatchObject({ state: 'sent', last_error: null })
  })

  test('whose job got lost, as after a restore, is delivered within three days and told as failed after them', async () => {
    const [lately, long, fresh] = [await queue(letter()), await queue(letter()), await queue(letter())]
    await world.pool.query("delete from pgboss.job where name = 'mail.deliver'")
    await world.pool.query("update mails set created_at = now() - interval '2 hours' where id = $1", [lately])
    await world.pool.query("update mails set created_at = now() - interval '4 days' where id = $1", [long])
    await sweepMails(world.db, world.send)
    const { rows } = await world.pool.query(
      "select data ->> 'mail' as mail from pgboss.job where name = 'mail.deliver'",
    )
    expect(rows).toEqual([{ mail: lately }])
    expect(await stateOf(long)).toMatchObject({
      state: 'failed',
      last_error: expect.stringContaining('never') as string,
    })
    expect(await stateOf(fresh)).toMatchObject({ state: 'waiting' })
  })

  test('of a deed that is rolled back does not exist, nor does its delivery', async () => {
    const before = await world.pool.query('select count(*)::int as mails from mails')
    const jobs = await world.pool.query('select count(*)::int as jobs from pgboss.job')
    await expect(
      transaction(world.db, async (tx) => {
        await queueMail(tx, world.send, letter())
        throw new Error('rolled back')
      }),
    ).rejects.toThrow('rolled back')
    expect((await world.pool.query('select count(*)::int as mails from mails')).rows).toEqual(before.rows)
    expect((await world.pool.query('select count(*)::int as jobs from pgboss.job')).rows).toEqual(jobs.rows)
  })
})
