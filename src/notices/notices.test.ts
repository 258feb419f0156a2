import { sql } from 'kysely'
import { describe, expect, test } from 'vitest'
import { makeWorld, refusalOf } from '../../test/cast/world.ts'
import { systemGroups } from '../access/system-groups.ts'
import { newId, type UserId } from '../base/ids.ts'
import { queueMail } from '../mail/queue-mail.ts'
import { transaction } from '../sql/database.ts'
import { getMail } from './queries/get-mail.ts'
import { listMails } from './queries/list-mails.ts'

const world = await makeWorld()
const adam = await world.as('adam')
const vera = await world.as('vera')
const igor = await world.as('igor')

const write = (to: string, toUser: UserId | null, subject: string) =>
  transaction(world.db, (tx) =>
    queueMail(tx, async () => {}, {
      to,
      toUser,
      template: 'password_reset',
      subject,
      paragraphs: ['Somebody asked for a new password.'],
      action: { label: 'Set a new password', url: 'https://portico.example/reset-password/secret' },
    }),
  )
const markAs = (id: string, state: string) => sql`update mails set state = ${state} where id = ${id}`.execute(world.db)

const toKevin = await write('kevin@larkfield.example', world.people.kevin, 'New password')
const toVera = await write('vera@larkfield.example', world.people.vera, 'New password for Vera')
await markAs(toKevin, 'kept')

describe('an administrator reads the outbox', () => {
  test('newest first, with whom each mail is for and what became of it', async () => {
    const { rows } = await adam.run(listMails, {})
    expect(rows.map(({ toName, state }) => [toName, state])).toEqual([
      ['Vera Lind', 'waiting'],
      ['Kevin Hale', 'kept'],
    ])
  })

  test('page by page without gaps, and by a part of the address, the subject or the name', async () => {
    const first = await adam.run(listMails, { limit: 1 })
    const second = await adam.run(listMails, { limit: 1, after: first.next ?? '' })
    expect([first.rows[0]?.id, second.rows[0]?.id]).toEqual([toVera, toKevin])
    expect(second.next).toBeNull()
    for (const search of ['kevin@', 'Hale'])
      expect((await adam.run(listMails, { search })).rows.map(({ id }) => id)).toEqual([toKevin])
    expect((await adam.run(listMails, { search: '%' })).rows).toEqual([])
    expect((await adam.run(listMails, { state: 'kept' })).rows.map(({ id }) => id)).toEqual([toKevin])
  })

  test('and a kept one with its text and link, because that is how it reaches anybody', async () => {
    const mail = await adam.run(getMail, { mail: toKevin })
    expect(mail.text).toContain('https://portico.example/reset-password/secret')
    expect(mail).toMatchObject({ withheld: null, html: expect.stringContaining('<a href=') })
  })
})

describe('links in mails are keys', () => {
  test('a mail to the System supervisor is not read by administrators, whether it names the person or the address', async () => {
    const byAddress = await write('VERA@larkfield.example', null, 'New password')
    for (const mail of [toVera, byAddress])
      expect(await adam.run(getMail, { mail })).toMatchObject({ text: null, html: null, withheld: 'for_supervisor' })
    expect(await vera.run(getMail, { mail: toVera })).toMatchObject({ withheld: null })
  })

  test('one to an administrator is read by the supervisor and the person, not by another administrator (0026)', async () => {
    const mails = [
      await write('adam@larkfield.example', world.people.adam, 'New password'),
      await write('ADAM@larkfield.example', null, 'New password'),
    ]
    await world.pool.query('insert into group_members (group_id, member_id, audience) values ($1, $2, $3)', [
      systemGroups.administrators,
      world.people.marta,
      'employees',
    ])
    const marta = await world.as('marta')
    for (const mail of mails) {
      expect(await marta.run(getMail, { mail })).toMatchObject({
        text: null,
        html: null,
        withheld: 'for_administrator',
      })
      expect(await vera.run(getMail, { mail })).toMatchObject({ withheld: null })
    }
    expect(await adam.run(getMail, { mail: mails[0]! })).toMatchObject({ withheld: null })
  })

  test('the text of a delivered mail is not shown any more', async () => {
    const delivered = await write('lena@larkfield.example', world.people.lena, 'New password')
    await markAs(delivered, 'sent')
    expect(await adam.run(getMail, { mail: delivered })).toMatchObject({ text: null, withheld: 'delivered' })
  })
})

describe('nobody else reads the outbox', () => {
  test('an employee without administration is refused', async () => {
    expect(await refusalOf(igor.run(listMails, {}))).toMatchObject({ kind: 'forbidden' })
    expect(await refusalOf(igor.run(getMail, { mail: toKevin }))).toMatchObject({ kind: 'forbidden' })
  })

  test('a mail that is not there is not found, and a cursor of another list is refused', async () => {
    expect(await refusalOf(adam.run(getMail, { mail: newId<'mail'>() }))).toMatchObject({ kind: 'not_found' })
    expect(await refusalOf(adam.run(listMails, { after: 'bm9uc2Vuc2U=' }))).toMatchObject({
      code: 'request.bad_cursor',
    })
  })
})
