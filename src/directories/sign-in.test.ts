import { beforeEach, describe, expect, test } from 'vitest'
import { directoryWorld, person } from '../../test/cast/directories.ts'
import { castPassword } from '../../test/cast/password.ts'
import { refusalOf } from '../../test/cast/world.ts'
import { changePassword } from '../signin/commands/change-password.ts'
import { handOverSupervisor } from '../signin/commands/hand-over-supervisor.ts'
import { proveIdentity } from '../signin/commands/prove-identity.ts'
import { sendPasswordReset } from '../signin/commands/send-password-reset.ts'
import { signIn } from '../signin/commands/sign-in.ts'
import { switchDirectory } from './commands/switch-directory.ts'

const { world, server, adam, pool, made, userOf } = await directoryWorld()

let source = 0
const enter = (uid: string, password: string, email = `${uid}@larkfield.example`) =>
  world.anyone.run(signIn, { email, password }, { address: `10.2.0.${(source += 1)}` })
const codeOf = async (deed: Promise<unknown>) => (await refusalOf(deed)).code
const secretOf = (uid: string) => person(uid).password!

beforeEach(async () => {
  await made.directory.run()
  await pool.query('delete from sign_in_attempts')
  server.binds.length = 0
  server.searches.length = 0
})

describe('somebody of a directory signs in', () => {
  test('with the password she has there, and what is changed there counts at once', async () => {
    expect((await enter('anna', secretOf('anna'))).next).toBe('in')
    server.entries[0] = person('anna', { password: 'another one' })
    expect(await codeOf(enter('anna', secretOf('anna')))).toBe('sign_in.refused')
    expect((await enter('anna', 'another one')).next).toBe('in')
  })

  test('wherever her entry was moved to, and under whatever new address there', async () => {
    server.entries[0] = { ...person('anna'), dn: person('anna').dn.replace('people', 'retired people') }
    expect((await enter('anna', secretOf('anna'))).next).toBe('in')
  })

  test('never with a wrong or an empty password, which is not even asked about (RFC 4513 §5.1.2)', async () => {
    expect(await codeOf(enter('anna', 'no'))).toBe('sign_in.refused')
    server.binds.length = 0
    await refusalOf(enter('anna', ''))
    expect(server.binds.filter(({ dn }) => dn.includes('anna'))).toEqual([])
  })

  test('never with a password that was hers here before', async () => {
    const { id } = (await userOf('anna@larkfield.example'))!
    await pool.query(`update users set password_hash = (select password_hash from users where id = $2) where id = $1`, [
      id,
      world.people.kevin,
    ])
    expect(await codeOf(enter('anna', castPassword))).toBe('sign_in.refused')
  })

  test('not when the directory has locked her or does not count her among its people any more', async () => {
    server.entries[0] = person('anna', { pwdAccountLockedTime: '000001010000Z' })
    expect(await codeOf(enter('anna', secretOf('anna')))).toBe('sign_in.refused')
    server.entries[0] = person('anna', { objectClass: 'person' })
    expect(await codeOf(enter('anna', secretOf('anna')))).toBe('sign_in.refused')
  })

  test('under our count of tries, like everybody', async () => {
    for (let tries = 0; tries < 10; tries += 1) await refusalOf(enter('bert', 'no'))
    expect(await codeOf(enter('bert', secretOf('bert')))).toBe('sign_in.too_many_tries')
    expect(server.binds.filter(({ password }) => password === secretOf('bert'))).toEqual([])
  })
})

describe('nothing at the door reaches the directory but a password', () => {
  test('a name with signs of a filter asks it nothing (LDAP injection)', async () => {
    for (const email of ['*@larkfield.example', '*)(uid=*@x.example', 'anna*@larkfield.example']) {
      await refusalOf(enter('', 'x', email))
    }
    expect(server.searches).toEqual([])
    await enter('anna', secretOf('anna'))
    expect(server.searches.at(-1)).toContain('id-of-anna')
  })

  test('people of ours are not looked up there, nor their passwords sent', async () => {
    expect((await enter('kevin', castPassword)).next).toBe('in')
    await refusalOf(enter('kevin', 'typed wrong'))
    expect(server.binds).toEqual([])
  })
})

describe('nobody learns who has an account, and where (AT-105)', () => {
  test('by the time of a refusal: none comes early', async () => {
    for (const uid of ['anna', 'kevin', 'nobody']) {
      const begun = Date.now()
      const refusal = await refusalOf(enter(uid, 'no'))
      expect(refusal.code).toBe('sign_in.refused')
      expect(Date.now() - begun).toBeGreaterThan(390)
    }
  })

  test('by the answer while the directory is away: one for all who fail; people of ours come in', async () => {
    const { rows } = await pool.query<{ url: string }>('select url from directories')
    await pool.query(`update directories set url = 'ldap://127.0.0.1:1'`)
    for (const uid of ['anna', 'kevin', 'nobody']) {
      const refusal = await refusalOf(enter(uid, 'no'))
      expect([refusal.kind, refusal.code]).toEqual(['unavailable', 'sign_in.directory_away'])
    }
    expect((await enter('kevin', castPassword)).next).toBe('in')
    await pool.query(`update directories set url = $1, away_at = now() - interval '1 minute'`, [rows[0]!.url])
    expect((await enter('anna', secretOf('anna'))).next).toBe('in')
    expect((await pool.query('select away_at from directories')).rows).toEqual([{ away_at: null }])
  })
})

test('a directory that is off lets nobody in', async () => {
  await adam.run(switchDirectory, { directory: made.directory.id, isEnabled: false })
  expect(await codeOf(enter('anna', secretOf('anna')))).toBe('sign_in.directory_away')
  expect(server.binds).toEqual([])
})

describe('a password that is kept elsewhere', () => {
  test('proves who one is, but is not changed here, and no link for a new one is mailed', async () => {
    const anna = await world.asUser((await userOf('anna@larkfield.example'))!.id, 'employee')
    await anna.run(proveIdentity, { method: 'password', secret: secretOf('anna') })
    const changed = anna.run(changePassword, { password: secretOf('anna'), newPassword: 'wholly other words 93' })
    expect(await codeOf(changed)).toBe('password.in_directory')
    await pool.query('delete from mails')
    await sendPasswordReset({ ...world, baseUrl: '' }, { email: 'anna@larkfield.example', portal: null })
    expect((await pool.query('select from mails')).rows).toEqual([])
  })

  test('is not the System supervisor’s: the role is handed to nobody of a directory', async () => {
    const vera = await world.as('vera')
    const { id } = (await userOf('anna@larkfield.example'))!
    expect(await codeOf(vera.run(handOverSupervisor, { user: id }))).toBe('supervisor.not_eligible')
    await expect(pool.query('update company set supervisor_id = $1', [id])).rejects.toThrow('not by a directory')
  })
})
