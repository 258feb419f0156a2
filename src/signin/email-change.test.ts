import { beforeEach, describe, expect, test } from 'vitest'
import { updateExternalUser } from '../people/commands/update-external-user.ts'
import { getExternalUser } from '../people/queries/get-external-user.ts'
import { getMe, getMeOnPortal } from '../people/queries/get-me.ts'
import { getUser } from '../people/queries/get-user.ts'
import type { UserId } from '../base/ids.ts'
import { type Mail, mails, tokenIn } from '../../test/cast/mail.ts'
import { castPassword } from '../../test/cast/password.ts'
import { portalWorld } from '../../test/cast/portals.ts'
import { makeWorld, refusalOf, type Someone } from '../../test/cast/world.ts'
import { changeEmailOfUser } from './commands/change-email-of-user.ts'
import { changeMyEmail, changeMyEmailOnPortal, dropMyEmailChange } from './commands/change-my-email.ts'
import { createMyToken } from './commands/create-token.ts'
import { lockUser } from './commands/lock-user.ts'
import { sendPasswordReset } from './commands/send-password-reset.ts'
import { confirmEmailChange, undoEmailChange } from './commands/settle-email-change.ts'
import { signIn } from './commands/sign-in.ts'
import { unlockUser } from './commands/unlock-user.ts'
import { getMyEmailChange } from './queries/get-my-email-change.ts'

const world = await makeWorld()
const { people, pool, db, send } = world
const { adam, makePortal } = await portalWorld(world)
const vera = await world.as('vera')
const igor = await world.as('igor')
const dana = await world.as('dana')
const desk = await makePortal([dana])

const old = 'kevin@larkfield.example'
const next = 'kevin.hale@larkfield.example'
let kevin: Someone
beforeEach(async () => {
  await pool.query('update users set email = $2, email_canonical = $2 where id = $1', [people.kevin, old])
  await pool.query('delete from email_changes')
  await pool.query('delete from mails')
  kevin = await world.as('kevin')
})

const lastTo = async (template: string, to: string): Promise<Mail> => {
  const mail = (await mails(world, template)).find((each) => each.to === to)
  if (!mail) throw new Error(`Expected a mail ${template} to ${to}`)
  return mail
}
const ask = (email = next) => kevin.run(changeMyEmail, { email })
const confirm = async (email = next) =>
  world.anyone.run(confirmEmailChange, { token: tokenIn((await lastTo('email_confirm', email)).text) })
const undo = (mail: Mail) => world.anyone.run(undoEmailChange, { token: tokenIn(mail.text) })
const addressOf = async (id: UserId) =>
  (await pool.query<{ email: string }>('select email from users where id = $1', [id])).rows[0]!.email
const enter = (email: string) => world.anyone.run(signIn, { email, password: castPassword })

describe('changing one’s own address (AT-115)', () => {
  test('wants a recent proof: a session alone is not enough', async () => {
    await pool.query(`update sessions set proved_at = now() - interval '6 minutes' where user_id = $1`, [people.kevin])
    expect(await refusalOf(ask())).toMatchObject({ kind: 'forbidden', code: 'session.proof_needed' })
    expect((await pool.query('select from email_changes')).rows).toEqual([])
  })

  test('changes nothing until the new address confirms; the old one is told at once', async () => {
    await ask()
    expect(await addressOf(people.kevin)).toBe(old)
    expect((await kevin.run(getMyEmailChange, {})).pending?.email).toBe(next)
    expect((await lastTo('email_change_asked', old)).text).toContain(next)
    await expect(enter(next)).rejects.toThrow()
    expect(await confirm()).toEqual({ email: next })
    expect(await addressOf(people.kevin)).toBe(next)
    expect(await enter(next)).toMatchObject({ next: 'in' })
    expect((await lastTo('email_changed', old)).text).toContain(next)
  })

  test('ends every session but the one that asked, and leaves tokens of programs', async () => {
    const elsewhere = await world.as('kevin')
    await kevin.run(createMyToken, { name: 'Reports', access: 'read' })
    await ask()
    await confirm()
    await kevin.run(getMe, {})
    expect((await refusalOf(elsewhere.run(getMe, {}))).kind).toBe('unauthenticated')
    const { rows } = await pool.query(
      `select from sessions where user_id = $1 and side = 'token' and ended_at is null`,
      [people.kevin],
    )
    expect(rows).toHaveLength(1)
  })

  test('links to a new password that were mailed before die with it (AT-108)', async () => {
    await sendPasswordReset({ db, send, baseUrl: 'http://localhost:4100' }, { email: old, portal: null })
    await ask()
    await confirm()
    const { rows } = await pool.query('select from password_resets where user_id = $1 and withdrawn_at is null', [
      people.kevin,
    ])
    expect(rows).toEqual([])
  })

  test('tells nobody whether another account has the address, but its owner (AT-103)', async () => {
    const taken = await ask('LENA@larkfield.example')
    expect(Object.keys(taken)).toEqual(Object.keys(await ask()))
    expect(await mails(world, 'email_in_use')).toMatchObject([{ to: 'lena@larkfield.example' }])
    expect((await mails(world, 'email_confirm')).map(({ to }) => to)).toEqual([next])
  })

  test('is refused where the address was taken meanwhile', async () => {
    await ask()
    await pool.query('update users set email = $2, email_canonical = $2 where id = $1', [people.lena, next])
    expect((await refusalOf(confirm())).code).toBe('user.email_taken')
    await pool.query('update users set email = $2, email_canonical = $2 where id = $1', [
      people.lena,
      'lena@larkfield.example',
    ])
    expect(await addressOf(people.kevin)).toBe(old)
  })

  test.each(['kevin@larkfield.example', 'KEVIN@larkfield.example', 'kevin@larkfield.example.'])(
    'to the same one, %s, is refused',
    async (email) => {
      expect((await refusalOf(ask(email))).code).toBe('email_change.same')
    },
  )

  test('again and again fills no mailbox', async () => {
    for (let asked = 0; asked < 5; asked += 1) await ask(`kevin${asked}@larkfield.example`)
    expect(await refusalOf(ask())).toMatchObject({ kind: 'rate', code: 'email_change.too_many' })
  })
})

describe('links of the mails', () => {
  test('work once, and answer alike when spent, dropped, replaced, altered or run out', async () => {
    const spent = (token: string) => refusalOf(world.anyone.run(confirmEmailChange, { token }))
    await ask()
    const first = tokenIn((await lastTo('email_confirm', next)).text)
    await ask('other@larkfield.example')
    expect((await spent(first)).code).toBe('email_change.spent')
    await kevin.run(dropMyEmailChange, {})
    await expect(confirm('other@larkfield.example')).rejects.toMatchObject({ code: 'email_change.spent' })
    await ask()
    await confirm()
    await expect(confirm()).rejects.toMatchObject({ code: 'email_change.spent' })
    expect((await spent(`${first.slice(0, -1)}_`)).code).toBe('email_change.spent')
  })

  test('end after a day', async () => {
    await ask()
    await pool.query(`update email_changes set expires_at = now() - interval '1 second'`)
    await expect(confirm()).rejects.toMatchObject({ code: 'email_change.spent' })
    expect((await kevin.run(getMyEmailChange, {})).pending).toBeNull()
  })

  test('do not work for somebody who was locked', async () => {
    await ask()
    await adam.run(lockUser, { user: people.kevin })
    await expect(confirm()).rejects.toMatchObject({ code: 'email_change.spent' })
    await adam.run(unlockUser, { user: people.kevin })
  })

  test('of the new address undo nothing, and those of the old one confirm nothing', async () => {
    await ask()
    const [asked, confirms] = [await lastTo('email_change_asked', old), await lastTo('email_confirm', next)]
    expect((await refusalOf(undo(confirms))).code).toBe('email_change.spent')
    const token = tokenIn(asked.text)
    expect((await refusalOf(world.anyone.run(confirmEmailChange, { token }))).code).toBe('email_change.spent')
  })
})

describe('the old address', () => {
  test('stops a change that waits', async () => {
    await ask()
    expect(await undo(await lastTo('email_change_asked', old))).toEqual({ email: old, was: 'stopped' })
    await expect(confirm()).rejects.toMatchObject({ code: 'email_change.spent' })
    await kevin.run(getMe, {})
  })

  test.each(['email_change_asked', 'email_changed'])(
    'takes it back by the mail %s: every session ends',
    async (mail) => {
      await ask()
      await confirm()
      expect(await undo(await lastTo(mail, old))).toEqual({ email: old, was: 'undone' })
      expect(await addressOf(people.kevin)).toBe(old)
      expect((await refusalOf(kevin.run(getMe, {}))).kind).toBe('unauthenticated')
      expect((await mails(world, 'email_restored')).map(({ to }) => to).toSorted()).toEqual([next, old])
    },
  )

  test('takes back a second change with the first: a thief who goes on does not get away', async () => {
    await ask()
    await confirm()
    await ask('thief@evil.example')
    await confirm('thief@evil.example')
    await undo(await lastTo('email_changed', old))
    expect(await addressOf(people.kevin)).toBe(old)
    expect((await refusalOf(undo(await lastTo('email_changed', next)))).code).toBe('email_change.spent')
  })

  test('does so for a week, and not against what an administrator has set since', async () => {
    await ask()
    await confirm()
    const mail = await lastTo('email_changed', old)
    await pool.query(`update email_changes set confirmed_at = now() - interval '8 days'`)
    expect((await refusalOf(undo(mail))).code).toBe('email_change.spent')
    await pool.query('update email_changes set confirmed_at = now()')
    const { version } = await adam.run(getUser, { user: people.kevin })
    await adam.run(changeEmailOfUser, { user: people.kevin, version, email: 'kevin.the.third@larkfield.example' })
    expect((await refusalOf(undo(mail))).code).toBe('email_change.spent')
  })
})

describe('an employee’s address, by administrators', () => {
  const change = async (who: Someone, user: UserId, email: string) => {
    const { version } = await who.run(getUser, { user })
    return who.run(changeEmailOfUser, { user, version, email })
  }

  test('is changed at once, and both addresses are told', async () => {
    await change(adam, people.kevin, next)
    expect(await addressOf(people.kevin)).toBe(next)
    expect((await mails(world, 'email_changed_by_other')).map(({ to }) => to).toSorted()).toEqual([next, old])
  })

  test('wants a recent proof, the version that was seen, and an address that is free', async () => {
    expect((await refusalOf(change(adam, people.kevin, 'Lena@larkfield.example'))).code).toBe('user.email_taken')
    const stale = adam.run(changeEmailOfUser, { user: people.kevin, version: 999, email: next })
    expect((await refusalOf(stale)).code).toBe('user.changed_meanwhile')
    const late = await world.as('adam')
    await pool.query(`update sessions set proved_at = now() - interval '6 minutes' where id = $1`, [late.actor.session])
    expect((await refusalOf(change(late, people.kevin, next))).code).toBe('session.proof_needed')
    expect(await mails(world, 'email_changed_by_other')).toEqual([])
  })

  test('of an administrator is changed by the supervisor alone, and nobody’s own this way', async () => {
    expect((await refusalOf(change(adam, people.vera, next))).kind).toBe('forbidden')
    expect((await refusalOf(change(adam, people.adam, next))).kind).toBe('forbidden')
    expect((await refusalOf(change(vera, people.vera, next))).code).toBe('email_change.own')
    expect((await refusalOf(change(igor, people.kevin, next))).kind).toBe('forbidden')
    await change(vera, people.adam, 'adam.b@larkfield.example')
    await change(vera, people.adam, 'adam@larkfield.example')
  })

  test('of somebody invited gets a fresh invitation there, and the first link dies', async () => {
    await change(adam, people.nina, 'nina.f@larkfield.example')
    expect((await mails(world, 'invitation'))[0]).toMatchObject({ to: 'nina.f@larkfield.example' })
    const { rows } = await pool.query('select from invitations where user_id = $1 and withdrawn_at is null', [
      people.nina,
    ])
    expect(rows).toHaveLength(1)
  })
})

describe('somebody from outside', () => {
  test('changes it the same way, and the links lead to the portal', async () => {
    await dana.run(changeMyEmailOnPortal, { email: 'dana.w@brightwater.example', portal: desk.code })
    const mail = await lastTo('email_confirm', 'dana.w@brightwater.example')
    expect(mail.text).toContain(`/portal/${desk.code}/confirm-email/`)
    await confirm('dana.w@brightwater.example')
    expect((await dana.run(getMeOnPortal, {})).email).toBe('dana.w@brightwater.example')
    const back = await lastTo('email_changed', 'dana@brightwater.example')
    expect(back.text).toContain(`/portal/${desk.code}/undo-email/`)
    await undo(back)
  })

  test('names a portal of her own, or nothing is there', async () => {
    const again = await world.as('dana')
    for (const portal of [undefined, 'no_such']) {
      const deed = again.run(changeMyEmailOnPortal, { email: 'x@brightwater.example', ...(portal && { portal }) })
      expect((await refusalOf(deed)).kind).toBe('not_found')
    }
  })

  test('hears it at both addresses when an administrator changes it', async () => {
    const { version } = await adam.run(getExternalUser, { user: people.omar })
    await adam.run(updateExternalUser, { user: people.omar, version, email: 'omar.h@brightwater.example' })
    expect((await mails(world, 'email_changed_by_other')).map(({ to }) => to).toSorted()).toEqual([
      'omar.h@brightwater.example',
      'omar@caldera.example',
    ])
  })
})
