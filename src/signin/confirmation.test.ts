import { describe, expect, test } from 'vitest'
import { invitationWorld, newPassword as password } from '../../test/cast/invitations.ts'
import { mails } from '../../test/cast/mail.ts'
import { makeWorld, refusalOf } from '../../test/cast/world.ts'
import { confirmCode } from './commands/confirm-code.ts'
import { peekInvitation } from './commands/peek-invitation.ts'
import { portalSignIn } from './commands/portal-sign-in.ts'
import { sendConfirmationCode } from './commands/send-confirmation-code.ts'

const world = await makeWorld()
const { pool } = world
const { desk, newcomer, latestEmail, invite, accept, statusOf } = await invitationWorld(world)

describe('a link with confirmation', () => {
  const codeIn = (text: string) => /\b(\d{6})\b/.exec(text)![1]!

  test('asks for six digits from a mail before name and password', async () => {
    const user = await newcomer('walk.through@brightwater.example')
    const { token } = await invite(user, {})
    expect((await world.anyone.run(peekInvitation, { token })).step).toBe('confirm_email')
    expect((await refusalOf(accept(token))).code).toBe('invitation.proof_needed')
    await world.anyone.run(sendConfirmationCode, { token, email: 'WALK.through@brightwater.example' })
    const [mail] = await mails(world, 'confirmation_code')
    expect(mail!.to).toBe('walk.through@brightwater.example')
    const { proof } = await world.anyone.run(confirmCode, { token, code: codeIn(mail!.text) })
    expect((await refusalOf(accept(token, { proof: `${proof}x` }))).code).toBe('invitation.proof_needed')
    await accept(token, { proof })
    expect(await statusOf(user)).toBe('active')
  })

  test('somebody without an address on record brings one, and signs in with it', async () => {
    const user = await newcomer(null)
    const { token } = await invite(user, {})
    await world.anyone.run(sendConfirmationCode, { token, email: 'brought.along@home.example' })
    const [mail] = await mails(world, 'confirmation_code')
    const { proof } = await world.anyone.run(confirmCode, { token, code: codeIn(mail!.text) })
    await accept(token, { proof })
    await world.anyone.run(portalSignIn, { portal: desk.code, email: 'brought.along@home.example', password })
  })

  test('another address than the one invited is refused (AT-100)', async () => {
    const { token } = await invite(await newcomer(), {})
    const refusal = await refusalOf(
      world.anyone.run(sendConfirmationCode, { token, email: 'mallory@elsewhere.example' }),
    )
    expect(refusal.code).toBe('invitation.other_email')
  })

  test('bringing an address that has an account looks the same; only its owner is told (AT-103, AT-104)', async () => {
    const { token } = await invite(await newcomer(null), {})
    const answer = await world.anyone.run(sendConfirmationCode, { token, email: 'ＤＡＮＡ@brightwater.example.' })
    expect(answer).toEqual({ minutes: 10 })
    const [mail] = await mails(world, 'address_in_use')
    expect(mail!.to).toBe('dana@brightwater.example')
    expect(mail!.text).not.toMatch(/\d{6}/)
  })

  test('five wrong codes and the right one is worth nothing; at once or one by one', async () => {
    const { token } = await invite(await newcomer(), {})
    const email = latestEmail()
    await world.anyone.run(sendConfirmationCode, { token, email })
    const right = codeIn((await mails(world, 'confirmation_code'))[0]!.text)
    const wrong = right === '000000' ? '000001' : '000000'
    const tries = await Promise.all(
      Array.from({ length: 20 }, () => refusalOf(world.anyone.run(confirmCode, { token, code: wrong }))),
    )
    expect(tries.filter((refusal) => refusal.code === 'invitation.code_wrong')).toHaveLength(4)
    expect((await refusalOf(world.anyone.run(confirmCode, { token, code: right }))).code).toBe('invitation.code_spent')
    expect((await refusalOf(world.anyone.run(sendConfirmationCode, { token, email }))).kind).toBe('rate')
  })

  test('a code ends after ten minutes, and a newer one kills it', async () => {
    const { token } = await invite(await newcomer(), {})
    const email = latestEmail()
    await world.anyone.run(sendConfirmationCode, { token, email })
    const first = codeIn((await mails(world, 'confirmation_code'))[0]!.text)
    await pool.query("update confirmation_codes set created_at = created_at - interval '1 minute'")
    await world.anyone.run(sendConfirmationCode, { token, email })
    const second = codeIn((await mails(world, 'confirmation_code'))[0]!.text)
    if (first !== second)
      expect((await refusalOf(world.anyone.run(confirmCode, { token, code: first }))).code).toBe(
        'invitation.code_wrong',
      )
    await pool.query('update confirmation_codes set expires_at = now()')
    expect((await refusalOf(world.anyone.run(confirmCode, { token, code: second }))).code).toBe('invitation.code_spent')
  })

  test.each(['12345', '1234567', 'abcdef', '', '12 34 56'])('what is no code is refused: %j', async (code) => {
    const { token } = await invite(await newcomer(), {})
    expect((await refusalOf(world.anyone.run(confirmCode, { token, code }))).kind).toBe('invalid')
  })

  test('the proof of one invitation opens no other', async () => {
    const mine = await invite(await newcomer(), {})
    await world.anyone.run(sendConfirmationCode, { token: mine.token, email: latestEmail() })
    const code = codeIn((await mails(world, 'confirmation_code'))[0]!.text)
    const { proof } = await world.anyone.run(confirmCode, { token: mine.token, code })
    const theirs = await invite(await newcomer(), {})
    expect((await refusalOf(accept(theirs.token, { proof }))).code).toBe('invitation.proof_needed')
  })
})
