import { beforeEach, describe, expect, test } from 'vitest'
import { mails } from '../../test/cast/mail.ts'
import { makeWorld, refusalOf } from '../../test/cast/world.ts'
import { transaction } from '../sql/database.ts'
import { type Letter, confirmationCode, employeeInvitation, passwordReset, sendLetter } from '../signin/letters.ts'
import { letterKinds } from '../signin/queries/letter-kinds.ts'
import { restoreMailText, tryMailText, updateMailText } from './commands/mail-texts.ts'
import { textKinds } from './contract-texts.ts'
import { listMailTexts } from './queries/list-mail-texts.ts'

const world = await makeWorld()
const [adam, vera, igor] = [await world.as('adam'), await world.as('vera'), await world.as('igor')]

const send = (letter: Letter, language: 'en' | 'ru' = 'en', to: 'kevin' | 'vera' = 'kevin') =>
  transaction(world.db, (tx) =>
    sendLetter(tx, world.send, { id: world.people[to], email: `${to}@larkfield.example`, language }, letter),
  )
const latest = async () =>
  (
    await world.pool.query<{ subject: string; text: string; html: string; template: string; to: string }>(
      'select subject, body_text as text, body_html as html, template, to_address as "to" from mails order by id desc limit 1',
    )
  ).rows[0]!
const own = { kind: 'invitation', language: 'en', version: 0 } as const
const words = { subject: '{{inviter}} would like you at {{company}}', body: 'Welcome!\n\nWe are {{company}}.' }
const code = { kind: 'confirmation_code', language: 'en', version: 0, subject: 'Your code' } as const

beforeEach(() => world.pool.query('delete from mail_texts'))

describe('an administrator puts a kind of mail into own words (M136)', () => {
  test('and the next one has them, in this language alone, with its button and the company’s template', async () => {
    await adam.run(updateMailText, { ...own, ...words })
    await send(employeeInvitation('Larkfield', 'Vera Lind', 'https://portico.example/invitation/1'))
    const mail = await latest()
    expect(mail.subject).toBe('Vera Lind would like you at Larkfield')
    expect(mail.text).toBe(
      'Welcome!\n\nWe are Larkfield.\n\nAccept the invitation: https://portico.example/invitation/1',
    )
    await send(employeeInvitation('Larkfield', 'Vera Lind', 'https://portico.example/invitation/1'), 'ru')
    expect((await latest()).subject).toBe('Vera Lind приглашает вас в Larkfield')
  })

  test('and back into ours', async () => {
    await adam.run(updateMailText, { ...own, ...words })
    await adam.run(restoreMailText, { kind: 'invitation', language: 'en' })
    await send(employeeInvitation('Larkfield', 'Vera Lind', 'https://portico.example/1'))
    expect((await latest()).subject).toBe('Vera Lind invites you to Larkfield')
  })

  test('sees for each kind and language what it says now, what it said, and its places', async () => {
    await adam.run(updateMailText, { ...own, ...words })
    const { rows } = await adam.run(listMailTexts, {})
    expect(rows).toHaveLength(textKinds.length * 2)
    expect(rows[0]).toMatchObject({ isOwn: true, version: 1, changedBy: 'Adam Brandt', ...words })
    expect(rows[0]!.standard.subject).toBe('{{inviter}} invites you to {{company}}')
    expect(rows[1]).toMatchObject({ language: 'ru', isOwn: false, version: 0, changedBy: null })
    expect(Object.keys(letterKinds)).toEqual([...textKinds])
  })

  test('tries the words on herself before they count for anybody', async () => {
    await adam.run(tryMailText, { kind: 'invitation', language: 'en', ...words })
    const mail = await latest()
    expect(mail).toMatchObject({ to: 'adam@larkfield.example', subject: 'Lena Fischer would like you at Larkfield' })
    expect((await adam.run(listMailTexts, {})).rows[0]!.isOwn).toBe(false)
  })

  test('every standard text is one that could be saved', async () => {
    for (const { kind, language, standard } of (await adam.run(listMailTexts, {})).rows)
      await adam.run(updateMailText, { kind, language, version: 0, ...standard })
  })
})

describe('what a mail cannot be made to do', () => {
  test('markup, in the words and in what is filled in, is text (AT-158)', async () => {
    await adam.run(updateMailText, {
      ...own,
      subject: 'Hi <b>you</b>',
      body: '<img src=x onerror=alert(1)> {{inviter}}',
    })
    await send(employeeInvitation('Larkfield', '<script>alert(2)</script>', 'https://portico.example/1'))
    const { html } = await latest()
    expect(html).not.toMatch(/<script|<img|<b>/)
    expect(html).toContain('&#60;img src=x onerror=alert(1)&#62;')
  })

  test('a name that looks like a place is not filled in again', async () => {
    await adam.run(updateMailText, { ...code, body: 'For {{portal}}: {{code}}' })
    await send(confirmationCode('{{code}}{{code}}', '123456'))
    expect((await latest()).text).toBe('For {{code}}{{code}}: 123456')
  })

  test.each([
    [
      'an unknown place',
      'Your {{password}} and {{code}}',
      /Expected places that this mail has \(\{\{portal\}\}, \{\{code\}\}\), but found \{\{password\}\}/,
    ],
    ['no code where the mail is about one', 'Welcome to {{portal}}', /Expected \{\{code\}\} in the text/],
    ['an address that would carry the code away', 'See https://evil.example/?c={{code}}', /would become a link/],
    ['an address without a scheme', 'See evil.example/{{code}}', /“evil.example\/{{code}}” would become a link/],
    ['an address made of places', 'See {{code}}.example', /would become a link/],
    ['an address in Cyrillic', 'См. зло.рф/{{code}}', /would become a link/],
  ])('%s is refused with a sentence', async (_, body, sentence) => {
    const refusal = await refusalOf(adam.run(updateMailText, { ...code, body }))
    expect([refusal.code, refusal.message]).toEqual(['mail_text.unusable', expect.stringMatching(sentence)])
    expect((await refusalOf(adam.run(tryMailText, { kind: code.kind, language: 'en', subject: 'x', body }))).code).toBe(
      'mail_text.unusable',
    )
  })

  test.each([
    { subject: '' },
    { body: '  ' },
    { subject: 'x'.repeat(201) },
    { body: 'x'.repeat(5001) },
    { kind: 'rescued' },
  ])('%j is no text of a mail', async (more) => {
    const refusal = await refusalOf(adam.run(updateMailText, { ...own, ...words, ...more } as never))
    expect(refusal.kind).toBe('invalid')
  })

  test('the System supervisor is asked in our words, by name and by address (access.md rule 2)', async () => {
    await adam.run(updateMailText, {
      kind: 'password_reset',
      language: 'en',
      version: 0,
      subject: 'Hello',
      body: 'Call me',
    })
    await send(passwordReset('https://portico.example/reset/1'), 'en', 'vera')
    expect((await latest()).subject).toBe('Set a new password')
    await transaction(world.db, (tx) =>
      sendLetter(
        tx,
        world.send,
        { id: null, email: 'VERA@larkfield.example', language: 'en' },
        passwordReset('https://x.example'),
      ),
    )
    expect((await latest()).subject).toBe('Set a new password')
    await send(passwordReset('https://portico.example/reset/1'))
    expect((await latest()).subject).toBe('Hello')
    expect(await mails(world, 'password_reset')).toHaveLength(3)
  })
})

describe('who may', () => {
  test('of two who change the same words at once the second is told', async () => {
    const both = await Promise.allSettled([adam, vera].map((who) => who.run(updateMailText, { ...own, ...words })))
    expect(both.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected'])
    const refusal = await refusalOf(vera.run(updateMailText, { ...own, ...words }))
    expect(refusal).toMatchObject({ code: 'mail_text.changed_meanwhile', facts: { version: 1 } })
  })

  test('an employee reads and changes none of it, and an administrator proves who they are (M135)', async () => {
    expect((await refusalOf(igor.run(listMailTexts, {}))).kind).toBe('forbidden')
    expect((await refusalOf(igor.run(updateMailText, { ...own, ...words }))).kind).toBe('forbidden')
    expect((await refusalOf(igor.run(tryMailText, { kind: 'invitation', language: 'en', ...words }))).kind).toBe(
      'forbidden',
    )
    await world.pool.query("update sessions set proved_at = now() - interval '6 minutes' where user_id = $1", [adam.id])
    const tried = adam.run(updateMailText, { ...own, ...words })
    expect((await refusalOf(tried)).code).toBe('session.proof_needed')
  })
})
